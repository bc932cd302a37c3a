"""Återrapportering: the year as reported to the committee, after the agency has had its report."""

from datetime import date

from documents import needs
from documents.handlingsplan import funding_table
from documents.kinds import Kind
from documents.parts import Heading, Paper
from documents.proposal import takes_note, to_the_committee
from documents.results import (
    carried_over,
    counts_table,
    deviations,
    lessons,
    organisations_table,
    summary,
    targets_table,
)
from documents.subject import measures_of, the_plan
from documents.typography import sentence, written
from workflow.orders import PaperAsk
from workflow.states import REPORTED

LABEL = "Återrapportering"


def build(ask: PaperAsk) -> Paper:
    plan, programme = the_plan(ask), ask.situation.programme
    measures = measures_of(ask, plan)
    text = (
        (
            f"{plan.title} tillämpar {programme.title}, som {ask.situation.case.committee.name} "
            f"fastställde den {written(programme.adopted.decided_on)} ({programme.adopted.label})."
        ),
        *_adopted(ask),
        *_agency(ask),
        summary(measures),
    )
    details = (
        counts_table(measures),
        organisations_table(measures),
        Heading("Utfall per mål", level=2),
        targets_table(measures),
        Heading("Avvikelser", level=2),
        *deviations(measures),
        Heading("Planerad finansiering", level=2),
        *funding_table(measures),
        Heading("Lärdomar", level=2),
        *lessons(measures),
        Heading("Till kommande handlingsplaner", level=2),
        *carried_over(ask),
    )
    return to_the_committee(
        ask,
        title=f"Återrapportering av {plan.title}",
        text=text,
        basis=(
            f"Uppföljning av {plan.title}{_dated(plan.followed_up_on)}",
            f"Årsrapport {plan.year} till {programme.agency.name}{_dated(plan.reported_on)}",
        ),
        proposed=takes_note(ask, f"återrapporteringen av {plan.title}"),
        after_text=details,
    )


def _adopted(ask: PaperAsk) -> tuple[str, ...]:
    decision = ask.situation.decision
    if decision is None or decision.decided_on is None:
        return ()
    return (
        (
            f"Planen fastställdes den {written(decision.decided_on)} genom "
            f"delegationsbeslut nr {decision.number}."
        ),
    )


def _agency(ask: PaperAsk) -> tuple[str, ...]:
    """That the agency has had its report; the day is said only where it is known."""
    agency = ask.situation.programme.agency.name
    if the_plan(ask).state not in REPORTED:
        return ()
    return (sentence(f"Årsrapporten för {the_plan(ask).year} är lämnad till {agency}"),)


def _dated(day: date | None) -> str:
    return f", {written(day)}" if day else ""


KIND = Kind(LABEL, build, (needs.sender, needs.DECISION_HEADINGS, needs.plan, needs.outcomes))
