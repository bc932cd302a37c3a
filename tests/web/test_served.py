"""`serve` as it runs: it lives, is ready, counts over its processes, and drains at the end."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.ports import free_port, until
from tests.web.command import ROOT, beslutskedjan, process

SECONDS = 60.0


def asked(url: str) -> tuple[int, str]:
    """What an address of this machine answers; 0 where nobody does."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


class Served:
    """An installation of its own in a folder, as a process."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.running = process(
            *("serve", "--data", folder, "--port", str(self.port)),
            cwd=folder.parent,
            BESLUTSKEDJAN_WEB__TRUSTED_HOSTS='["127.0.0.1"]',
            BESLUTSKEDJAN_OPERATION__LOG="json",
            BESLUTSKEDJAN_OPERATION__LOG_LEVEL="info",
            BESLUTSKEDJAN_OPERATION__DRAIN_SECONDS="3",
        )

    def ask(self, path: str) -> tuple[int, str]:
        return asked(f"http://127.0.0.1:{self.port}{path}")

    def wait_for(self, path: str, status: int) -> str:
        last = time.monotonic() + SECONDS
        while (found := self.ask(path))[0] != status:
            assert time.monotonic() < last, found
            assert self.running.poll() is None, self.running.communicate()
            time.sleep(0.1)
        return found[1]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    found = Served(tmp_path / "data")
    yield found
    if found.running.poll() is None:
        found.running.send_signal(signal.SIGTERM)
        found.running.communicate(timeout=SECONDS)


def test_it_lives_is_ready_counts_and_drains_before_it_ends(served: Served) -> None:
    served.wait_for("/healthz", 200)
    ready = json.loads(served.wait_for("/readyz", 200))
    assert all(check["ok"] for check in ready["checks"]), ready
    served.ask("/beslut")
    figures = {
        (each.name, *sorted(each.labels.values())): each.value
        for family in text_string_to_metric_families(served.ask("/metrics")[1])
        for each in family.samples
    }
    assert figures["beslutskedjan_requests_total", "200", "public.decisions"] == 1
    assert figures["beslutskedjan_job_silent", "sender"] == 0

    served.running.send_signal(signal.SIGTERM)
    draining = json.loads(served.wait_for("/readyz", 503))
    assert draining["reasons"] == ["Programmet håller på att stoppas."]
    assert served.ask("/beslut")[0] == 200  # whoever comes now is served all the same
    _out, err = served.running.communicate(timeout=SECONDS)
    assert served.running.returncode == 0
    lines = [json.loads(line) for line in err.splitlines()]
    assert {"beslutskedjan.request", "beslutskedjan.ticker"} & {each["logger"] for each in lines}


def test_where_nobody_has_set_an_address_it_answers_at_the_one_that_the_terminal_shows(
    tmp_path: Path,
) -> None:
    port = free_port()
    words = ("serve", "--data", tmp_path / "data", "--port", str(port))
    with process(*words, cwd=tmp_path) as running:
        assert running.stdout is not None
        told = next(line for line in running.stdout if "/forsta-start" in line)
        url = re.search(r"http\S+/forsta-start", told)
        assert url is not None
        until(lambda: asked(url[0])[0] != 0)
        assert asked(url[0])[0] == 200
        running.send_signal(signal.SIGTERM)


def test_an_address_that_is_set_is_the_one_that_the_terminal_shows(tmp_path: Path) -> None:
    words = ("serve", "--data", tmp_path / "data", "--port", str(free_port()))
    address = "https://beslut.region.example"
    with process(*words, cwd=tmp_path, BESLUTSKEDJAN_OFFICE__BASE_URL=address) as running:
        assert running.stdout is not None
        told = next(line for line in running.stdout if "/forsta-start" in line)
        running.send_signal(signal.SIGTERM)
    assert f"{address}/forsta-start" in told


def test_the_folder_that_serve_keeps_all_in_is_verified_and_foretold_by_its_name(
    tmp_path: Path,
) -> None:
    data = tmp_path / "srv"
    data.mkdir()
    assert beslutskedjan("migrate", "--data", data, cwd=tmp_path).code == 0
    holds = beslutskedjan("verify", data, "--all", cwd=tmp_path)
    assert (holds.code, "Allt stämmer" in holds.out) == (0, True)
    assert beslutskedjan("forecast", "--data", data, cwd=tmp_path).code == 0
    (data / "record.key").unlink()
    keyless = beslutskedjan("verify", data, cwd=tmp_path)
    assert (keyless.code, "nyckelfilen finns inte" in keyless.err) == (2, True)


COUNTS = "from web import meters; meters.saw_request('cases.show', 200, 0.1, is_api=False)"
READS = (
    "from web import meters; from prometheus_client import generate_latest; "
    "print(generate_latest(meters.registry()).decode())"
)


def in_a_process(program: str, folder: Path) -> str:
    environ: dict[str, Any] = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_what_several_processes_count_is_one_figure(tmp_path: Path) -> None:
    for _ in range(2):
        in_a_process(COUNTS, tmp_path)
    said = in_a_process(READS, tmp_path)
    assert 'beslutskedjan_requests_total{endpoint="cases.show",status="200"} 2.0' in said
