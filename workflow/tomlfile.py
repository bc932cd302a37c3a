"""A TOML file read into a strict model, or every fault in it said in Swedish with line and key."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from workflow import tomllines, tomlwords
from workflow.plaintext import composed, hidden_characters, read_text
from workflow.refusals import BadInput, Complaint

CASE_FILE_MAX_BYTES = 2_000_000
LONGEST_LINE = 20_000  # characters: far more than a paragraph, far less than what chokes a parser
MOST_COMPLAINTS = 50  # a person mends these first, and then asks again

ModelT = TypeVar("ModelT", bound=BaseModel)
_BARE_WORD = re.compile(r"\s*+\[{0,2}\s*+([\w.-]+)")


class WrittenFloat(float):
    """A number with decimals, and how it stands in the file: 1.500 may mean two things."""

    def __init__(self, text: str) -> None:
        self.text = text


@dataclass(frozen=True)
class TomlFile:
    """A text that is TOML and holds nothing hidden; if it is the right TOML is not known yet."""

    source: str
    data: Mapping[str, Any]
    lines: tomllines.Lines
    elsewhere: Mapping[tomllines.Path, str] = field(default_factory=dict)  # path -> its own source

    def complaint(self, path: tomllines.Path, text: str) -> Complaint:
        """A complaint about a key, with its line; numbers in the path count elements from 0."""
        for length in range(1, len(path) + 1):
            if source := self.elsewhere.get(path[:length]):
                return Complaint(source, None, tomllines.spelled(path), text)
        return Complaint(self.source, self.lines.line(path), tomllines.spelled(path), text)


def load(path: Path, model: type[ModelT], limit_bytes: int = CASE_FILE_MAX_BYTES) -> ModelT:
    """The model that the file describes; BadInput names every fault at once, in line order."""
    return check(read(path, limit_bytes), model)


def read(path: Path, limit_bytes: int = CASE_FILE_MAX_BYTES) -> TomlFile:
    """The file as TOML, for whoever has more to say about it than a model can."""
    return parse(read_text(path, limit_bytes), str(path))


def parse(text: str, source: str) -> TomlFile:
    """The text as TOML, without hidden characters in it."""
    lines = tomllines.locate(text)
    _refuse(_unfit_lines(text, source, lines))
    try:
        data = tomllib.loads(text, parse_float=WrittenFloat)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(_syntax_complaint(str(error), text, source)) from error
    except (RecursionError, ValueError) as error:  # such as a number of thousands of digits
        told = "filen går inte att läsa: ett tal är för långt, eller en lista för djup."
        raise BadInput.about(source, told) from error
    file = TomlFile(source, data, lines)
    _refuse(_unfit_strings(file, (), data))
    return file


def check(file: TomlFile, model: type[ModelT]) -> ModelT:
    """The model that the TOML describes, or BadInput with every fault."""
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        raise BadInput(*arranged(complaints(file, model, error))) from error


def complaints(
    file: TomlFile, model: type[BaseModel], error: ValidationError
) -> Iterator[Complaint]:
    """Each of pydantic's errors as a complaint about a key of the file."""
    for detail in error.errors(include_url=False):
        if _is_echo(detail):
            continue
        path = _path_in(file.data, detail)
        yield file.complaint(path, _told(model, path, detail))


def arranged(found: Iterator[Complaint]) -> list[Complaint]:
    """Without repetitions, by line; of very many only the first, and how many more there are."""
    ordered = sorted(dict.fromkeys(found), key=lambda each: (each.line or 0, each.key))
    hidden = len(ordered) - MOST_COMPLAINTS
    if hidden <= 0:
        return ordered
    last = f"och {hidden} fel till. Rätta de här först och försök igen."
    return [*ordered[:MOST_COMPLAINTS], Complaint(ordered[0].source, None, "", last)]


