"""A passkey of one's own device signs in and confirms; any other answer proves nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.closing import closed
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from tests.web.sign_in.device import Device, challenge_of
from tests.web.sign_in.entering import an_account, enter, is_in, the_account
from workflow.operations import passkeys

CONFIRM = "/bekrafta?next=%2Fkonto%2Fatkomstnycklar%2Fny"


def asked(client: Client, url: str) -> dict[str, Any]:
    answer = client.http.post(url, data={"csrf_token": client.token()})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    options: dict[str, Any] = json.loads(answer.text)
    return options


def registered(site: Site, device: Device, who: str = "officer") -> Client:
    """A browser whose person has registered the device."""
    an_account(site, who)
    client = site.client()
    enter(client, who)
    page = register(client, device)
    assert page.has("Passernyckeln Arbetsdatorn är registrerad.")
    return client


def register(client: Client, device: Device) -> Page:
    made = device.make(asked(client, "/konto/nycklar/fraga"))
    return client.send("/konto/nycklar/ny", {"name": "Arbetsdatorn", "answer": made})


def signed_in_by(client: Client, device: Device) -> Page:
    shown = device.show(asked(client, "/logga-in/nyckel/fraga"))
    return client.send("/logga-in/nyckel?next=/konto", {"answer": shown}, follow=False)


def test_a_registered_key_signs_in(site: Site) -> None:
    device = Device()
    registered(site, device)
    client = site.client()
    answer = signed_in_by(client, device)
    assert (answer.status, answer.location) == (303, "/konto")
    assert client.see("/konto").has("Passernyckel")
    (mine,) = passkeys.of_person(site.office, site.person("officer"))
    assert (mine.sign_count, mine.used_at) == (1, site.clock.at)


def test_a_registered_key_confirms(site: Site) -> None:
    device = Device()
    client = registered(site, device)
    site.clock.at += timedelta(minutes=6)
    assert "Bekräfta med passernyckel" in client.see(CONFIRM).buttons
    shown = device.show(asked(client, "/bekrafta/nyckel/fraga"))
    answer = client.send(
        CONFIRM.replace("bekrafta", "bekrafta/nyckel"), {"answer": shown}, follow=False
    )
    assert answer.location == "/konto/atkomstnycklar/ny"
    assert client.see("/konto/atkomstnycklar/ny").status == 200


def test_another_persons_key_does_not_confirm(site: Site) -> None:
    mine, theirs = Device(), Device()
    client = registered(site, mine)
    registered(site, theirs, "director")
    site.clock.at += timedelta(minutes=6)
    shown = theirs.show(asked(client, "/bekrafta/nyckel/fraga"))
    page = client.send("/bekrafta/nyckel?next=/konto", {"answer": shown})
    assert (page.status, page.has("Nyckeln hör till någon annan.")) == (403, True)


LIES = {
    "other origin": {"origin": "https://evil.example"},
    "other host": {"host": "evil.example"},
    "nobody there": {"verifies": False},
    "other key": {"key": Device().key},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=list(LIES))
def test_an_answer_from_elsewhere_proves_nothing(site: Site, lie: dict[str, Any]) -> None:
    device = Device()
    registered(site, device)
    client = site.client()
    page = signed_in_by(client, replace(device, **lie))
    assert (page.status, page.has("Nyckeln kunde inte kontrolleras.")) == (403, True)
    assert not is_in(client)


@pytest.mark.parametrize("lie", list(LIES.values())[:3], ids=list(LIES)[:3])
def test_a_key_made_elsewhere_is_not_registered(site: Site, lie: dict[str, Any]) -> None:
    an_account(site)
    client = site.client()
    enter(client)
    page = register(client, replace(Device(), **lie))
    assert (page.status, page.has("Nyckeln kunde inte kontrolleras.")) == (422, True)
    assert passkeys.of_person(site.office, site.person("officer")) == ()


def test_an_answer_is_good_once_also_for_who_kept_the_cookie(site: Site) -> None:
    device = Device()
    registered(site, device)
    client, thief = site.client(), site.client()
    shown = device.show(asked(client, "/logga-in/nyckel/fraga"))
    with client.http.session_transaction() as cookie, thief.http.session_transaction() as kept:
        kept.update(cookie)
    assert client.send("/logga-in/nyckel", {"answer": shown}, follow=False).status == 303
    assert thief.send("/logga-in/nyckel", {"answer": shown}).status == 403
    assert not is_in(thief)


def test_a_challenge_lasts_five_minutes(site: Site) -> None:
    device = Device()
    registered(site, device)
    client = site.client()
    shown = device.show(asked(client, "/logga-in/nyckel/fraga"))
    site.clock.at += timedelta(minutes=5, seconds=1)
    assert client.send("/logga-in/nyckel", {"answer": shown}).status == 403


def test_an_answer_to_nothing_that_was_asked_proves_nothing(site: Site) -> None:
    device = Device()
    registered(site, device)
    shown = device.show({"challenge": "AAAA"})
    assert site.client().send("/logga-in/nyckel", {"answer": shown}).status == 403


@pytest.mark.parametrize("answer", ["", "{", "[]", "{}", '{"id": 1}', "x" * 30_000])
def test_an_answer_that_is_none_is_refused(site: Site, answer: str) -> None:
    client = site.client()
    asked(client, "/logga-in/nyckel/fraga")
    assert client.send("/logga-in/nyckel", {"answer": answer}).status == 403


def test_a_copied_key_is_found_by_its_counter(site: Site) -> None:
    device = Device()
    registered(site, device)
    copy = replace(device)
    signed_in_by(site.client(), device)
    signed_in_by(site.client(), device)
    client = site.client()
    assert signed_in_by(client, copy).status == 403
    assert not is_in(client)


def test_a_removed_key_lets_nobody_in(site: Site) -> None:
    device = Device()
    client = registered(site, device)
    (mine,) = passkeys.of_person(site.office, site.person("officer"))
    client.send(f"/konto/nycklar/{mine.id}/ta-bort")
    page = signed_in_by(site.client(), device)
    assert (page.status, page.has("Nyckeln finns inte registrerad här.")) == (403, True)


def test_a_key_of_a_disabled_account_lets_nobody_in(site: Site) -> None:
    device = Device()
    registered(site, device)
    person_id = the_account(site).person_id
    closed(site.office, person_id, site.at("2023-10-24").date(), site.clock.at)
    page = signed_in_by(site.client(), device)
    assert (page.status, page.has("Kontot är avstängt.")) == (403, True)


def test_a_key_does_not_get_round_the_organisations_own_sign_in(site: Site) -> None:
    device = Device()
    registered(site, device)
    off = site.settings.sign_in.model_copy(update={"local": False})
    other = Site(site.world, site.clock, site.settings.model_copy(update={"sign_in": off}))
    client = other.client()
    assert signed_in_by(client, device).status == 403
    assert not is_in(client)


def test_each_challenge_is_another_and_keys_that_are_known_are_named(site: Site) -> None:
    device = Device()
    client = registered(site, device)
    first, second = (asked(client, "/konto/nycklar/fraga") for _ in range(2))
    assert challenge_of(first) != challenge_of(second)
    assert len(first["excludeCredentials"]) == 1
    assert first["authenticatorSelection"]["userVerification"] == "required"
    assert asked(site.client(), "/logga-in/nyckel/fraga").get("allowCredentials", []) == []
