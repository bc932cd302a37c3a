"""Tillkännagivande (anslag): the minutes are adjusted, and how a delegated decision is appealed."""

from datetime import date, timedelta

from documents import needs
from documents.frame import paper, signed_by_actor, titled
from documents.kinds import Kind
from documents.parts import KeyValues, Paper, Paragraph
from documents.subject import plans_of, the_decider, the_decision_day, the_meeting, the_notice
from documents.typography import capitalised, uncapitalised, with_weekday, written
from documents.wording import clauses
from workflow.orders import PaperAsk

LABEL = "Tillkännagivande"


def build(ask: PaperAsk) -> Paper:
    committee, held_on = ask.situation.case.committee, the_meeting(ask).held_on
    blocks = (
        KeyValues(_posted(ask)),
        *titled(
            "Beslut som tillkännagivandet gäller",
            Paragraph(
                f"{capitalised(committee.name)} har tagit del av ett beslut som är fattat på "
                "delegation. Nämnden har inte prövat beslutet på nytt."
            ),
            KeyValues(_decided(ask)),
        ),
        *titled("Så överklagar du", *(Paragraph(text) for text in _appeal(ask))),
        *signed_by_actor(ask.by),
    )
    title = f"Justerat protokoll: {committee.name} den {written(held_on)}"
    return paper(ask, LABEL, title, blocks, (f"Anslaget {_posted_on(ask).isoformat()}",))


def _posted_on(ask: PaperAsk) -> date:
    return the_notice(ask).posted_on or ask.on


def _last_on(ask: PaperAsk) -> date:
    return the_notice(ask).last_appeal_on or ask.on


def _posted(ask: PaperAsk) -> tuple[tuple[str, str], ...]:
    """What 8 kap. 12 § kommunallagen asks of the notice; it stays up the whole last day."""
    notice, last_on = the_notice(ask), _last_on(ask)
    return (
        ("Organ", capitalised(ask.situation.case.committee.name)),
        ("Sammanträde", with_weekday(the_meeting(ask).held_on)),
        ("Paragraf", notice.paragraph),
        ("Justeringsdag", with_weekday(notice.adjusted_on or ask.on)),
        ("Protokollet finns", notice.posted_place),
        ("Anslagsdag", with_weekday(_posted_on(ask))),
        ("Överklaga senast", with_weekday(last_on)),
        ("Tas ned tidigast", with_weekday(last_on + timedelta(days=1))),
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
        ("Delegat", f"{decider.name}, {uncapitalised(decider.title)}"),
    )


def _appeal(ask: PaperAsk) -> tuple[str, ...]:
    """Laglighetsprövning (13 kap. 5 § kommunallagen): the days run from the announcement."""
    return (
        (
            "Den som är medlem av regionen kan överklaga beslutet genom laglighetsprövning enligt "
            "13 kap. kommunallagen. Skriv till förvaltningsrätten. Ange vilket beslut du "
            "överklagar, med nummer och diarienummer, och varför du anser att det inte är lagligt."
        ),
        (
            "Överklagandet ska ha kommit in till förvaltningsrätten inom tre veckor från den dag "
            "då justeringen av protokollet tillkännagavs på anslagstavlan, den "
            f"{written(_posted_on(ask))}. Sista dag är {with_weekday(_last_on(ask))}."
        ),
    )


KIND = Kind(
    LABEL,
    build,
    (needs.sender, needs.proposal, needs.decided, needs.meeting, needs.posting, needs.signer),
)