def nearest(name: str, allowed: Sequence[str]) -> str | None:
    """The allowed name that the misspelt one most likely was meant to be."""
    plain = {_plain(each): each for each in allowed}
    return next((plain[near] for near in get_close_matches(_plain(name), plain, n=1)), None)


def _plain(name: str) -> str:
    """Lower case without dots and rings: `ar` is near `år`."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _refuse(found: Iterator[Complaint]) -> None:
    if told := arranged(found):
        raise BadInput(*told)


def _unfit_lines(text: str, source: str, lines: tomllines.Lines) -> Iterator[Complaint]:
    if lines.too_deep:
        fault = f"tabeller och listor får ligga i högst {tomllines.DEEPEST} nivåer."
        yield Complaint(source, lines.too_deep, "", fault)
    for number, line in enumerate(text.split("\n"), start=1):
        faults = [fault for _, fault in hidden_characters(line)]
        if len(line) > LONGEST_LINE:
            faults.append(f"raden har fler än {LONGEST_LINE} tecken. Dela upp den på flera rader.")
        for fault in faults:
            yield Complaint(source, number, tomllines.spelled(lines.key_at(number)), fault)


def _unfit_strings(file: TomlFile, path: tomllines.Path, value: object) -> Iterator[Complaint]:
    """What the text itself did not show, since it was written as a code after a backslash."""
    match value:
        case str():
            yield from (file.complaint(path, fault) for _, fault in hidden_characters(value))
            if composed(value) != value:
                yield file.complaint(path, "ett tecken är skrivet i två delar. Skriv det helt.")
        case dict():
            for key, inner in value.items():
                yield from _unfit_strings(file, (*path, key), key)
                yield from _unfit_strings(file, (*path, key), inner)
        case list():
            for index, inner in enumerate(value):
                yield from _unfit_strings(file, (*path, index), inner)


def _syntax_complaint(message: str, text: str, source: str) -> Complaint:
    fault, line = tomlwords.syntax_fault(message)
    written = text.split("\n")
    line = line or len(text.rstrip("\n").split("\n"))
    word = _BARE_WORD.match(written[line - 1])
    if word and not word[1].isascii():
        fault = 'en nyckel med å, ä eller ö ska stå inom citattecken: "år" = 2024.'
    return Complaint(source, line, "", fault)


def _path_in(data: object, detail: ErrorDetails) -> tomllines.Path:
    """The error's place without what is pydantic's own: union branches, names of validators."""
    path: tomllines.Path = ()
    for part in detail["loc"]:
        if isinstance(data, list) or (isinstance(data, dict) and part in data):
            data = data[part]  # type: ignore[index]  # pydantic names a list's place by its number
            path = (*path, part)
    return (*path, detail["loc"][-1]) if detail["type"] == "missing" else path


def _is_echo(detail: ErrorDetails) -> bool:
    """A list is also called too short when its elements are wrong; that is no fault of its own."""
    if detail["type"] != "too_short":
        return False
    return bool(len(detail["input"]) >= detail["ctx"]["min_length"])


def _told(model: type[BaseModel], path: tomllines.Path, detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        allowed = tuple(_fields(model, path[:-1]))
        return tomlwords.unknown_key(nearest(str(path[-1]), allowed), allowed)
    wanted = _fields(model, path[:-1]).get(str(path[-1])) if path else None
    examples = tuple(str(example) for example in (wanted and wanted.examples) or ())
    return tomlwords.fault(detail["type"], detail.get("ctx", {}), examples)


def _fields(model: type[BaseModel], path: tomllines.Path) -> dict[str, FieldInfo]:
    """The fields that a table at this path may have, by their names in the file."""
    models = [model]
    for part in (part for part in path if isinstance(part, str)):
        found = [info for each in models if (info := _named(each).get(part))]
        models = [inner for info in found for inner in _models_in(info.annotation)]
    return {name: info for each in models for name, info in _named(each).items()}


def _named(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The models inside `X`, `X | None`, `tuple[X, ...]`, `dict[str, X]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
