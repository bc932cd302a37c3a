"""Letters: each kind has its words, says which case, what to do and by when, and runs no text."""

import re
from dataclasses import replace
from datetime import date

import pytest

from documents import HouseRenderer
from documents.letters.duties import REMINDED, days_words
from documents.sample import sample_letter, sample_situation
from workflow.states import DutyKind, LetterKind

ALL = sorted(LetterKind)
OF_ONE_CASE = [kind for kind in ALL if kind is not LetterKind.HANDED_OVER]
LINK = "https://beslutskedjan.example/lank/x_9-2018-2030"
# What the receiver is to do by when; the others only tell.
BY_DAY = {
    LetterKind.CIRCULATION: "Svara senast fredagen den 29 september 2023.",
    LetterKind.SUBMITTED: "Ta ställning senast fredagen den 27 oktober 2023.",
    LetterKind.DISPATCH_READY: "Expediera senast fredagen den 27 oktober 2023.",
    LetterKind.UTDRAG: "Bekräfta senast fredagen den 27 oktober 2023.",
    LetterKind.OUTCOME_REQUEST: "Lämna utfallet senast fredagen den 27 oktober 2023.",
    LetterKind.NOTICE_PENDING: "sammanträdet tisdagen den 21 november 2023.",
    LetterKind.REMINDER: "Sista dag: fredagen den 27 oktober 2023 (3 dagar kvar).",
}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("kind", OF_ONE_CASE)
def test_every_letter_names_the_case_and_carries_the_link(
    renderer: HouseRenderer, kind: LetterKind
) -> None:
    letter = renderer.letter(sample_letter(kind))
    assert letter.subject.startswith("RUN/536/2021: ")
    assert LINK in letter.body.splitlines()


@pytest.mark.parametrize("kind", OF_ONE_CASE)
def test_every_letter_says_who_sent_it_and_where_to_answer(
    renderer: HouseRenderer, kind: LetterKind
) -> None:
    assert plain(renderer.letter(sample_letter(kind)).body).endswith(
        "Malin Nyqvist Ljungberg\n"
        "Samhällsutveckling, Region Jämtland Härjedalen\n"
        "Tfn: 063-14 66 03\n"
        "E-post: malin.nyqvistljungberg@region.example\n"
    )


@pytest.mark.parametrize("kind", ALL)
def test_no_letter_leaves_a_gap_unfilled(renderer: HouseRenderer, kind: LetterKind) -> None:
    letter = renderer.letter(sample_letter(kind))
    assert not re.search(r"[${}]|None|  |\n\n\n|\.\.| ,", letter.subject + "\n" + letter.body)
    assert "\n" not in letter.subject


@pytest.mark.parametrize("kind", OF_ONE_CASE)
def test_a_letter_without_its_optional_facts_is_still_whole(
    renderer: HouseRenderer, kind: LetterKind
) -> None:
    bare = replace(sample_letter(kind), link="", papers=(), reason="", due_on=None)
    body = renderer.letter(bare).body
    assert "länk:" not in body
    assert not re.search(r":\n\n|senast \.|\n\n\n", body)


@pytest.mark.parametrize(("kind", "by_day"), sorted(BY_DAY.items()))
def test_a_letter_that_asks_for_something_says_by_when(
    renderer: HouseRenderer, kind: LetterKind, by_day: str
) -> None:
    assert by_day in plain(renderer.letter(sample_letter(kind)).body)


@pytest.mark.parametrize("duty", sorted(DutyKind))
def test_every_duty_has_its_words_in_a_reminder(renderer: HouseRenderer, duty: DutyKind) -> None:
    letter = renderer.letter(sample_letter(LetterKind.REMINDER, duty))
    words = REMINDED[duty][0].replace("$agency", "Tillväxtverket")
    left = "kan göras nu" if duty is DutyKind.CONFIRM_FORCE else "3 dagar kvar"
    assert plain(letter.subject) == f"RUN/536/2021: Påminnelse: {words} ({left})"
    assert f"Det här är en påminnelse om att {words}." in letter.body


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (7, "7 dagar kvar"),
        (1, "1 dag kvar"),
        (0, "i dag är sista dagen"),
        (-1, "1 dag efter tiden"),
    ],
)
def test_a_reminder_says_how_long_is_left(days: int, said: str) -> None:
    assert plain(days_words(days)) == said


@pytest.mark.parametrize(("verified", "said"), [(False, True), (True, False)])
def test_an_agencys_day_is_unconfirmed_until_it_is_confirmed(
    renderer: HouseRenderer, verified: bool, said: bool
) -> None:
    ask = sample_letter(LetterKind.REMINDER, DutyKind.REPORT_AGENCY)
    region = ask.situation.region
    calendar = replace(region.calendar, agency_report_due_verified=verified)
    situation = replace(ask.situation, region=replace(region, calendar=calendar))
    body = renderer.letter(replace(ask, situation=situation)).body
    assert ("Den är inte bekräftad av Tillväxtverket." in body) is said


@pytest.mark.parametrize("typed", ["$sender", "${link}", "{{7*7}}", "#let", "$", "%(x)s"])
def test_what_people_write_is_never_read_as_a_form(renderer: HouseRenderer, typed: str) -> None:
    ask = replace(sample_letter(LetterKind.SENT_BACK), reason=f"Ändra {typed} nu")
    assert f"\n\nSkäl:\nÄndra {typed} nu\n\n" in renderer.letter(ask).body


def test_a_title_can_never_add_a_line_to_the_subject(renderer: HouseRenderer) -> None:
    situation = sample_situation()
    decision = replace(situation.the_decision(), title="Plan\r\nBcc: alla@region.example")
    ask = replace(
        sample_letter(LetterKind.DECIDED), situation=replace(situation, decision=decision)
    )
    assert renderer.letter(ask).subject.endswith("Plan Bcc: alla@region.example")


def test_the_notice_goes_to_the_next_meeting_whose_stop_day_is_ahead(
    renderer: HouseRenderer,
) -> None:
    late = replace(sample_letter(LetterKind.NOTICE_PENDING), on=date(2023, 11, 8))
    assert "sammanträdet tisdagen den 9 april 2024." in plain(renderer.letter(late).body)


def test_the_same_facts_give_the_same_letter(renderer: HouseRenderer) -> None:
    ask = sample_letter(LetterKind.UTDRAG)
    assert renderer.letter(ask) == HouseRenderer().letter(ask)
