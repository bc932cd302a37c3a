"""The thing that a step is about, out of its situation."""

from workflow.facts import Notice, Plan, Situation


def the_plan(situation: Situation) -> Plan:
    """The one plan of a step on a plan."""
    (plan,) = situation.plans
    return plan


def the_notice(situation: Situation) -> Notice:
    """The notice, which every step on a notice has."""
    if situation.notice is None:
        raise LookupError("this situation was read without a notice")
    return situation.notice
