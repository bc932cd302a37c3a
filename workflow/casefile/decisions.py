"""The case file's tables on decisions: text, basis, notice to the committee, dispatch."""

from pydantic import StrictBool

from workflow.casefile.days import Day, Step, Year
from workflow.casefile.fields import Key, Name, ParagraphLabel, Part, Text

BY_LINK = "link"  # as ``how``: acknowledged by the recipient's own link


class Basis(Part):
    """``[[decisions.basis]]`` (beslutsunderlag): a plan's own paper, or a file with title and day.

    ``file`` is relative to the case file and stays within its folder.
    """

    plan: Year | None = None
    title: Name | None = None
    dated_on: Day | None = None
    file: Name | None = None


class Notice(Part):
    """``[decisions.notice]`` (anmälan): at which meeting, under which paragraph, and after."""

    meeting: Day
    paragraph: ParagraphLabel
    adjusted_on: Step
    posted_on: Step
    place: Name
    in_force_on: Step


class Acknowledgement(Part):
    """``[[decisions.acknowledgements]]`` (kvittens): "link", or in words how the office knows.

    ``by`` is the person of the office who noted it, when it was not by link.
    """

    party: Key
    on: Step
    how: Name = BY_LINK
    by: Key | None = None


class Decision(Part):
    """``[[decisions]]`` (delegationsbeslut): one decision on one or several plans."""

    title: Name
    plans: tuple[Year, ...]
    delegation: Key
    matter: Key
    text: tuple[Text, ...]
    basis: tuple[Basis, ...]
    new_direction: StrictBool
    dispatch_to: tuple[Name, ...]
    prepared_on: Step
    submitted_on: Step
    decided_on: Step
    decided_by: Key
    deputy_reason: Text | None = None
    notice: Notice
    dispatched_on: Step
    acknowledgements: tuple[Acknowledgement, ...] = ()
