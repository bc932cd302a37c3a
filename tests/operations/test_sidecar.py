"""The sidecar says what an utdrag is, for the recipient's own register, and nothing secret."""

import hashlib
import json
import re
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.house.tree import ROOT
from tests.operations import walking as w
from tests.operations.builders import RECIPIENTS, World
from tests.operations.reading import newest_token, row, rows
from workflow.chaining import canonical
from workflow.store import tables as t


def sidecar(world: World, party: str) -> tuple[str, bytes]:
    """The name and the bytes of the sidecar in the party's utdrag letter."""
    email = world.parties[party].email
    letter = row(world.office.engine, t.letter, kind="utdrag", to_email=email)
    (name, sha256, media_type) = letter.attachments[-1]
    assert media_type == "application/json"
    return name, world.office.files.get(sha256)


def told(world: World, party: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sidecar(world, party)[1])
    return found


def test_every_utdrag_has_a_sidecar_in_one_way_of_writing(world: World) -> None:
    w.dispatched(world)
    for party in RECIPIENTS:
        name, content = sidecar(world, party)
        assert re.fullmatch(r"RUN-536-2021_utdrag_[a-z-]+_2023-10-25\.json", name)
        assert content.decode() == canonical(json.loads(content)) + "\n"


def test_it_says_whose_decision_it_is_and_for_whom(world: World) -> None:
    w.dispatched(world)
    found = told(world, "are")
    assert (found["version"], found["kind"], found["reference"]) == (1, "utdrag", "RUN/536/2021")
    assert found["organisation"] == {
        "name": "Region Jämtland Härjedalen",
        "number": "232100-0214",
    }
    assert found["recipient"] == {"name": "Åre kommun", "number": "212000-2494"}
    assert found["decision"] == {
        "number": "1/2023",
        "title": "Handlingsplan 2023 och 2024",
        "matter": "handlingsplan",
        "decided_on": "2023-10-24",
    }
    assert found["dispatched_on"] == "2023-10-25"


def test_it_names_every_paper_by_what_its_bytes_are(world: World, database: Engine) -> None:
    w.dispatched(world)
    letter = row(database, t.letter, kind="utdrag", to_email="registrator@berg.example")
    papers = told(world, "berg")["papers"]
    assert [[p["name"], p["sha256"], p["media_type"]] for p in papers] == letter.attachments[:-1]
    for paper in papers:
        content = world.office.files.get(paper["sha256"])
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (
            *(paper["sha256"],),
            paper["size"],
        )


@pytest.mark.parametrize("party", RECIPIENTS)
def test_it_holds_no_personal_link(world: World, party: str) -> None:
    w.dispatched(world)
    token = newest_token(world.office, world.parties[party].email, "utdrag")
    content = sidecar(world, party)[1].decode()
    assert token is not None
    assert token not in content
    assert "/lank/" not in content


def test_only_an_utdrag_has_one(world: World, database: Engine) -> None:
    w.dispatched(world)
    others = [each for each in rows(database, t.letter) if each.kind != "utdrag"]
    assert others
    assert not [a for each in others for a in each.attachments if a[2] == "application/json"]


def test_its_page_names_every_field(world: World) -> None:
    w.dispatched(world)
    page = (ROOT / "docs/sidecar.md").read_text("utf-8")
    found = told(world, "are")
    names = {name for name, value in found.items() if not isinstance(value, dict)}
    for name in ("organisation", "recipient", "decision"):
        names |= {f"{name}.{inner}" for inner in found[name]}
    names |= {f"papers[].{inner}" for inner in found["papers"][0]}
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []
