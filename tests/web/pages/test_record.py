"""The record's page: who reads it, what is sought, and whether it holds, in words."""

import json
import re

import pytest
from sqlalchemy import text

from tests.operations import walking as w
from tests.web.pages.site import Site
from workflow.chaining import REGISTERS
from workflow.facts import Actor
from workflow.operations import registers
from workflow.operations.register_record import By
from workflow.states import ActorKind


@pytest.mark.parametrize(
    ("who", "status"), [("registrar", 200), ("administrator", 200), ("officer", 403)]
)
def test_the_record_is_for_the_registrar_and_the_administrator(
    site: Site, who: str, status: int
) -> None:
    w.submitted(site.world)
    site.client(who).see("/logg", status=status)


def test_the_record_is_narrowed_by_case_person_act_and_day(site: Site) -> None:
    w.submitted(site.world)
    registrar = site.client("registrar")
    assert registrar.see("/logg?arende=RUN/536/2021&steg=submit").has("Malin Nyqvist Ljungberg")
    assert registrar.see("/logg?vem=Ekonomen").has("Ingen händelse")
    assert registrar.see("/logg?fran=2023-10-13").has("Ingen händelse")


def test_a_long_record_is_read_page_by_page_and_back(site: Site) -> None:
    by = By(Actor(ActorKind.SYSTEM, "Kalendern", frozenset()), site.clock.at)
    for number in range(120):
        registers.add_post(site.office, f"Befattning {number}", by)
    client, url = site.client("registrar"), f"/logg?arende={REGISTERS}"
    pages = [client.see(url)]
    while "Äldre" in pages[-1].links:
        pages.append(client.see(pages[-1].links["Äldre"]))
    shown = [[int(found) for found in re.findall(r"Befattning (\d+)", p.text)] for p in pages]
    assert [len(each) for each in shown] == [50, 50, 20]
    assert [*shown[0], *shown[1], *shown[2]] == list(reversed(range(120)))
    back = client.see(pages[-1].links["Nyare"])
    assert back.text == pages[1].text
    assert "Nyare" not in pages[0].links


def test_a_day_that_is_none_is_told_and_kept(site: Site) -> None:
    page = site.client("registrar").see("/logg?fran=i+morgon", status=422)
    assert page.has("Skriv dagen som år-månad-dag")
    assert 'value="i morgon"' in page.html


def test_checking_a_whole_record_says_that_it_is_whole(site: Site) -> None:
    w.submitted(site.world)
    registrar = site.client("registrar")
    page = registrar.send("/logg/kontrollera", registrar.see("/logg").form("kontrollera"))
    assert page.title.startswith("Loggen är hel")


@pytest.mark.case("L02")
def test_a_changed_entry_is_told(site: Site) -> None:
    w.submitted(site.world)
    with site.office.engine.begin() as connection:
        for trigger in (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            .scalars()
            .all()
        ):
            connection.execute(text(f'DROP TRIGGER "{trigger}"'))
        connection.execute(text("UPDATE event SET body = replace(body, 'Malin', 'Malen')"))
    registrar = site.client("registrar")
    page = registrar.send("/logg/kontrollera")
    assert page.title.startswith("Loggen är inte hel")
    assert page.has("Ändra ingenting")


@pytest.mark.case("L04")
def test_the_record_is_exported_as_lines_of_json(site: Site) -> None:
    w.submitted(site.world)
    with site.client("administrator").http.get("/logg/export") as answer:
        lines = answer.get_data(as_text=True).splitlines()
        assert answer.mimetype == "application/x-ndjson"
    assert lines
    assert all(json.loads(line) for line in lines)
