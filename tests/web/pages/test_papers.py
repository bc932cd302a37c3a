"""Kept papers: handed out as they were kept to those who may read their case, or not at all."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from tests.operations import walking as w
from tests.operations.builders import GROUND, a_committee
from tests.web.pages.site import Site
from web import current
from workflow.operations import registers
from workflow.refusals import RecordBroken
from workflow.store import tables as t
from workflow.store.engine import writing


@pytest.fixture
def sha256(site: Site) -> str:
    """A paper of the decision."""
    return min(w.decided(site.world).seen())


@pytest.mark.parametrize("who", ["officer", "director", "secretary", "registrar"])
def test_the_very_bytes_are_handed_out_under_the_name_on_record(
    site: Site, sha256: str, who: str
) -> None:
    answer = site.client(who).http.get(f"/handlingar/{sha256}/x.pdf")
    assert answer.status_code == 200
    assert answer.data == site.office.files.get(sha256)
    assert "x.pdf" not in answer.headers["Content-Disposition"]


def kept_as(site: Site, media_type: str, content: bytes) -> str:
    """A paper of the case, kept under that media type."""
    made = site.office.files.put(content)
    paper = {"sha256": made, "kind": "underlag", "name": "Å.bin", "media_type": media_type}
    use = {"sha256": made, "case_id": site.world.case_id, "kind": "underlag", "name": "Å.bin"}
    more = {"step": "prepare", "made_on": date(2023, 10, 24), "current": True}
    with writing(site.office.engine) as connection:
        connection.execute(t.paper.insert(), {**paper, "size": len(content)})
        connection.execute(t.paper_use.insert(), {**use, **more})
    return made


@pytest.mark.case("F05")
@pytest.mark.parametrize(
    ("media_type", "way"),
    [
        ("application/pdf", "inline"),
        ("text/html", "attachment"),
        ("image/svg+xml", "attachment"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    ],
)
def test_a_paper_runs_nothing_and_what_could_run_is_for_saving(
    site: Site, media_type: str, way: str
) -> None:
    kept = kept_as(site, media_type, b"<script>alert(1)</script>")
    headers = site.client("officer").http.get(f"/handlingar/{kept}/x").headers
    assert headers["Content-Disposition"].startswith(f"{way}; filename")
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [f"{'0' * 64}/x.pdf", "..%2f..%2fetc/passwd", "%25/x.pdf"])
def test_what_is_no_paper_is_not_found(site: Site, sha256: str, path: str) -> None:
    assert site.client("officer").http.get(f"/handlingar/{sha256}/x.pdf").status_code == 200
    assert site.client("officer").http.get(f"/handlingar/{path}").status_code == 404


@pytest.mark.case("A03")
def test_a_paper_of_a_case_one_may_not_read_is_not_found(site: Site, sha256: str) -> None:
    a_decider_of_another_committee(site, "stranger")
    client = site.client("stranger")
    assert client.http.get(f"/handlingar/{sha256}/x.pdf").status_code == 404
    assert client.http.get(f"/arenden/{site.world.case_id}").status_code == 404
    assert not client.see("/arenden").has("RUN/536/2021")


def a_decider_of_another_committee(site: Site, who: str) -> None:
    """Somebody who decides for one committee, and has nothing to do with the other's cases."""
    began = date(2023, 1, 1)
    committee_id = a_committee(site.office, 1, "HSN")
    post_id = registers.add_post(site.office, "Ekonomichef")
    registers.add_holding(site.office, post_id, site.world.people[who], began)
    mandate = registers.Mandate(
        committee_id=committee_id,
        ground=replace(GROUND, decided_on=began),
        post_id=post_id,
        valid_from=began,
        matter="handlingsplan",
    )
    registers.add_delegation(site.office, mandate)


@dataclass
class Changed:
    """A folder in which somebody has changed the papers."""

    def put(self, content: bytes) -> str:
        raise LookupError(f"{len(content)} bytes are not kept here")

    def get(self, sha256: str) -> bytes:
        raise RecordBroken((f"Handlingen {sha256} har ändrats.",))


@pytest.mark.case("F09")
def test_a_paper_whose_bytes_have_changed_is_never_served(site: Site, sha256: str) -> None:
    files: Any = Changed()
    site.app.extensions[current.EXTENSION].office = replace(site.office, files=files)
    page = site.client("officer").see(f"/handlingar/{sha256}/x.pdf", status=500)
    assert page.has("Felet ligger hos oss")


def test_somebody_without_a_task_meets_no_papers(site: Site, sha256: str) -> None:
    assert site.client("stranger").http.get(f"/handlingar/{sha256}/x.pdf").status_code == 403
    page = site.client().see(f"/handlingar/{sha256}/x.pdf", status=303)
    assert page.location.startswith("/logga-in")
