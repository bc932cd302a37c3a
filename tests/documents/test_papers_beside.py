"""The announcement, the register, the reminder, the cover note and the correction: their rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from documents import HouseRenderer, built
from documents.parts import KeyValues, Paper, Paragraph, Signature, Table
from documents.sample import sample_ask, sample_situation
from workflow.facts import Delegation, Notice, Register, Situation
from workflow.orders import PaperAsk
from workflow.states import DeliveryState, PaperKind

POSTED, REGISTER = PaperKind.TILLKANNAGIVANDE, PaperKind.DELEGATIONSFORTECKNING
REMINDER, COVER = PaperKind.PAMINNELSEBREV, PaperKind.BESLUTSMISSIV


def facts(paper: Paper) -> dict[str, str]:
    """Every fact of a paper that stands with its name before it."""
    pairs = (pair for block in paper.blocks if isinstance(block, KeyValues) for pair in block.pairs)
    return {name: value.replace("\xa0", " ") for name, value in pairs}


def rows(paper: Paper) -> Iterator[list[str]]:
    for block in paper.blocks:
        if isinstance(block, Table):
            yield from ([cell.replace("\xa0", " ") for cell in row] for row in block.rows)


def text_of(paper: Paper) -> str:
    said = (block.text for block in paper.blocks if isinstance(block, Paragraph))
    return " ".join(said).replace("\xa0", " ")


def with_notice(**changes: object) -> PaperAsk:
    ask = sample_ask(POSTED)
    assert ask.situation.notice is not None
    notice: Notice = replace(ask.situation.notice, **changes)  # type: ignore[arg-type]  # a table of cases
    return replace(ask, situation=replace(ask.situation, notice=notice))


def with_register(*delegations: Delegation) -> PaperAsk:
    ask = sample_ask(REGISTER)
    register = replace(ask.situation.register, delegations=delegations)
    return replace(ask, situation=replace(ask.situation, register=register))


def mandate(number: int) -> Delegation:
    register: Register = sample_ask(REGISTER).situation.register
    return next(each for each in register.delegations if each.id == number)


# The announcement


def test_the_announcement_says_where_the_minutes_are_and_which_days_count() -> None:
    assert facts(built(sample_ask(POSTED))) == {
        "Organ": "Regionala utvecklingsnämnden",
        "Sammanträde": "tisdagen den 21 november 2023",
        "Paragraf": "§ 192/2023",
        "Justeringsdag": "tisdagen den 28 november 2023",
        "Protokollet finns": "Regionens kansli, registraturet",
        "Anslagsdag": "torsdagen den 30 november 2023",
        "Överklaga senast": "torsdagen den 21 december 2023",
        "Tas ned tidigast": "fredagen den 22 december 2023",
        "Delegationsbeslut": "nr 1/2023, 24 oktober 2023",
        "Diarienummer": "RUN/536/2021",
        "Ärende": "Regionalt serviceprogram 2023–2030: Handlingsplan 2023 och 2024",
        "Beslut": (
            "Handlingsplan 2023 för Regionalt serviceprogram Jämtland Härjedalen fastställs.\n"
            "Handlingsplan 2024 för Regionalt serviceprogram Jämtland Härjedalen fastställs."
        ),
        "Delegat": "Magnus Aspegren, regional utvecklingsdirektör",
    }


def test_a_decision_is_appealed_by_review_of_legality_and_never_as_one_that_was_served() -> None:
    text = text_of(built(sample_ask(POSTED)))
    assert "laglighetsprövning enligt 13 kap. kommunallagen" in text
    assert "medlem av regionen" in text
    assert "inom tre veckor från den dag då justeringen av protokollet tillkännagavs" in text
    assert "del av beslutet" not in text.replace("tagit del av ett beslut", "")
    assert "förvaltningslagen" not in text


def test_the_notice_stays_up_the_whole_last_day_also_at_new_year() -> None:
    found = facts(built(with_notice(last_appeal_on=date(2023, 12, 31))))
    assert found["Tas ned tidigast"] == "måndagen den 1 januari 2024"


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"paragraph": ""}, "paragraf i protokollet"),
        ({"adjusted_on": None}, "justeringsdag"),
        ({"posted_on": None}, "anslagsdag"),
        ({"posted_place": " "}, "plats där protokollet förvaras"),
        ({"last_appeal_on": None}, "sista dag för överklagande"),
    ],
)
def test_nothing_is_announced_before_all_of_it_is_known(
    renderer: HouseRenderer, changes: dict[str, object], name: str
) -> None:
    missing = renderer.missing(with_notice(**changes))
    assert missing is not None
    assert missing.fields == (name,)


# The register


def test_the_register_parts_what_is_in_force_from_what_is_not() -> None:
    found = list(rows(built(sample_ask(REGISTER))))
    assert [row[0] for row in found] == ["1", "2", "3", "4"]
    assert [row[4] for row in found] == [
        "från 2023-03-01\ntill 2024-12-31",
        "från 2023-02-01\ntills vidare",
        "från 2023-05-23\ntills vidare",
        "från 2023-02-01\ntills vidare\nåterkallad 2023-09-01",
    ]


def test_a_mandate_that_was_passed_on_says_from_whom_and_on_what_ground() -> None:
    (row, *_) = rows(built(sample_ask(REGISTER)))
    assert row[1].endswith("Vidaredelegerad av regional utvecklingsdirektör med stöd av punkt 4.2")


def test_a_mandate_that_was_passed_on_ends_with_the_one_it_comes_from() -> None:
    revoked = replace(mandate(2), revoked_on=date(2023, 10, 24))
    paper = built(with_register(revoked, mandate(3)))
    captions = [block.caption for block in paper.blocks if isinstance(block, Table)]
    assert captions == ["Delegationer som inte gäller den 24\xa0oktober\xa02023"]


def test_the_register_names_who_holds_the_posts_that_day_and_which_are_vacant() -> None:
    delegates = [row[3] for row in rows(built(sample_ask(REGISTER)))]
    assert delegates[0] == "Enhetschef, ingen innehavare"
    assert delegates[2] == (
        "Regional utvecklingsdirektör, Magnus Aspegren\n"
        "Ersättare: ställföreträdande utvecklingsdirektör, Ställföreträdaren"
    )


def test_the_register_says_what_each_mandate_is_for_and_on_which_conditions() -> None:
    matters = [row[2] for row in rows(built(sample_ask(REGISTER)))]
    assert matters[1:] == [
        (
            "Ärenden av slaget projektmedel\n"
            "Villkor: Högst 500 000 kronor för varje projekt.\nFår vidaredelegeras"
        ),
        "Ärenden av slaget handlingsplan",
        "Ärende RUN/77/2022",
    ]


def test_another_committees_mandates_are_not_in_the_register(renderer: HouseRenderer) -> None:
    missing = renderer.missing(with_register(replace(mandate(1), committee_code="HSN")))
    assert missing is not None
    assert missing.fields == ("delegationer",)


# The reminder


@pytest.mark.parametrize(
    "state", [DeliveryState.ACKNOWLEDGED, DeliveryState.ACKNOWLEDGED_OTHERWISE]
)
def test_who_has_confirmed_is_not_reminded(renderer: HouseRenderer, state: DeliveryState) -> None:
    ask = sample_ask(REMINDER)
    assert ask.delivery is not None
    missing = renderer.missing(replace(ask, delivery=replace(ask.delivery, state=state)))
    assert missing is not None
    assert missing.fields == ("försändelse som inte är bekräftad",)


def test_the_reminder_has_a_slip_to_fill_in_and_asks_for_no_account() -> None:
    paper = built(sample_ask(REMINDER))
    assert list(facts(paper)) == ["Datum", "Namn", "Befattning"]
    assert "har kommit fram till Åre kommun." in text_of(paper)
    assert "länk" not in text_of(paper)


# The cover note


def test_the_cover_note_says_who_does_what_by_when() -> None:
    assert [row[1:] for row in rows(built(sample_ask(COVER)))] == [
        ["Registratorn", "onsdagen den 25 oktober 2023"],
        ["Nämndsekreteraren", "tisdagen den 7 november 2023"],
        ["Nämndsekreteraren", "andra dagen efter justeringen"],
    ]


def test_without_a_meeting_the_cover_note_asks_for_one() -> None:
    situation: Situation = replace(sample_situation(), meetings=())
    (_, notice, _) = rows(built(sample_ask(COVER, situation)))
    assert notice[0].startswith("Lägg in regionala utvecklingsnämndens nästa sammanträde")


# The correction


def test_the_correction_is_signed_by_whoever_corrects() -> None:
    ask = sample_ask(PaperKind.RATTELSE)
    assert ask.by is not None
    deputy = replace(ask.by, name="Ställföreträdaren", title="Ställföreträdande direktör")
    paper = built(replace(ask, by=deputy))
    assert text_of(paper).startswith(
        "Ställföreträdande direktör Ställföreträdaren rättar den 30 oktober 2023 ett skrivfel i "
        "delegationsbeslut nr 1/2023 den 24 oktober 2023."
    )
    (signature,) = (block for block in paper.blocks if isinstance(block, Signature))
    assert signature.lines == ("Ställföreträdaren", "Ställföreträdande direktör")


def test_the_correction_leaves_the_decision_as_it_was() -> None:
    text = text_of(built(sample_ask(PaperKind.RATTELSE)))
    assert "Regional utvecklingsdirektör Magnus Aspegren fattade beslutet den 24 oktober" in text
    assert "står i övrigt fast" in text
