"""Two versions of a paper as one Word file with marked changes, to be accepted or rejected."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import date
from itertools import count

from docx.oxml.ns import qn
from lxml import etree

from documents import word
from documents.alignment import aligned
from documents.compare import Added, Removed, Same, compare_texts, key, likeness
from documents.parts import Paper
from documents.template import zipped
from documents.wordxml import Element, add, add_run, element, serialised

_DOCUMENT, _NUMBERING = "word/document.xml", "word/numbering.xml"
_MARKED = (_DOCUMENT, "word/header1.xml", "word/footer1.xml")
_NUMBERED = "0"  # the template's list of beslutssatser
_TEXTS = {qn("w:br"): "\n", qn("w:tab"): "\t"}

Wrap = Callable[[], Element]
Pairs = tuple[tuple[int | None, int | None], ...]


def render(old: Paper, new: Paper) -> bytes:
    """The new paper with all that differs from the old marked as the new sender's changes.

    Accepting every change gives the new text, rejecting every change the old. The same two
    papers give the same bytes. What moved is marked as removed there and added here.
    """
    before, after = _members(old), _members(new)
    marks = _Marks(new.head.organisation, new.head.dated_on)
    numbering = _Numbering(etree.fromstring(after[_NUMBERING]))
    for name in _MARKED:
        was, now = _unframed(before[name]), _unframed(after[name])
        _merge(_story(was), _story(now), marks, numbering)
        after[name] = serialised(now)
    return zipped(after | {_NUMBERING: serialised(numbering.root)})


def _members(paper: Paper) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word.render(paper))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _unframed(content: bytes) -> Element:
    """A story without frames at the side: LibreOffice can't settle a change inside one."""
    root = etree.fromstring(content)
    for frame in list(root.iter(qn("w:framePr"))):
        parent = frame.getparent()
        if parent is not None:
            parent.remove(frame)
    return root


def _story(root: Element) -> Element:
    """What holds the paragraphs: the body of a document, a header or a footer itself."""
    body = root.find(qn("w:body"))
    return root if body is None else body


class _Marks:
    """The elements that say who changed what and when; each has its own number."""

    def __init__(self, author: str, on: date) -> None:
        self._author, self._date, self._numbers = author, f"{on.isoformat()}T00:00:00Z", count(1)

    def added(self) -> Element:
        return self._mark("w:ins")

    def removed(self) -> Element:
        return self._mark("w:del")

    def _mark(self, tag: str) -> Element:
        made = element(tag)
        for name, value in (
            ("id", str(next(self._numbers))),
            ("author", self._author),
            ("date", self._date),
        ):
            made.set(qn(f"w:{name}"), value)
        return made


class _Numbering:
    """The lists of both papers in one file: an old list is the new one that took its items."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._new: dict[str, str] = {}

    def settle(self, olds: list[Element], news: list[Element], pairs: Pairs) -> None:
        """Give each removed item a number of its own list, whatever that is called now."""
        for i, j in pairs:
            if i is not None and j is not None:
                for was, now in zip(_lists(olds[i]), _lists(news[j]), strict=False):
                    self._new.setdefault(_value(was), _value(now))
        for was in (
            was for i, j in pairs if i is not None and j is None for was in _lists(olds[i])
        ):
            number = self._new.get(_value(was)) or self._begun()
            self._new[_value(was)] = number
            was.set(qn("w:val"), number)

    def _begun(self) -> str:
        number = str(len(self.root.findall(qn("w:num"))) + 1)
        entry = add(self.root, "w:num", numId=number)
        add(entry, "w:abstractNumId", val=_NUMBERED)
        add(add(entry, "w:lvlOverride", ilvl="0"), "w:startOverride", val="1")
        return number


def _lists(item: Element) -> list[Element]:
    return list(item.iter(qn("w:numId")))


def _value(item: Element) -> str:
    return item.get(qn("w:val"), "")


def _merge(old: Element, new: Element, marks: _Marks, numbering: _Numbering) -> None:
    """Set the old story's paragraphs and tables into the new one, all changes marked."""
    olds, news = _items(old), _items(new)
    pairs = aligned(_keys(olds), _keys(news), _item_likeness(olds, news)).pairs
    numbering.settle(olds, news, pairs)
    for item in news:
        new.remove(item)
    for place, item in enumerate(_merged(olds, news, pairs, marks)):
        new.insert(place, item)


def _merged(
    olds: list[Element], news: list[Element], pairs: Pairs, marks: _Marks
) -> Iterator[Element]:
    for i, j in pairs:
        if j is None and i is not None:
            yield _whole(olds[i], marks.removed)
        elif i is None and j is not None:
            yield _whole(news[j], marks.added)
        elif i is not None and j is not None:
            yield _rewritten(olds[i], news[j], marks)


def _items(story: Element) -> list[Element]:
    return [item for item in story if item.tag in (qn("w:p"), qn("w:tbl"))]


def _keys(items: Iterable[Element]) -> list[tuple[object, ...]]:
    return [(*_kind(item), key(_text(item))) for item in items]


