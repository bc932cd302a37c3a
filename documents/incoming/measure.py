"""One measure as found in a file, set beside the measure that it was drawn up from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from documents import planned
from documents.incoming.outline import FoundMeasure, FoundTarget, Said
from documents.incoming.reading import Piece
from documents.incoming.sorting import same
from documents.typography import capitalised, number
from workflow import numerals
from workflow.facts import Measure, Target
from workflow.numerals import Doubt, Doubtful

# Looked for where a gap begins, and a gap is read once: a long one costs no more than its length.
_SOURCE = re.compile(r"(?<!\s)(?=[^\S\n]*\n)\s*+Källa:[ \u00a0]*")
_NOTHING = Said("", ())
_NEW = Measure(
    id=0, key="", position=0, area="", activity="", purpose="", responsible=None,
    responsible_person="", participants=(), starts_on=None, ends_on=None, funding=(),
    sustainability="", targets=(),
)  # fmt: skip
_NEW_TARGET = Target(0, 0, "", "", "", "", None, None)


@dataclass
class Taken:
    """The measure with the file's texts, and the paragraphs that can't be read into it."""

    measure: Measure
    unreadable: list[Piece] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def measured(known: Measure | None, found: FoundMeasure) -> Taken:
    """What is chosen and not typed (who, when, what money) is never read from a text."""
    old = known or _NEW
    taken = Taken(old)
    taken.measure = replace(
        old,
        area=_kept(found.area, old.area),
        activity=_kept(found.activity, old.activity),
        purpose=_typed(taken, found, "Syfte", old.purpose),
        sustainability=_typed(taken, found, "Hållbarhet", old.sustainability),
        participants=_participants(taken, found, old),
        responsible_person=_person(taken, found, old),
        targets=_targets(taken, old.targets, found.targets),
    )
    _keep_chosen(taken, found, "Tid", capitalised(planned.period(old)))
    _keep_chosen(taken, found, "Finansiering", planned.funding(old))
    return taken


def _kept(said: str, typed: str, shown: str | None = None) -> str:
    """The old text as it was typed, unless the file says something else."""
    return typed if same(said) == same(typed if shown is None else shown) else said


def _typed(taken: Taken, found: FoundMeasure, label: str, old: str) -> str:
    said = found.pairs.get(label, _NOTHING).text
    if old and not said:
        taken.remarks.append(f"«{label}» för insatsen «{found.activity}» är nu tomt.")
    return _kept(said, old)


def _participants(taken: Taken, found: FoundMeasure, old: Measure) -> tuple[str, ...]:
    said = _typed(taken, found, "Medverkande", planned.participants(old))
    if said == planned.participants(old):
        return old.participants
    return tuple(name.strip() for name in re.split("[,;\n]", said) if name.strip())


def _person(taken: Taken, found: FoundMeasure, old: Measure) -> str:
    said = found.pairs.get("Ansvarig", _NOTHING)
    if not said.text or same(said.text) == same(planned.responsible(old)):
        return old.responsible_person
    party = old.responsible.name if old.responsible else ""
    if party and same(said.text).startswith(same(f"{party}, ")):
        return said.text[len(party) :].lstrip(", \u00a0")
    taken.unreadable += said.pieces
    return old.responsible_person


def _keep_chosen(taken: Taken, found: FoundMeasure, label: str, shown: str) -> None:
    said = found.pairs.get(label, _NOTHING)
    if said.text and same(said.text) != same(shown):
        taken.unreadable += said.pieces
        taken.remarks.append(
            f"«{label}» för insatsen «{found.activity}» är ändrat i filen. Gör ändringen i "
            "formuläret."
        )


def _targets(
    taken: Taken, old: tuple[Target, ...], found: Sequence[FoundTarget]
) -> tuple[Target, ...]:
    """Rows and targets belong together by the target's text, then by their place."""
    known = sorted(old, key=lambda target: target.position)
    pairs = _paired(known, found)
    read = {target.id: row for row, target in pairs if target is not None}
    for target in known:
        if target.id not in read:
            taken.remarks.append(f"Målet «{target.text}» finns inte i filen. Det är kvar.")
    last = max((target.position for target in known), default=0)
    new = (row for row, target in pairs if target is None)
    return (
        *(_target(taken, t, read[t.id]) if t.id in read else t for t in known),
        *(
            _target(taken, replace(_NEW_TARGET, position=last + n), row)
            for n, row in enumerate(new, start=1)
        ),
    )


def _paired(
    known: Sequence[Target], found: Sequence[FoundTarget]
) -> list[tuple[FoundTarget, Target | None]]:
    free = dict(enumerate(known))
    named: dict[int, Target] = {}
    for place, row in enumerate(found):
        alike = (n for n, target in free.items() if same(target.text) == same(_text(row)))
        number = next(alike, None)
        if number is not None:
            named[place] = free.pop(number)
    return [
        (row, named[place] if place in named else free.pop(place, None))
        for place, row in enumerate(found)
    ]


def _text(row: FoundTarget) -> str:
    return row.cell("Mål").text


def _target(taken: Taken, old: Target, row: FoundTarget) -> Target:
    indicator, *source = _SOURCE.split(f"\n{row.cell('Indikator').text}", maxsplit=1)
    return replace(
        old,
        level=_kept(row.cell("Nivå").text, old.level, capitalised(old.level)),
        text=_kept(_text(row), old.text),
        indicator=_known(_kept(indicator.removeprefix("\n"), old.indicator)),
        source=_kept("".join(source), old.source),
        unit=_known(_kept(row.cell("Enhet").text, old.unit)),
        baseline=_figure(taken, row.cell("Basvärde"), old.baseline),
        goal=_figure(taken, row.cell("Målvärde"), old.goal),
    )


def _known(said: str) -> str:
    return "" if same(said) == planned.UNKNOWN else said


def _figure(taken: Taken, said: Said, old: Decimal | None) -> Decimal | None:
    if not _known(said.text):
        return None
    if old is not None and same(said.text) == same(number(old)):
        return old
    value = numerals.read(said.text)
    if isinstance(value, Decimal):
        return old if value == old else value
    taken.unreadable += said.pieces
    taken.remarks.append(f"{_no_figure(said.text, value)} Skriv värdet i formuläret.")
    return old


def _no_figure(text: str, doubt: Doubtful) -> str:
    if doubt.why is Doubt.TWO_WAYS:
        return f"«{text}» kan läsas både som {doubt.thousands} och som {doubt.decimals}."
    return f"«{text}» är inget tal."
