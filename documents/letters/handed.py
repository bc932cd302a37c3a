"""What a letter says of cases that have gone from one officer to another."""

from collections.abc import Iterator
from string import Template

from documents.letters.duties import REMINDED
from documents.typography import with_weekday
from workflow.orders import Handed

_NOTHING = dict.fromkeys(
    ("handed_from", "handed_to", "handed_since", "handed_cases", "handed_duties"), ""
)


def handed_facts(handed: Handed | None) -> dict[str, str]:
    """From whom, to whom, since when, which cases, and what is due in them; else empty."""
    if handed is None:
        return _NOTHING
    return {
        "handed_from": handed.giver,
        "handed_to": handed.receiver,
        "handed_since": with_weekday(handed.since),
        "handed_cases": "\n".join(f"- {reference}, {title}" for reference, title in handed.cases),
        "handed_duties": "\n".join(_duties(handed)),
    }


def _duties(handed: Handed) -> Iterator[str]:
    for reference, kind, due_on in handed.duties:
        task = Template(REMINDED[kind][0]).substitute(agency="myndigheten")
        yield f"- {reference}: {task}, {with_weekday(due_on)}"
