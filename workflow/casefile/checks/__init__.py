"""What must hold between the keys of a case file: every check, in the order of the file."""

from collections.abc import Callable, Iterator
from pathlib import Path

from workflow.casefile.checks import (
    decisions,
    mandate,
    measures,
    names,
    programme,
    recipients,
    sequence,
)
from workflow.casefile.checks.attachments import attachments_are_there
from workflow.casefile.checks.finding import Finding
from workflow.casefile.checks.style import style_is_usable
from workflow.casefile.model import CaseFile

Check = Callable[[CaseFile], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    names.every_name_stands_once,
    names.every_name_leads_somewhere,
    programme.headings_are_complete,
    programme.references_agree,
    programme.plans_are_the_programmes,
    programme.every_plan_is_decided_once,
    measures.measures_are_whole,
    decisions.decisions_are_whole,
    recipients.everyone_can_be_reached,
    recipients.nobody_writes_to_oneself,
    recipients.groups_are_not_empty,
    recipients.recipients_are_in_force,
    recipients.days_run_forward,
    recipients.only_those_asked_answer,
    recipients.only_recipients_acknowledge,
    recipients.everyone_acknowledges_before_the_end,
    mandate.the_decider_holds_the_post,
    mandate.one_holder_at_a_time,
    mandate.validity_runs_forward,
    mandate.delegations_say_what_they_cover,
    mandate.somebody_has_the_role,
    mandate.papers_name_their_people,
    sequence.meetings_stop_before_they_are_held,
    sequence.plans_run_forward,
    sequence.decisions_run_forward,
)


def findings(file: CaseFile, folder: Path) -> Iterator[Finding]:
    """Every fault of the file, all at once; ``folder`` is where its attached files lie."""
    for check in CHECKS:
        yield from check(file)
    yield from attachments_are_there(file, folder)
    yield from style_is_usable(file, folder)
