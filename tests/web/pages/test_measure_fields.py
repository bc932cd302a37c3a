"""Every field of a measure: what is wrong says what to do, and what was typed comes back."""

import pytest

from tests.web.pages.measure_desk import HOSTILE, Desk
from tests.web.pages.site import Site


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


# What can't be read comes back as it was typed


LONG = "a" * 20_001
BAD: list[tuple[str, str, str]] = [
    ("activity", "", "Skriv vad som ska göras."),
    ("activity", "a" * 301, "Texten är 301 tecken lång."),
    ("activity", "rad\u202e", "får inte finnas i texten."),
    ("area", " ", "Skriv vilket område insatsen hör till."),
    ("area", "a" * 201, "Texten är 201 tecken lång."),
    ("purpose", LONG, "Texten är 20001 tecken lång."),
    ("responsible", "999", "”999” finns inte bland dem."),
    ("responsible", HOSTILE, "finns inte bland dem."),
    ("responsible_person", "a" * 201, "Texten är 201 tecken lång."),
    ("participants", "\n".join(["x"] * 51), "Skriv högst 50 medverkande."),
    ("starts_on", "i våras", "Skriv dagen som år-månad-dag"),
    ("ends_on", "2023-13-01", "Den dagen finns inte."),
    ("ends_on", "2022-01-01", "Insatsen kan inte sluta före den börjar."),
    ("sustainability", LONG, "Texten är 20001 tecken lång."),
    ("funding-0-amount", "mycket", "Skriv ett tal med siffror"),
    ("funding-0-amount", "1,5", "Skriv ett heltal, utan decimaler."),
    ("funding-0-amount", "250,0", "Skriv ett heltal, utan decimaler."),
    ("funding-0-amount", "250.000", "Skriv tusental med mellanslag: 250 000."),
    ("funding-0-amount", "60,000", "Skriv tusental med mellanslag: 60 000."),
    ("funding-0-amount", "1.000.000", "Skriv tusental med mellanslag: 1 000 000."),
    ("funding-0-amount", "25 0000", "Mellanslag står bara mellan tusental"),
    ("funding-0-amount", "-1", "Skriv beloppet i hela kronor, från 0 till tusen miljarder."),
    ("funding-0-amount", "9" * 14, "Skriv beloppet i hela kronor"),
    ("funding-0-amount", "", "Skriv hur många kronor finansiären bidrar med."),
    ("funding-0-source", "", "Skriv vem som bidrar med pengarna."),
    ("funding-0-source", "a" * 201, "Texten är 201 tecken lång."),
    ("targets-0-text", "", "Skriv vad som ska nås."),
    ("targets-0-text", "a" * 501, "Texten är 501 tecken lång."),
    ("targets-0-level", "högst", "”högst” finns inte bland dem."),
    ("targets-0-indicator", "a" * 201, "Texten är 201 tecken lång."),
    ("targets-0-unit", "a" * 61, "Texten är 61 tecken lång."),
    ("targets-0-baseline", "noll", "Skriv ett tal med siffror"),
    ("targets-0-goal", HOSTILE, "Skriv ett tal med siffror"),
    ("targets-0-goal", "1" * 16, "Talet är för långt."),
    ("targets-0-goal", "1.500", "Menar du 1 500 eller 1,5? Skriv det ena av dem"),
    ("targets-0-goal", "1,125", "Menar du 1 125 eller 1,1250?"),
    ("targets-0-baseline", "1.500,00", "Skriv tusental med mellanslag: 1 500,00."),
    ("targets-0-source", "a" * 201, "Texten är 201 tecken lång."),
]


@pytest.mark.parametrize(("field", "typed", "said"), BAD)
def test_a_field_that_is_wrong_says_what_to_do_and_keeps_what_was_typed(
    desk: Desk, field: str, typed: str, said: str
) -> None:
    client, before = desk.client(), desk.measure()
    form = client.see(desk.url).form() | {"purpose": ["Typat"], field: [typed]}
    page = client.send(desk.url, form)
    assert page.status == 422
    assert page.title.startswith("Fel: ")
    assert page.has("Något behöver rättas")
    assert page.has(said)
    # A choice that is not offered can't be shown as chosen.
    kept = page.form()
    assert field in ("responsible", "targets-0-level") or kept[field] == [typed.strip()]
    assert field == "purpose" or kept["purpose"] == ["Typat"]
    assert desk.measure() == before


@pytest.mark.parametrize(
    "field", ["activity", "area", "purpose", "sustainability", "targets-0-text", "participants"]
)
def test_hostile_text_is_text(desk: Desk, field: str) -> None:
    client = desk.client()
    client.send(desk.url, client.see(desk.url).form() | {field: [HOSTILE]})
    assert client.see(desk.url).form()[field] == [HOSTILE]
    for page in (desk.plan, f"{desk.plan}/forhandsvisning", f"{desk.plan}/andringar"):
        assert list(client.see(page).main.iter("script")) == []
    assert client.see(f"{desk.plan}/forhandsvisning").has(HOSTILE)
