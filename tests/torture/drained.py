"""R15: the web is told to end while clients post; whoever it took on is answered, and it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

from sqlalchemy import select

from tests.house.tree import ROOT
from tests.ports import free_port
from tests.torture.bed import Bed, Beds
from tests.torture.copied import places
from tests.torture.outcome import Outcome
from workflow.operations import tokens
from workflow.store import tables as t
from workflow.store.engine import reading
from workflow.store.tables import Scope

_POSTERS, _LONGEST = 6, 30.0
_PATIENCE = 60.0


@dataclass
class Told:
    """What the posters were told: of which posts, and which never had an answer."""

    taken: dict[str, int] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)


def under_load(beds: Beds, rounds: int) -> Outcome:
    outcome = Outcome(note="`serve` får SIGTERM medan sex klienter postar; sedan startas den om")
    for number in range(rounds):
        bed = beds.make("circulated")
        outcome.add(*_one(bed, number))
        beds.done_with(bed)
    return outcome


def _one(bed: Bed, number: int) -> tuple[list[str], int]:
    token, told = _token(bed), Told()
    with _serving(bed) as (server, port):
        posters = [
            threading.Thread(target=_post, args=(port, token, f"{number}-{each}", told))
            for each in range(_POSTERS)
        ]
        for poster in posters:
            poster.start()
        time.sleep(Random(number).uniform(0.5, 1.5))
        begun = time.monotonic()
        server.send_signal(signal.SIGTERM)
        code = server.wait(_PATIENCE)
        took = time.monotonic() - begun
        for poster in posters:
            poster.join()
    late = [f"det tog {took:.0f} sekunder att sluta"] * (took > _LONGEST)
    odd = [f"servern slutade med {code}"] * (code not in (0, -signal.SIGTERM))
    repeated = _again(bed, token, told)
    return [*late, *odd, *_compared(bed, told), *repeated, *bed.faults()], len(told.taken)


def _compared(bed: Bed, told: Told) -> list[str]:
    """Every post that was answered is there once, and what is there was answered."""
    office = bed.office()
    with reading(office.engine) as connection:
        written = list(connection.execute(select(t.measure.c.activity)).scalars())
    office.engine.dispose()
    posted = [each for each in written if each.startswith("Post ")]
    lost = [f"I11: {each} besvarades men finns inte" for each in told.taken if each not in posted]
    mute = [f"{each} gjordes men fick inget svar" for each in posted if each not in told.taken]
    return lost + mute + ["något gjordes två gånger"] * (len(posted) != len(set(posted)))


def _again(bed: Bed, token: str, told: Told) -> list[str]:
    """The same post under the same key, to the server that was started anew: the first answer."""
    if not told.taken:
        return ["ingen hann besvaras"]
    name, first = next(iter(told.taken.items()))
    with _serving(bed) as (server, port):
        status, answer = _ask(port, token, name)
        server.send_signal(signal.SIGTERM)
        server.wait(_PATIENCE)
    same = status == 201 and answer == first
    return [] if same else [f"samma nyckel gav ett annat svar: {status} {answer}"]


def _post(port: int, token: str, who: str, told: Told) -> None:
    """Post one measure after another, each over a connection of its own, until none is taken."""
    for number in range(10_000):
        name = f"Post {who}-{number}"
        try:
            status, answer = _ask(port, token, name)
        except ConnectionRefusedError:
            return  # it was never taken on
        except (OSError, HTTPException):
            told.cut.append(name)
            return
        if status == 201:
            told.taken[name] = answer


def _ask(port: int, token: str, name: str) -> tuple[int, int]:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    body = json.dumps({"area": "Service", "activity": name})
    headers = {
        "Host": f"localhost:{port}",
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": name.replace(" ", "-"),
        "Connection": "close",
    }
    try:
        connection.request("POST", "/api/v1/plans/1/measures", body, headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
    finally:
        connection.close()
    return answer.status, int(said.get("measure_id") or said.get("id") or 0)


def _token(bed: Bed) -> str:
    office, now = bed.office(), datetime.now(UTC)
    person = bed.world(office).people["officer"]
    last = now.date() + timedelta(days=30)
    token = tokens.issue(office, person, "torture", Scope.STEPS, last, now)
    office.engine.dispose()
    return token


@contextmanager
def _serving(bed: Bed) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """`beslutskedjan serve` on the office, as a process of its own."""
    port = free_port()
    config = _config(bed, port)
    command = [sys.executable, "-m", "web", "--config", str(config), "serve", "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BESLUTSKEDJAN")}
    with (bed.folder / "serve.log").open("ab") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _await(port, server)
            yield server, port
        finally:
            if server.poll() is None:
                server.terminate()
            server.wait(_PATIENCE)


def _config(bed: Bed, port: int) -> Path:
    kept = places(bed)
    url = bed.url.replace("postgresql://", "postgresql+psycopg://")
    lines = f"""[database]
url = "{url}"
[files]
papers = "{bed.papers}"
[record]
key_file = "{kept.key_file}"
[seal]
folder = "{kept.seal}"
[mail]
folder = "{bed.mail}"
[office]
base_url = "http://localhost:{port}"
hour = 23
"""
    path = bed.folder / "config.toml"
    path.write_text(lines, "utf-8")
    return path


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + _PATIENCE
    while time.monotonic() < last and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")
