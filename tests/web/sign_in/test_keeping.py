"""What is typed is kept for who types it: the signed-in person, or the bearer of a link."""

from datetime import timedelta

import pytest

from tests.operations import walking
from tests.operations.reading import newest_token, rows
from tests.web.pages.site import Client, Site
from tests.web.sign_in.entering import an_account, enter
from workflow.operations import autosaves
from workflow.operations.office import token_hash
from workflow.store import tables as t

FIELDS = {"title": "Handlingsplan", "text": "Två orter får hjälp."}


def keep(client: Client, said: object, token: str | None = None) -> int:
    headers = {"X-CSRFToken": token or client.token()}
    return client.http.post("/autospara", json=said, headers=headers).status_code


def test_what_a_person_types_is_kept_for_that_person(site: Site) -> None:
    client = site.client("officer")
    assert keep(client, {"place": "plan:1", "fields": FIELDS}) == 204
    kept = autosaves.kept(site.office, f"person:{site.person('officer')}", "plan:1")
    assert kept is not None
    assert kept.body == FIELDS
    assert autosaves.kept(site.office, f"person:{site.person('director')}", "plan:1") is None


def test_what_belongs_to_the_form_itself_is_not_kept(site: Site) -> None:
    said = {"place": "plan:1", "fields": {**FIELDS, "csrf_token": "x", "once": "y", "page": "/"}}
    assert keep(site.client("officer"), said) == 204
    assert rows(site.office.engine, t.autosave)[0].body == FIELDS


@pytest.mark.case("S04")
def test_a_text_is_kept_over_a_lost_session_and_there_after_the_next(site: Site) -> None:
    an_account(site)
    client = site.client()
    enter(client)
    keep(client, {"place": "plan:1", "fields": FIELDS})
    site.clock.at += timedelta(hours=11)
    assert keep(client, {"place": "plan:1", "fields": {"title": "senare"}}) == 401
    enter(client)
    kept = autosaves.kept(site.office, f"person:{site.person('officer')}", "plan:1")
    assert kept is not None
    assert kept.body == FIELDS


def test_what_the_bearer_of_a_link_types_is_kept_under_the_link(site: Site) -> None:
    walking.circulated(site.world)
    token = newest_token(site.office, "registrator@are.example", "circulation")
    assert token is not None
    site.at("2023-09-20")
    said = {"place": "opinion", "page": f"/lank/{token}/yttrande?a=b", "fields": FIELDS}
    assert keep(site.client(), said) == 204
    kept = autosaves.kept(site.office, f"link:{token_hash(token)}", "opinion")
    assert kept is not None
    assert kept.body == FIELDS


def test_an_unknown_link_keeps_nothing(site: Site) -> None:
    said = {"place": "opinion", "page": "/lank/" + "a" * 43, "fields": FIELDS}
    assert keep(site.client(), said) == 404
    assert rows(site.office.engine, t.autosave) == []


def test_nobody_in_particular_keeps_nothing(site: Site) -> None:
    assert keep(site.client(), {"place": "plan:1", "fields": FIELDS}) == 401


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"place": "plan:1", "fields": {"text": "x" * 100_001}}, 413),
        ({"place": "plan:1", "fields": {f"f{n}": "" for n in range(501)}}, 422),
        ({"place": "x" * 201, "fields": {}}, 422),
        ({"place": "", "fields": {}}, 422),
        ({"place": "plan:1", "fields": {"text": 1}}, 422),
        ({"place": "plan:1", "fields": {"text": "a\x00b"}}, 422),
        ({"place": "plan:1", "fields": {"text": "\ud800"}}, 422),
        ({"place": "plan:1", "fields": {"x" * 201: ""}}, 422),
        ({"place": "plan:1", "fields": []}, 422),
        ({"place": ["plan:1"], "fields": {}}, 422),
        ({"fields": {}}, 422),
        ([], 422),
        ("text", 422),
        (None, 422),
    ],
)
def test_what_is_no_form_is_refused(site: Site, said: object, status: int) -> None:
    assert keep(site.client("officer"), said) == status
    assert rows(site.office.engine, t.autosave) == []


@pytest.mark.parametrize("sent", [b"", b"{", b"\xff\xfe", b'{"place": "a", "fields": {}} x'])
def test_what_is_no_json_is_refused(site: Site, sent: bytes) -> None:
    client = site.client("officer")
    headers = {"X-CSRFToken": client.token(), "Content-Type": "application/json"}
    assert client.http.post("/autospara", data=sent, headers=headers).status_code == 422
