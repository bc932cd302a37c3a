"""Tillkännagivande (anslag): the minutes are adjusted, and how the decision is appealed."""

from datetime import date, timedelta

from documents import needs
from documents.frame import paper, signed_by_actor, titled
from documents.kinds import Kind
from documents.parts import KeyValues, Paper, Paragraph
from documents.subject import (
    is_recorded,
    plans_of,
    the_decider,
    the_decision_day,
    the_meeting,
    the_notice,
)
from documents.typography import capitalised, with_weekday, written
from documents.wording import clauses
from workflow.facts import Court
from workflow.orders import PaperAsk
from workflow.references import with_title

LABEL = "Tillkännagivande"


def build(ask: PaperAsk) -> Paper:
    blocks = (
        *_instead(ask),
        KeyValues(_posted(ask)),
        *titled(
            "Beslut som tillkännagivandet gäller",
            Paragraph(_what(ask)),
            KeyValues(_decided(ask)),
        ),
        *titled("Så överklagar du", *(Paragraph(text) for text in _appeal(ask)), *_where_to(ask)),
        *signed_by_actor(ask.by),
    )
    return paper(ask, LABEL, _title(ask), blocks, (f"Anslaget {_posted_on(ask).isoformat()}",))


def _instead(ask: PaperAsk) -> tuple[Paragraph, ...]:
    """One that is drawn up since the days were wrong says so: who read the old one must know.

    Why they were wrong is the record's to say, and not the board's.
    """
    if not ask.reason:
        return ()
    text = f"Tillkännagivandet är rättat den {written(ask.on)} och ersätter det tidigare."
    return (Paragraph(text),)


def _title(ask: PaperAsk) -> str:
    if is_recorded(ask):
        return f"Justerat protokoll: delegationsbeslut nr {ask.situation.the_decision().number}"
    committee = ask.situation.case.committee
    return f"Justerat protokoll: {committee.name} den {written(the_meeting(ask).held_on)}"


def _what(ask: PaperAsk) -> str:
    committee = ask.situation.case.committee
    if is_recorded(ask):
        return (
            f"Beslutet är fattat på delegation från {committee.name}. Det anmäls inte till nämnden "
            "utan är protokollfört särskilt."
        )
    return (
        f"{capitalised(committee.name)} har tagit del av ett beslut som är fattat på delegation. "
        "Nämnden har inte prövat beslutet på nytt."
    )


def _posted_on(ask: PaperAsk) -> date:
    return the_notice(ask).posted_on or ask.on


def _last_on(ask: PaperAsk) -> date:
    return the_notice(ask).last_appeal_on or ask.on


def _posted(ask: PaperAsk) -> tuple[tuple[str, str], ...]:
    """What 8 kap. 12 § kommunallagen asks of the notice; it stays up the whole last day."""
    notice, last_on = the_notice(ask), _last_on(ask)
    return (
        ("Organ", capitalised(ask.situation.case.committee.name)),
        *_minutes(ask),
        ("Justeringsdag", with_weekday(notice.adjusted_on or ask.on)),
        ("Protokollet finns", notice.posted_place),
        ("Anslagsdag", with_weekday(_posted_on(ask))),
        ("Överklaga senast", with_weekday(last_on)),
        ("Tas ned tidigast", with_weekday(last_on + timedelta(days=1))),
    )


def _minutes(ask: PaperAsk) -> tuple[tuple[str, str], ...]:
    """Which minutes were adjusted: the meeting's, or those of this decision alone."""
    if is_recorded(ask):
        return (("Protokoll", f"särskilt, nr {ask.situation.the_decision().number}"),)
    return (
        ("Sammanträde", with_weekday(the_meeting(ask).held_on)),
        ("Paragraf", the_notice(ask).paragraph),
    )


def _decided(ask: PaperAsk) -> tuple[tuple[str, str], ...]:
    situation, decider = ask.situation, the_decider(ask)
    decision = situation.the_decision()
    sentences = clauses(plans_of(ask), situation.region.house, decider.title)
    return (
        ("Delegationsbeslut", f"nr {decision.number}, {written(the_decision_day(ask))}"),
        ("Diarienummer", situation.case.reference),
        ("Ärende", decision.title),
        ("Beslut", "\n".join(sentences)),
        ("Delegat", with_title(decider.name, decider.title)),
    )


def _appeal(ask: PaperAsk) -> tuple[str, ...]:
    """Laglighetsprövning (13 kap. 5 § kommunallagen): the days run from the announcement."""
    court = _court(ask)
    return (
        (
            "Den som är medlem av regionen kan överklaga beslutet genom laglighetsprövning enligt "
            f"13 kap. kommunallagen. Skriv till {court.name if court else 'förvaltningsrätten'}. "
            "Ange vilket beslut du överklagar, med nummer och diarienummer, och varför du anser "
            "att det inte är lagligt."
        ),
        (
            "Överklagandet ska ha kommit in till förvaltningsrätten inom tre veckor från den dag "
            "då justeringen av protokollet tillkännagavs på anslagstavlan, den "
            f"{written(_posted_on(ask))}. Sista dag är {with_weekday(_last_on(ask))}."
        ),
    )


def _court(ask: PaperAsk) -> Court | None:
    """The court by name and address, once somebody has checked them: else in general words."""
    court = ask.situation.region.house.court
    return court if court and court.verified else None


def _where_to(ask: PaperAsk) -> tuple[KeyValues, ...]:
    court = _court(ask)
    if court is None:
        return ()
    return (KeyValues((("Skicka till", "\n".join((court.name, *court.address))),)),)


KIND = Kind(
    LABEL,
    build,
    (needs.sender, needs.proposal, needs.decided, needs.minutes, needs.posting, needs.signer),
)
