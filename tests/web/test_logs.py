"""The log: what a line says, that nobody else can write one, and that no name or link is in it."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest

from tests.operations import walking as w
from tests.operations.reading import newest_token
from tests.web.pages.conftest import settings, site  # noqa: F401  # the pages' own fixtures
from tests.web.pages.site import Site
from web import logs
from workflow.states import LetterKind

FORGED = "a\n2026-01-01T00:00:00.000Z ERROR x\r\x1b[31m\u2028b\x85c\u202ed\x00"


class Lines:
    """What is written while the lines are of one kind."""

    def __init__(self, kind: Literal["text", "json"]) -> None:
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(logs.LINES[kind]())

    def text(self) -> str:
        return self.stream.getvalue()

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text().split("\n")[:-1]]


@pytest.fixture(params=["json"])
def lines(request: pytest.FixtureRequest) -> Iterator[Lines]:
    kept, root = Lines(request.param), logging.getLogger()
    level = root.level
    root.addHandler(kept.handler)
    root.setLevel(logging.INFO)
    yield kept
    root.removeHandler(kept.handler)
    root.setLevel(level)


both = pytest.mark.parametrize("lines", ["json", "text"], indirect=True)


@pytest.mark.case("L04")
@both
def test_a_text_is_one_line_whatever_is_in_it(lines: Lines) -> None:
    logging.getLogger("x").warning("said: %s", FORGED, extra={"endpoint": FORGED})
    (line,) = lines.text().splitlines()
    assert re.match(r"\{|\d{4}-\d\d-\d\dT[\d:.]+Z WARNING x said: a\\n2026", line)
    assert line.isprintable()


@pytest.mark.case("L04")
@both
def test_nor_does_what_went_wrong_make_a_line_of_its_own(lines: Lines) -> None:
    logging.getLogger("x").error("failed", exc_info=ValueError(FORGED))
    first, *below = lines.text().splitlines()
    assert "failed" in first
    assert all(line.startswith("  | ") and line.isprintable() for line in below)
    assert bool(below) == (first[0] != "{")


def test_a_line_says_when_in_utc_and_what_was_at_hand(lines: Lines) -> None:
    logs.remember()
    with logs.at_hand(request="abc", case=7):
        logging.getLogger("x").info("step", extra={"step": "decide", "person": 3})
    logging.getLogger("x").info("after")
    step, after = lines.events()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", step.pop("at"))
    assert step == {
        "level": "info",
        "logger": "x",
        "event": "step",
        "request": "abc",
        "case": 7,
        "step": "decide",
        "person": 3,
    }
    assert "request" not in after


def requests(lines: Lines) -> list[dict[str, Any]]:
    return [each for each in lines.events() if each["logger"] == "beslutskedjan.request"]


def test_a_request_is_one_line_with_its_page_status_and_person(lines: Lines, site: Site) -> None:  # noqa: F811
    client = site.client("officer")
    client.http.get(f"/arenden/{site.world.case_id}", headers={"X-Request-ID": "front-0001"})
    (line,) = requests(lines)
    assert line.pop("ms") > 0
    del line["at"]
    assert line == {
        "level": "info",
        "logger": "beslutskedjan.request",
        "event": "request",
        "request": "front-0001",
        "method": "GET",
        "endpoint": "cases.show",
        "status": 200,
        "case": site.world.case_id,
        "person": site.world.people["officer"],
    }


@pytest.mark.parametrize("given", ["", "kort", "x" * 65, "a b c d e f", "åäö-åäö-åäö", "<script>x"])
def test_only_a_well_formed_id_is_taken_over(site: Site, given: str) -> None:  # noqa: F811
    answer = site.app.test_client().get("/beslut", headers={"X-Request-ID": given.encode()})
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["X-Request-ID"])


def test_the_number_on_the_error_page_is_in_the_log(lines: Lines, site: Site) -> None:  # noqa: F811
    site.app.view_functions["public.decisions"] = lambda: 1 / 0
    page = site.client().see("/beslut", status=500)
    (number,) = re.findall(r"felnumret ([0-9a-f]{8})", page.text)
    (fault,) = [each for each in lines.events() if each.get("error") == number]
    assert "ZeroDivisionError" in fault["traceback"]
    assert fault["request"] == requests(lines)[-1]["request"]


@both
def test_neither_link_nor_name_nor_password_is_in_the_log(lines: Lines, site: Site) -> None:  # noqa: F811
    w.circulated(site.world)
    token = newest_token(site.office, site.world.parties["are"].email, LetterKind.CIRCULATION)
    client = site.client()
    client.see(f"/lank/{token}")
    client.see(f"/lank/{token}x", status=404)
    client.http.post(f"/lank/{token}/svar", data={"answer": "x"})  # forged: no token of the form
    client.see(f"/kalender/{token}.ics", status=404)
    site.app.view_functions["links.show"] = lambda token: 1 / 0
    client.see(f"/lank/{token}", status=500)
    client.send("/logga-in", client.see("/logga-in").form(), user_name="m", password="hemligt1")
    site.client("officer").see("/register/personer/ny", status=403)
    text = lines.text()
    assert text.count("links.show") >= 2
    for secret in (str(token)[:20], "hemligt1", "Malin", "Nyqvist"):
        assert secret not in text
