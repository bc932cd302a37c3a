"""Letters: each kind has its words, says which case, what to do and by when, and runs no text."""

import re
from dataclasses import replace
from datetime import date

import pytest

from documents import HouseRenderer
from documents.letters.duties import REMINDED, days_words
from documents.sample import sample_letter, sample_situation
from workflow.facts import Notice
from workflow.orders import Addressee, LetterAsk
from workflow.states import Channel, DispatchState, DutyKind, LetterKind, NoticeState

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


# What becomes of a decision


def outside(kind: LetterKind, **facts: object) -> LetterAsk:
    """The letter to an organisation that has the decision: no page of ours, and no plan's."""
    ask = sample_letter(kind)
    to = Addressee("Åre kommun", "registrator@are.example", party_id=5)
    situation = replace(ask.situation, **facts)  # type: ignore[arg-type]  # as they come
    return replace(ask, to=to, link="", plan=None, situation=situation)


def test_a_recipient_is_told_what_is_put_right_and_whom_to_ask(renderer: HouseRenderer) -> None:
    letter = renderer.letter(outside(LetterKind.CORRECTED))
    body = plain(letter.body)
    assert plain(letter.subject).startswith(
        "RUN/536/2021: Rättelse av delegationsbeslut nr 1/2023: "
    )
    assert "har tidigare skickat ett utdrag ur delegationsbeslut nr 1/2023 till Åre kommun" in body
    assert "Det här är rättat:\nMålet för insats 2 behöver ett basvärde." in body
    assert "Svara på mejlet eller ring" in body
    assert "Beslutskedjan" not in body


def test_a_recipient_is_told_that_the_decision_and_its_plans_no_longer_apply(
    renderer: HouseRenderer,
) -> None:
    notice = Notice(
        1, 6, NoticeState.REPEALED, appeal_reference="1234-23", repealed_on=date(2024, 2, 5)
    )
    letter = renderer.letter(outside(LetterKind.REPEALED, notice=notice))
    body = plain(letter.body)
    assert "Delegationsbeslut nr 1/2023 gäller inte längre" in plain(letter.subject)
    assert "Beslutet är upphävt av domstol och gäller inte längre." in body
    assert "gäller inte heller: Handlingsplan 2023" in body
    assert "Avgörandet gäller från måndagen den 5 februari 2024." in body
    assert "Målet för insats 2" not in body  # what the secretary has noted is the house's own


@pytest.mark.parametrize("kind", [LetterKind.CORRECTED, LetterKind.REPEALED])
@pytest.mark.parametrize("state", list(DispatchState))
def test_our_own_are_told_who_hears_of_it_and_who_is_to_be_written_to(
    renderer: HouseRenderer, kind: LetterKind, state: DispatchState
) -> None:
    ask = sample_letter(kind)
    assert ask.situation.dispatch is not None
    first, second, third, *_ = ask.situation.dispatch.deliveries
    on_paper = replace(second.party, channel=Channel.POST, contact="Box 1, 000 01 Staden")
    copies = (first, replace(second, party=on_paper), third)
    dispatch = replace(ask.situation.dispatch, state=state, deliveries=copies)
    situation = replace(ask.situation, dispatch=dispatch)
    without = frozenset({third.party.id})
    body = plain(renderer.letter(replace(ask, situation=situation, without_copy=without)).body)
    is_sent = state is not DispatchState.READY
    assert (f": {first.party.name}." in body) == is_sent
    assert (f"- {second.party.name}, Box 1, 000 01 Staden" in body) == is_sent
    assert third.party.name not in body
    assert ("inte expedierat än" in body) == (kind is LetterKind.CORRECTED and not is_sent)


def test_the_letter_with_an_utdrag_says_that_the_decision_is_corrected(
    renderer: HouseRenderer,
) -> None:
    ask = sample_letter(LetterKind.UTDRAG)
    days = (date(2023, 10, 30), date(2023, 10, 30), date(2023, 11, 2))
    decision = replace(ask.situation.the_decision(), corrected_on=days)
    corrected = replace(ask, situation=replace(ask.situation, decision=decision))
    said = "Beslutet är rättat den 30 oktober 2023 och den 2 november 2023"
    assert said in plain(renderer.letter(corrected).body)
    assert "rättat" not in renderer.letter(ask).body
