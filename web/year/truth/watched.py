"""Each duty is settled, or somebody was reminded, exactly as it was foretold."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from web.year.truth.facit import Facit
from workflow.duties import RULES
from workflow.operations.queries.whole_run import Found, Told, WholeRun, told
from workflow.states import DutyKind

_MORNING_AFTER = timedelta(days=1)


def duties(run: WholeRun, facit: Facit) -> Iterator[str]:
    """Each is there once, and done."""
    found = Counter(_about(duty) for duty in run.duties)
    for duty in run.duties:
        if found[_about(duty)] > 1:
            yield f"{_named(run, duty)}: bevakningen finns {found[_about(duty)]} gånger."
        if duty.settled_on is None:
            yield f"{_named(run, duty)}: bevakningen är inte klar."


def reminders(run: WholeRun, facit: Facit) -> Iterator[str]:
    """None is left out while the duty is open, none comes when it is done, none on another day."""
    by_id = {duty.id: duty for duty in run.duties}
    for each in run.reminders:
        duty = by_id.get(each.duty_id)
        if duty is None:
            yield f"Påminnelse {each.id} hör inte till någon bevakning."
            continue
        done_on = duty.settled_on
        if each.sent_on is None and (done_on is None or each.remind_on < done_on):
            yield f"{_named(run, duty)}: påminnelsen {each.remind_on} uteblev."
        if each.sent_on is not None and done_on is not None and each.sent_on > done_on:
            yield f"{_named(run, duty)}: påminnelsen {each.sent_on} kom när det redan var klart."
        # What begins after the morning's round with a reminder for that day gets it the day after.
        if each.sent_on is not None and not (
            timedelta() <= each.sent_on - each.remind_on <= _MORNING_AFTER
        ):
            yield f"{_named(run, duty)}: påminnelsen {each.remind_on} kom {each.sent_on}."


def foretold(run: WholeRun, facit: Facit) -> Iterator[str]:
    """The letters of the calendar are exactly those that the forecast told of."""
    came, wanted = Counter(told(run)), Counter(facit.foretold)
    for letter in sorted((wanted - came).elements(), key=str):
        yield f"{_letter(run, letter)} förutsades men kom inte."
    for letter in sorted((came - wanted).elements(), key=str):
        yield f"{_letter(run, letter)} kom utan att vara förutsett."


def _letter(run: WholeRun, letter: Told) -> str:
    what = RULES[DutyKind(letter.duty)].swedish
    years = {plan.id: plan.year for plan in run.plans}
    year = f" {years[letter.plan_id]}" if letter.plan_id in years else ""
    return f"Brevet {letter.on} till {letter.email} om att {what}{year}, senast {letter.due_on},"


def _about(duty: Found) -> tuple[Any, ...]:
    return duty.kind, duty.plan_id, duty.decision_id, duty.party_id


def _named(run: WholeRun, duty: Found) -> str:
    """What is to be done, by whom, and for which year or decision."""
    whose = next((party.name for party in run.parties if party.id == duty.party_id), duty.role_to)
    years = {plan.id: plan.year for plan in run.plans}
    of = years.get(duty.plan_id, "")
    return f"{RULES[DutyKind(duty.kind)].swedish.capitalize()} {of} ({whose}, {duty.due_on})"