def _kind(item: Element) -> tuple[object, ...]:
    """What two items must share to be the same one: style and fields, or the columns."""
    if item.tag == qn("w:tbl"):
        return (item.tag, len(item.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")))
    if item.tag == qn("w:tr"):
        return (item.tag,)
    style = item.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return (item.tag, "" if style is None else _value(style), *_fields(item))


def _fields(item: Element) -> tuple[str, ...]:
    return tuple(str(part.tag) for part in _content(item) if part.tag != qn("w:r"))


def _item_likeness(olds: list[Element], news: list[Element]) -> Callable[[int, int], float]:
    """As alike as their words; a line with fields in it, such as the page's foot, is the same."""
    words = likeness([_telling(item) for item in olds], [_telling(item) for item in news])
    old_kinds, new_kinds = [_kind(item) for item in olds], [_kind(item) for item in news]

    def weighed(i: int, j: int) -> float:
        if old_kinds[i] != new_kinds[j]:
            return 0.0
        return 1.0 if olds[i].tag == qn("w:p") and _fields(olds[i]) else words(i, j)

    return weighed


def _telling(item: Element) -> str:
    """A table's head row tells nothing: all tables of a kind share it."""
    rows = item.findall(qn("w:tr"))
    return " ".join(_text(row) for row in rows[1:]) if rows else _text(item)


def _text(item: Element) -> str:
    return "".join(_texts(item))


def _texts(item: Element) -> Iterator[str]:
    for part in item.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:p")):
        if part.tag == qn("w:p"):
            yield "\n" if part is not item else ""
        elif _is_in_run(part):  # a tab stop of the paragraph's own goes by the same name
            yield _TEXTS.get(part.tag, part.text or "")


def _is_in_run(part: Element) -> bool:
    parent = part.getparent()
    return parent is not None and parent.tag == qn("w:r")


def _whole(item: Element, mark: Wrap) -> Element:
    """The paragraph or table with everything in it marked, its rows and paragraph ends too."""
    for row in item.iter(qn("w:tr")):
        _properties(row, "w:trPr").append(mark())
    for paragraph in item.iter(qn("w:p")):
        ending = add(_properties(paragraph, "w:pPr"), "w:rPr")
        ending.append(mark())
    for run in list(item.iter(qn("w:r"))):
        _wrapped(run, mark())
    return item


def _properties(holder: Element, tag: str) -> Element:
    found = holder.find(qn(tag))
    if found is None:
        found = element(tag)
        holder.insert(0, found)
    return found


def _wrapped(run: Element, mark: Element) -> None:
    run.addprevious(mark)
    mark.append(run)
    if mark.tag == qn("w:del"):
        for text in run.findall(qn("w:t")):
            text.tag = qn("w:delText")


def _rewritten(old: Element, new: Element, marks: _Marks) -> Element:
    if _text(old) == _text(new):
        return new
    if new.tag == qn("w:tbl"):
        return _table(old, new, marks)
    if new.tag == qn("w:tr"):
        return _row(old, new, marks)
    return _paragraph(old, new, marks)


def _paragraph(old: Element, new: Element, marks: _Marks) -> Element:
    """The new paragraph; the words between its fields are compared stretch by stretch."""
    made: list[Element] = []
    for (was, _), (now, field) in zip(_stretches(old), _stretches(new), strict=True):
        made += _marked(was, now, marks)
        made += field
    for part in _content(new):
        new.remove(part)
    new.extend(made)
    return new


def _stretches(paragraph: Element) -> list[tuple[list[Element], list[Element]]]:
    """Runs that follow each other, each time with the field that comes after them."""
    found: list[tuple[list[Element], list[Element]]] = [([], [])]
    for part in _content(paragraph):
        runs, field = found[-1]
        if part.tag == qn("w:r"):
            runs.append(part)
        else:
            field.append(part)
            found.append(([], []))
    return found


def _content(paragraph: Element) -> list[Element]:
    return [part for part in paragraph if part.tag != qn("w:pPr")]


def _marked(was: list[Element], now: list[Element], marks: _Marks) -> Iterator[Element]:
    text = compare_texts("".join(map(_text, was)), "".join(map(_text, now)))
    for part in text.runs:
        match part:
            case Same():
                yield _run(part.new, now)
            case Added() | Removed():
                run = _run(part.text, now if isinstance(part, Added) else was)
                holder = element("w:p")
                holder.append(run)
                _wrapped(run, marks.added() if isinstance(part, Added) else marks.removed())
                yield holder[0]


def _run(text: str, like: list[Element]) -> Element:
    """A run that looks as those that it comes from."""
    holder = element("w:p")
    add_run(holder, text)
    look = like[0].find(qn("w:rPr"))
    if look is not None:
        holder[0].insert(0, deepcopy(look))
    return holder[0]


def _table(old: Element, new: Element, marks: _Marks) -> Element:
    """Row by row; a row that both have is compared cell by cell."""
    olds, news = old.findall(qn("w:tr")), new.findall(qn("w:tr"))
    pairs = aligned(_keys(olds), _keys(news), _item_likeness(olds, news)).pairs
    for row in news:
        new.remove(row)
    new.extend(_merged(olds, news, pairs, marks))
    return new


def _row(old: Element, new: Element, marks: _Marks) -> Element:
    cells = zip(old.iter(qn("w:p")), new.iter(qn("w:p")), strict=True)
    for was, now in list(cells):
        _rewritten(was, now, marks)
    return new
