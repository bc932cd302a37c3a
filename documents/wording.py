"""Sentences that several papers share, each written in one place."""

import hashlib
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from documents.subject import plans_of, the_decider, the_decision_day, the_delegation
from documents.typography import capitalised, enumerated, sentence, written
from workflow.facts import (
    Basis,
    Committee,
    Decider,
    Ground,
    GroundKind,
    House,
    PaperRef,
    Plan,
    Situation,
)
from workflow.orders import LetterAsk, PaperAsk
from workflow.references import uncapitalised


def ground_words(committee: Committee, ground: Ground) -> str:
    """``Regionala utvecklingsnämndens beslut § 89/2023``."""
    whose = capitalised(committee.genitive)
    if ground.kind is GroundKind.COMMITTEE_DECISION:
        return f"{whose} beslut {ground.label}"
    reference = f" ({ground.reference})" if ground.reference else ""
    return f"{whose} delegationsordning, {uncapitalised(ground.label)}{reference}"


def mandate_lines(ask: PaperAsk) -> tuple[str, ...]:
    """The ground, and where a mandate was passed on: from whom, so that the chain is whole."""
    delegation, committee = the_delegation(ask), ask.situation.its_committee()
    lines = [ground_words(committee, delegation.ground)]
    parent = next(
        (d for d in ask.situation.register.delegations if d.id == delegation.parent_id), None
    )
    if parent is not None:
        holder = uncapitalised(parent.post.title)
        above = uncapitalised(ground_words(committee, parent.ground))
        lines.append(f"Vidaredelegerat av {holder} med stöd av {above}")
    return tuple(lines)


def clauses(plans: Iterable[Plan], house: House, decides: str) -> tuple[str, ...]:
    """One beslutssats for each plan, in the house's style; ``decides`` is who decides."""
    if house.clause_style == "active":
        who = capitalised(decides)
        return tuple(sentence(f"{who} beslutar att fastställa {plan.title}") for plan in plans)
    return tuple(sentence(f"{plan.title} fastställs") for plan in plans)


def basis_lines(basis: Iterable[Basis]) -> tuple[str, ...]:
    """Beslutsunderlag in its fixed order, with the day of each paper where it has one."""
    return tuple(
        f"{item.title}, {written(item.dated_on)}" if item.dated_on else item.title
        for item in sorted(basis, key=lambda item: item.position)
    )


def begun_years(plans: Iterable[Plan], on: date) -> tuple[str, ...]:
    """One neutral sentence where a plan's year had begun before the day of decision."""
    years = [str(plan.year) for plan in plans if date(plan.year, 1, 1) < on]
    if not years:
        return ()
    if len(years) == 1:
        return (f"Handlingsplan {years[0]} avser hela året, även tiden före beslutsdagen.",)
    return (
        (
            f"Handlingsplanerna för {enumerated(years)} avser hela respektive år, "
            "även tiden före beslutsdagen."
        ),
    )


def notice_line(committee: Committee) -> str:
    if committee.notified:
        return f"Beslutet anmäls till {committee.name}."
    return f"Beslutet anmäls inte till {committee.name}. Det protokollförs särskilt."


def decider_lines(decider: Decider) -> tuple[str, ...]:
    """Name and post on the day of decision; a deputy also with whom they stood in for and why."""
    lines = (decider.name, decider.title)
    if not decider.deputy_for:
        return lines
    return (
        *lines,
        (
            f"I stället för {uncapitalised(decider.deputy_for)}. "
            f"Skäl: {sentence(decider.deputy_reason)}"
        ),
    )


def decision_named(ask: PaperAsk) -> str:
    """``delegationsbeslut nr 1/2023 den 24 oktober 2023``."""
    number = ask.situation.the_decision().number
    return f"delegationsbeslut nr {number} den {written(the_decision_day(ask))}"


def corrections(ask: PaperAsk) -> tuple[str, ...]:
    """One sentence where the decision has been put right: what then goes."""
    days = dict.fromkeys(ask.situation.the_decision().corrected_on)
    if not days:
        return ()
    on = enumerated(f"den {written(day)}" for day in days)
    return (f"Beslutet är rättat {on} och gäller med den rättade lydelsen.",)


def the_corrections(ask: PaperAsk) -> str:
    """What has put the decision right, by as many as they are."""
    return "Rättelsen" if len(ask.situation.the_decision().corrected_on) == 1 else "Rättelserna"


def correction_lines(ask: PaperAsk) -> tuple[str, ...]:
    """Each correction as it is listed among papers."""
    decision = ask.situation.the_decision()
    return tuple(
        f"Rättelse av delegationsbeslut nr {decision.number}, {written(day)}"
        for day in decision.corrected_on
    )


def decided_by(ask: PaperAsk) -> str:
    """One sentence: who decided, when, and by which mandate."""
    decider = the_decider(ask)
    ground = uncapitalised(mandate_lines(ask)[0])
    stood_in = f", i stället för {uncapitalised(decider.deputy_for)}," if decider.deputy_for else ""
    return (
        f"{capitalised(uncapitalised(decider.title))} {decider.name} fattade beslutet "
        f"den {written(the_decision_day(ask))}{stood_in} med stöd av {ground}."
    )


def consultation(situation: Situation, plans: Iterable[Plan]) -> tuple[str, ...]:
    """Who answered when the drafts were circulated."""
    parties = {
        opinion.party_name: None
        for plan in plans
        for opinion in sorted(
            situation.opinions.get(plan.id, ()), key=lambda o: (o.answered_on, o.party_name)
        )
    }
    if not parties:
        return ()
    return (f"Under samrådet har svar lämnats av {enumerated(parties)}.",)


def direction(ask: PaperAsk) -> tuple[str, ...]:
    """The officer's answer to "is this a new direction?", which only a committee may decide."""
    answer = ask.situation.the_decision().new_direction
    if answer is None:
        return ()
    if answer:
        return (
            (
                "Handläggaren bedömer att förslaget innebär en ny inriktning för verksamheten. "
                "Ett sådant beslut får inte delegeras (6 kap. 38 § kommunallagen)."
            ),
        )
    return (
        (
            "Handläggaren bedömer att förslaget tillämpar det beslutade programmet "
            "och inte innebär någon ny inriktning för verksamheten."
        ),
    )


def plan_titles(ask: PaperAsk | LetterAsk) -> str:
    return enumerated(plan.title for plan in plans_of(ask))


def decided_digitally(ask: PaperAsk) -> str:
    """How the decision was made, on what exactly, and where to check: never a drawn signature.

    The checksum is SHA-256 over the sorted checksums of the papers that were decided on, each
    on a line of its own.
    """
    situation = ask.situation
    decision = situation.the_decision()
    if decision.decided_at is None or not decision.frozen:
        return ""
    local = decision.decided_at.astimezone(ZoneInfo(situation.region.time_zone))
    lines = "".join(f"{paper.sha256}\n" for paper in sorted(decision.frozen, key=_by_hash))
    checksum = hashlib.sha256(lines.encode()).hexdigest()
    where = f" Kontrollera handlingen på {ask.check_at}." if ask.check_at else ""
    return (
        f"Beslutet är fattat digitalt den {written(local.date())} kl. {local:%H.%M}. Underlagets "
        f"kontrollsumma (SHA-256) är {checksum}.{where}"
    )


def _by_hash(paper: PaperRef) -> str:
    return paper.sha256
