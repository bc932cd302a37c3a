"""The papers of the notice: how to appeal in the right words, and what is recorded separately."""

from dataclasses import replace
from datetime import date

import pytest

from documents import HouseRenderer, built
from documents.papertext import paragraphs
from documents.sample import sample_ask, sample_letter, sample_situation
from workflow.facts import Court, Notice, Situation
from workflow.orders import PaperAsk
from workflow.states import LetterKind, NoticeState, PaperKind

COURT = Court("Förvaltningsrätten i Exempelstad", ("Box 1", "000 01 Exempelstad"), verified=True)
POSTED, RECORD = PaperKind.TILLKANNAGIVANDE, PaperKind.SARSKILT_PROTOKOLL


def said(ask: PaperAsk) -> str:
    """All that the paper says, with plain spaces."""
    text = "\n".join(paragraphs(built(ask)))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def posted(court: Court | None = None, *, recorded: bool = False) -> PaperAsk:
    """The announcement, with or without a court, of a decision that has a meeting or none."""
    ask = sample_ask(POSTED)
    region, notice = ask.situation.region, ask.situation.notice
    assert notice is not None
    if recorded:
        notice = replace(notice, meeting=None, paragraph="")
    situation = replace(
        ask.situation,
        region=replace(region, house=replace(region.house, court=court)),
        notice=notice,
    )
    return replace(ask, situation=situation, meeting=notice.meeting)


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize("court", [None, COURT, replace(COURT, verified=False)])
def test_a_decision_is_appealed_by_kommunallagen_and_by_no_other_law(
    court: Court | None, *, recorded: bool
) -> None:
    text = said(posted(court, recorded=recorded))
    assert "genom laglighetsprövning enligt 13 kap. kommunallagen" in text
    assert "inom tre veckor från den dag då justeringen av protokollet tillkännagavs" in text
    for foreign in ("fick del av", "förvaltningslagen", "förvaltningsbesvär", "delgivning"):
        assert foreign not in text.lower()


@pytest.mark.parametrize("kind", sorted(LetterKind))
def test_no_letter_says_that_the_days_run_from_when_somebody_was_told(kind: LetterKind) -> None:
    written = HouseRenderer().letter(sample_letter(kind))
    assert "fick del av" not in written.body
    assert "förvaltningslagen" not in written.body.lower()


def test_the_court_is_named_when_somebody_has_checked_it() -> None:
    text = said(posted(COURT))
    assert "Skriv till Förvaltningsrätten i Exempelstad." in text
    assert "000 01 Exempelstad" in text


@pytest.mark.parametrize("court", [None, replace(COURT, verified=False)])
def test_a_court_that_nobody_has_checked_is_not_printed(court: Court | None) -> None:
    text = said(posted(court))
    assert "Skriv till förvaltningsrätten." in text
    assert "Exempelstad" not in text


def test_the_announcement_of_a_separate_record_names_no_meeting() -> None:
    text = said(posted(recorded=True))
    assert "utan är protokollfört särskilt" in text
    assert "särskilt, nr 1/2023" in text
    assert "Sammanträde" not in text
    assert HouseRenderer().missing(posted(recorded=True)) is None


def test_the_separate_record_says_what_was_decided_by_whom_and_why_it_is_there() -> None:
    text = said(sample_ask(RECORD))
    assert "Protokoll över delegationsbeslut nr 1/2023" in text
    assert "(7 kap. 8 § och 6 kap. 40 § kommunallagen)" in text
    assert "beslut § 89/2023" in text
    assert "Nämndsekreteraren" in text


def not_notified() -> Situation:
    found = sample_situation()
    committee = replace(found.case.committee, notified=False)
    return replace(found, case=replace(found.case, committee=committee))


@pytest.mark.parametrize(
    "kind", [PaperKind.TJANSTESKRIVELSE, PaperKind.DELEGATIONSBESLUT, PaperKind.FOLJEBREV]
)
def test_a_paper_does_not_promise_a_notice_that_is_not_given(kind: PaperKind) -> None:
    text = said(sample_ask(kind, not_notified()))
    assert (
        "Beslutet anmäls inte till regionala utvecklingsnämnden. Det protokollförs särskilt."
        in text
    )
    assert "Beslutet anmäls till" not in text


