"""What a measure lacks before anybody can decide on it, said at each field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from documents import checker
from web.decision_remarks import told
from web.forms.measures import MeasureForm, filled
from web.i18n import _, lazy
from web.swedish import sentence
from workflow.facts import Measure
from workflow.measures import draft_faults
from workflow.refusals import Refusal

# The words of the rule, and the field that each is about.
_FIELDS = {
    "indikator": ("indicator", lazy("indikator")),
    "enhet": ("unit", lazy("enhet")),
    "målvärde": ("goal", lazy("målvärde")),
}


@dataclass(frozen=True)
class Lint:
    """``at`` says at the name of a field what is missing there; ``faults`` is everything in words.

    ``remarks`` are about the language, and keep nobody from anything.
    """

    faults: tuple[str, ...]
    at: dict[str, str]
    remarks: tuple[str, ...]


NO_LINT = Lint((), {}, ())


def lint(form: MeasureForm, measure: Measure) -> Lint:
    """What the form's measure lacks: the same questions as when the plan is submitted."""
    return Lint(
        tuple(sentence(each) for each in draft_faults([measure])),
        dict(_at_fields(form, measure)),
        tuple(remarks(measure)),
    )


def _at_fields(form: MeasureForm, measure: Measure) -> Iterator[tuple[str, str]]:
    needed = _("Behövs innan planen kan lämnas för beslut.")
    if measure.responsible is None:
        yield form.responsible.name, needed
    if not measure.responsible_person:
        yield form.responsible_person.name, needed
    if not measure.targets:
        yield form.targets.name, _("Insatsen behöver minst ett mål innan planen kan lämnas.")
    for entry, target in zip(filled(form.targets), measure.targets, strict=True):
        for word in _lacking(draft_faults([replace(measure, targets=(target,))])):
            field, what = _FIELDS[word]
            yield f"{entry.name}-{field}", _missing(what)


def _lacking(refusals: Iterable[Refusal]) -> list[str]:
    found = (dict(each.params).get("lacking", "") for each in refusals)
    return [word for words in found if words for word in words.split(", ")]


def _missing(what: str) -> str:
    return _("Målet kan inte följas upp: %(what)s saknas.", what=_(what))


def remarks(measure: Measure) -> Iterator[str]:
    """What the checker would write otherwise, in words."""
    texts = (
        *(measure.activity, measure.purpose, measure.sustainability),
        *(target.text for target in measure.targets),
    )
    for text in texts:
        for remark in checker.check_text(text):
            yield told(remark)
