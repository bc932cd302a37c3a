"""Parts as the data that the PDF template sets: what stays together, what may break, how wide."""

from collections.abc import Sequence
from itertools import zip_longest

from documents.parts import (
    Block,
    Bullets,
    Clauses,
    Column,
    Head,
    Heading,
    KeyValues,
    Lines,
    Logo,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from documents.pdf.breaking import Words, words
from documents.unfit import texts
from workflow.refusals import BadInput

Data = dict[str, object]

_PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
_PICTURES_ONLY = "bilden måste vara PNG, JPEG eller SVG; spara om den och ange filen på nytt"
_LINE = 90  # characters that a line of running text holds, counted low
_KEY = 20  # characters that the column of names holds
_SHORT = 5  # a list or table of so few lines is not split between two pages
_SHORT_TEXT = 20  # nor are so many lines of text in all, or these and their table
_LONG = 10_000  # a text of so many characters is set the quick way
_TALL = 30  # a row of so many lines may break, or it would run off the page
_DEEPEST = 3  # ranks of headings
_LINE_HEIGHT, _SIGNATURE_AIR = 14.1, 40.0  # in points, counted high
_MOST_SIGNED = 12  # lines of a signature that are held together


def laid_out(paper: Paper) -> Data:
    """The paper as the template reads it."""
    return {
        "named": words(_named(paper), _LINE),
        "title": words(paper.title, _LINE // 2),
        "head": _head(paper.head) | {"logo": _logo(paper.logo)},
        "parts": _parts(paper.blocks),
    }


def _named(paper: Paper) -> str:
    """Which paper it is among others; a title that begins by saying so needs no more."""
    label = paper.head.label
    return paper.title if paper.title.startswith(f"{label}:") else f"{label}: {paper.title}"


def _head(head: Head) -> Data:
    sender = (
        head.unit,
        head.officer,
        head.phone and f"Tfn: {head.phone}",
        head.email and f"E-post: {head.email}",
    )
    right = (head.dated_on.isoformat(), head.reference, *head.notes)
    return {
        "organisation": words(head.organisation, _LINE // 2),
        "label": words(head.label, _LINE // 3),
        "left": [words(line, _LINE // 2) for line in sender if line],
        "right": [words(line, _LINE // 3) for line in right if line],
        "reference": words(head.reference, _LINE // 3),
        "below": [words(line, _LINE) for line in (" · ".join(head.contact), *head.address) if line],
    }


def _logo(logo: Logo | None) -> Data | None:
    if logo is None:
        return None
    if logo.media_type not in _PICTURES:
        raise BadInput.about("logotyp", _PICTURES_ONLY)
    # A picture is a list of numbers: the way that data reaches the template knows no bytes.
    return {"bytes": list(logo.content), "format": _PICTURES[logo.media_type], "alt": logo.alt}


def _parts(blocks: Sequence[Block]) -> list[Data]:
    made, rank, held = [], 0, 0.0
    shown = [block for block in blocks if not _is_empty(block)]
    for block, following in zip_longest(shown, shown[1:]):
        if isinstance(block, Heading):
            # A rank that is skipped would leave those who listen to the paper lost.
            rank = min(block.level, rank + 1, _DEEPEST)
        room = held if isinstance(block, Signature) else _room(block, following)
        made.append(_part(block, following, rank, room))
        held = 0.0 if isinstance(block, Signature) else room
    return made


def _is_empty(block: Block) -> bool:
    match block:
        case Heading():
            return not block.text.strip()
        case Clauses() | Lines() | Bullets():
            return not block.items
        case KeyValues():
            return not block.pairs
        case Signature():
            return not block.lines
        case _:
            return False


def _room(block: Block, following: Block | None) -> float:
    """How much of the page ``block`` keeps free below it for the signature that follows.

    A heading needs not: it is always with what it heads.
    """
    if not isinstance(following, Signature) or isinstance(block, Heading):
        return 0
    if isinstance(block, Table) and not block.rows:
        return 0
    lines = _height(following)
    return lines * _LINE_HEIGHT + _SIGNATURE_AIR if lines <= _MOST_SIGNED else 0


def _part(block: Block, following: Block | None, rank: int, room: float) -> Data:
    match block:
        case Heading():
            return {"kind": "heading", "level": rank, "text": words(block.text, _LINE // 2)}
        case Table():
            return _table(block) | {"room": room}
        case Signature():
            return _signature(block) | {"room": room}
        case _:
            # What stands before a table leads to it, so the two are kept together.
            leads = isinstance(following, Table) and _is_short(block)
            return _text(block) | {"room": room, "leads": leads}


def _text(block: Paragraph | Note | Clauses | Lines | Bullets | KeyValues) -> Data:
    match block:
        case Paragraph():
            return _running("paragraph", block.text)
        case Note():
            return _running("note", block.text)
        case Clauses():
            return _clauses(block)
        case Lines():
            return _listed("lines", block)
        case Bullets():
            return _listed("bullets", block)
        case KeyValues():
            return _key_values(block)


def _is_short(block: Block) -> bool:
    return sum(_lines(text, _LINE) for text in texts(block)) <= _SHORT_TEXT


def _height(signature: Signature) -> int:
    return sum(_lines(line, _LINE // 2) for line in signature.lines)


def _lines(text: str, room: int) -> int:
    """How many lines the text takes at most."""
    return sum(len(line) // room + 1 for line in text.splitlines() or ("",))


def _running(kind: str, text: str) -> Data:
    return {"kind": kind, "text": words(text, _LINE), "long": len(text) > _LONG}


def _clauses(block: Clauses) -> Data:
    if len(block.items) == 1:
        return _running("paragraph", block.items[0])
    return _listed("clauses", block) | {"whole": False}


def _listed(kind: str, block: Clauses | Lines | Bullets) -> Data:
    return {
        "kind": kind,
        "items": [words(item, _LINE) for item in block.items],
        "whole": len(block.items) <= _SHORT and _is_short(block),
    }


def _key_values(block: KeyValues) -> Data:
    pairs: list[Data] = [
        {
            "key": words(f"{key}:", _LINE),
            "value": words(value, _LINE * 2 // 3),
            "short": len(key) < _KEY,
        }
        for key, value in block.pairs
    ]
    whole = _is_short(block)
    return {"kind": "key-values", "pairs": pairs, "whole": whole}


def _table(block: Table) -> Data:
    shares = sum(column.share for column in block.columns)
    rooms = [max(_LINE * column.share // shares - 1, 4) for column in block.columns]
    tallest = max((_tallest(cells, rooms) for cells in block.rows), default=0)
    return {
        "kind": "table",
        "columns": [
            _column(column, wide) for column, wide in zip(block.columns, rooms, strict=True)
        ],
        "rows": [_row(cells, rooms) for cells in block.rows],
        "total": block.has_total,
        "whole": len(block.rows) <= _SHORT and tallest < _TALL // _SHORT,
    }


def _column(column: Column, room: int) -> Data:
    return {
        "title": words(column.title, room),
        "share": column.share,
        "numeric": column.numeric,
    }


def _row(cells: tuple[str, ...], rooms: list[int]) -> Data:
    return {
        "cells": [words(cell, room) for cell, room in zip(cells, rooms, strict=True)],
        "tall": _tallest(cells, rooms) > _TALL,
    }


def _tallest(cells: tuple[str, ...], rooms: list[int]) -> int:
    return max(_lines(cell, room) for cell, room in zip(cells, rooms, strict=True))


def _signature(block: Signature) -> Data:
    lines: list[Words] = [words(line, _LINE // 2) for line in block.lines]
    return {"kind": "signature", "lines": lines, "tall": _height(block) > _MOST_SIGNED}