def test_the_cover_note_asks_for_a_record_instead_of_a_list() -> None:
    text = said(sample_ask(PaperKind.BESLUTSMISSIV, not_notified()))
    assert "Protokollför beslutet särskilt" in text
    assert "anmälningslistan" not in text


@pytest.mark.parametrize("kind", [LetterKind.NOTICE_PENDING, LetterKind.DECIDED])
def test_a_letter_says_what_is_to_be_done_with_the_decision(kind: LetterKind) -> None:
    told = HouseRenderer().letter(sample_letter(kind))
    other = HouseRenderer().letter(replace(sample_letter(kind), situation=not_notified()))
    assert "protokollför" in other.body
    assert "protokollför" not in told.body


def test_the_letters_of_an_appeal_say_day_and_number() -> None:
    letter = sample_letter(LetterKind.REPEALED)
    notice = Notice(
        1, 6, NoticeState.REPEALED, appealed_on=letter.on, appeal_reference="1234-23",
        repealed_on=letter.on,
    )  # fmt: skip
    body = (
        HouseRenderer()
        .letter(replace(letter, situation=replace(letter.situation, notice=notice)))
        .body
    )
    assert "Domstolens målnummer: 1234-23" in body
    assert "Avgörandet gäller från" in body


# What was put right, and an appeal that came too late


def test_an_announcement_that_is_put_right_says_that_it_replaces_the_old_one_and_not_why() -> None:
    first, again = posted(), replace(posted(), reason="Fel dag skrevs in.")
    assert "ersätter det tidigare" not in said(first)
    text = said(again)
    assert "Tillkännagivandet är rättat den 30 november 2023 och ersätter det tidigare." in text
    assert "Fel dag skrevs in." not in text
    assert "Sista dag är torsdagen den 21 december 2023." in text


@pytest.mark.parametrize("is_late", [True, False])
def test_the_letter_of_an_appeal_says_whether_it_stops_legal_force(*, is_late: bool) -> None:
    letter = sample_letter(LetterKind.APPEALED)
    notice = Notice(
        1, 6, NoticeState.POSTED, appealed_on=date(2024, 1, 4), appeal_is_late=is_late,
        last_appeal_on=date(2023, 12, 20),
    )  # fmt: skip
    ask = replace(letter, situation=replace(letter.situation, notice=notice))
    body = HouseRenderer().letter(ask).body.replace("\N{NO-BREAK SPACE}", " ")
    late = "kom in för sent: sista dag för överklagande var onsdagen den 20 december 2023."
    assert (late in body) is is_late
    assert ("Beslutet får inte laga kraft förrän" in body) is not is_late


def a_list(*references: str) -> PaperAsk:
    """The list of a meeting with one decision of each of the cases."""
    ask = sample_ask(PaperKind.ANMALNINGSLISTA)
    (line,) = ask.listing
    lines = (replace(line, position=n, reference=r) for n, r in enumerate(references, start=1))
    return replace(ask, listing=tuple(lines))


@pytest.mark.parametrize("references", [("RUN/536/2021",), ("RUN/536/2021", "RUN/536/2021")])
def test_a_list_of_one_case_has_its_number_in_the_head(references: tuple[str, ...]) -> None:
    head = built(a_list(*references)).head
    assert (head.reference, head.officer) == ("RUN/536/2021", "Malin Nyqvist Ljungberg")


def test_a_list_of_several_cases_is_the_meetings_own() -> None:
    ask = a_list("RUN/536/2021", "RUN/999/2023")
    head = built(ask).head
    assert (head.reference, head.officer) == ("", "Nämndsekreteraren")
    assert head.notes == ("Sammanträde 2023-11-21",)
    pdf, docx = HouseRenderer().papers(ask)
    assert (pdf.name, docx.name) == (
        "RUN-536-2021_anmalningslista_2023-11-06.pdf",
        "RUN-536-2021_anmalningslista_2023-11-06.docx",
    )
    text = said(ask)
    assert text.count("RUN/536/2021") == text.count("RUN/999/2023") == 1


def test_a_list_that_no_secretary_keeps_names_no_case_either() -> None:
    ask = a_list("RUN/536/2021", "RUN/999/2023")
    nobody = replace(ask, situation=replace(ask.situation, staff={}))
    assert built(nobody).head.reference == ""
