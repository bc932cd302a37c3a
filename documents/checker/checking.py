"""The check itself: every rule over a draft, the remarks in reading order, and putting right."""

from collections.abc import Iterable
from dataclasses import replace

from documents.checker.model import Draft, Found, Known, Remark, Rule, remedy
from documents.checker.rules import BY_NAME, RULES
from documents.checker.setting import typeset_whole
from documents.checker.textdraft import draft_of_text

_ROUNDS = 8  # what one correction uncovers, the next puts right


def check(draft: Draft) -> tuple[Remark, ...]:
    """Every remark on the draft, in the order of reading."""
    places = {id(passage): place for place, passage in enumerate(draft.passages)}
    found = [
        (places[id(fault.passage)], fault.start, order, _remark(rule, fault))
        for order, rule in enumerate(RULES)
        for fault in rule.find(draft)
        if not (draft.typeset_later and rule.by_typesetting and _is_mended(rule, fault, draft))
    ]
    found.sort(key=lambda each: each[:3])
    return tuple(dict.fromkeys(remark for *_, remark in found))


def check_text(text: str, known: Known | None = None) -> tuple[Remark, ...]:
    return check(draft_of_text(text, known or Known()))


def notes(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Those of the remarks that are worth knowing but name no fault."""
    return tuple(remark for remark in remarks if BY_NAME[remark.rule].note)


def grave(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Those of the remarks that are about law, or about what is decided."""
    return tuple(remark for remark in remarks if BY_NAME[remark.rule].grave)


def _remark(rule: Rule, found: Found) -> Remark:
    passage = found.passage
    line, column = passage.place(found.start)
    text = found.fault + remedy(found.suggestion)
    words = passage.text[found.start : found.end]
    return Remark(rule.name, passage.where, line, column, words, found.suggestion, text)


def _is_mended(rule: Rule, found: Found, draft: Draft) -> bool:
    passage = replace(found.passage, text=typeset_whole(found.passage.text))
    return not any(rule.find(replace(draft, passages=(passage,))))


def apply(text: str, remarks: Iterable[Remark]) -> str:
    """The text with the mechanical suggestions put in.

    Remarks made on another text, or on this one before it was put right, change nothing. Where
    two remarks touch the same letters, the first stands.
    """
    starts = _line_starts(text)
    changes = [(_offset(starts, each), each) for each in remarks if _is_mechanical(each)]
    if not all(_fits(text, start, each) for start, each in changes):
        return text
    pieces, done = [], 0
    for start, each in _apart(changes):
        pieces += [text[done:start], each.suggestion or ""]
        done = start + len(each.found)
    return "".join(pieces) + text[done:]


def corrected(text: str, known: Known | None = None) -> str:
    """The text with everything mechanical put right; once put right it stays as it is."""
    for _ in range(_ROUNDS):
        better = apply(text, check_text(text, known))
        if better == text:
            break
        text = better
    return text


def _is_mechanical(remark: Remark) -> bool:
    return BY_NAME[remark.rule].mechanical and remark.suggestion is not None


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _offset(starts: list[int], remark: Remark) -> int:
    return starts[min(max(remark.line, 1), len(starts)) - 1] + remark.column - 1


def _fits(text: str, start: int, remark: Remark) -> bool:
    """The words stand there, and are not already the right ones, of which they may be a part."""
    right = remark.suggestion or ""
    done = right.startswith(remark.found) and text.startswith(right, start)
    return text.startswith(remark.found, start) and not done


def _apart(changes: list[tuple[int, Remark]]) -> list[tuple[int, Remark]]:
    """The changes without those that begin inside an earlier one."""
    kept: list[tuple[int, Remark]] = []
    end = -1
    for start, remark in sorted(changes, key=lambda change: change[0]):
        if start >= end:
            kept.append((start, remark))
            end = start + max(1, len(remark.found))
    return kept
