"""The kept compiler: typst with the house's template and two faces of one font, and no others."""

import json
import os
import re
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources
from pathlib import Path

import typst

from documents.unfit import refuse

_TEMPLATE = Path(__file__).resolve().parent / "house.typ"
_FONT = resources.files("font_source_sans_pro") / "files"
_FACES = ("SourceSansPro-Regular.otf", "SourceSansPro-Bold.otf")
_SPECIMEN = b'#set text(font: "Source Sans Pro"); Prov *Prov*'
_UNSHOWN = re.compile("could not be displayed|codepoint")
_QUOTED = re.compile(r'`"(.+?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

# One at a time: the compiler holds the data of the paper that it is on.
_turn = threading.Lock()


def compiled(value: object, data: Mapping[str, object], source: str, day: date) -> bytes:
    """The template set with ``data``; ``BadInput`` where ``value`` holds what no font shows."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    try:
        content = _compile(text, day)
    except typst.TypstError as error:
        unshown = _unshown(error.message)
        if unshown is not None:
            refuse(source, value, unshown)
        raise
    # Whoever adds to the file, as a seal does, begins on a line of their own.
    return content + b"\n"


def _compile(text: str, day: date) -> bytes:
    kept = _kept()
    if kept.process != os.getpid():
        raise RuntimeError("forked after the first PDF, whose threads stayed behind")
    with _turn:
        content = kept.compiler.compile(
            input=_TEMPLATE,
            format="pdf",
            sys_inputs={"data": text},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(day, time(), UTC),
        )
    assert isinstance(content, bytes)  # noqa: S101  # one format, one file
    return content


@dataclass(frozen=True)
class _Kept:
    """The compiler, and the process whose threads it works with; in a fork it would hang."""

    compiler: typst.Compiler
    process: int


@cache
def _kept() -> _Kept:
    """Made at the first paper: to make a compiler costs as much as several papers."""
    with _turn, tempfile.TemporaryDirectory() as folder:
        # The package has each face twice, and which one a folder lists first differs by machine.
        for face in _FACES:
            Path(folder, face).write_bytes((_FONT / face).read_bytes())
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        made = typst.Compiler(root=_TEMPLATE.parent, font_paths=fonts)
        # A face is read when it is first set, so both are set before the folder goes.
        made.compile(input=_SPECIMEN, format="pdf")
    return _Kept(made, os.getpid())


def forget() -> None:
    """Let the compiler go; the next paper makes another."""
    _kept.cache_clear()


def _unshown(message: str) -> re.Pattern[str] | None:
    """What typst says can't be shown, as what to look for in the paper's own texts."""
    quoted = _QUOTED.search(message) if _UNSHOWN.search(message) else None
    if quoted is None:
        return None
    characters = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), quoted[1])
    return re.compile(f"[{re.escape(characters)}]")
