"""The process that sets papers: typst with the house's template and two faces, and no others.

It is run as a program of its own by ``compiler``, and ends when nobody holds its input any more.
Each paper comes as four bytes of length and JSON, and goes as one byte (``P`` for a paper, ``E``
for what typst says is wrong), four bytes of length, and the bytes.
"""

import json
import struct
import sys
import tempfile
from datetime import UTC, date, datetime, time
from importlib import resources
from pathlib import Path
from typing import BinaryIO

import typst

TEMPLATE = Path(__file__).resolve().parent / "house.typ"
PAPER, WRONG = b"P", b"E"
LENGTH = struct.Struct(">I")
_FONT = "font_source_sans_pro"
_FACES = ("SourceSansPro-Regular.otf", "SourceSansPro-Bold.otf")
_SPECIMEN = b'#set text(font: "Source Sans Pro"); Prov *Prov*'


def main() -> None:
    compiler = _compiler()
    while (asked := _read(sys.stdin.buffer)) is not None:
        status, content = _answered(compiler, asked)
        sys.stdout.buffer.write(status + LENGTH.pack(len(content)) + content)
        sys.stdout.buffer.flush()


def _compiler() -> typst.Compiler:
    """Made once: to make a compiler costs as much as several papers."""
    with tempfile.TemporaryDirectory() as folder:
        # The package has each face twice, and which one a folder lists first differs by machine.
        for face in _FACES:
            content = (resources.files(_FONT) / "files" / face).read_bytes()
            Path(folder, face).write_bytes(content)
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        made = typst.Compiler(root=TEMPLATE.parent, font_paths=fonts)
        # A face is read when it is first set, so both are set before the folder goes.
        made.compile(input=_SPECIMEN, format="pdf")
    return made


def _read(stream: BinaryIO) -> bytes | None:
    """The next paper's data; nothing where the other side has gone."""
    length = stream.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    return stream.read(LENGTH.unpack(length)[0])


def _answered(compiler: typst.Compiler, asked: bytes) -> tuple[bytes, bytes]:
    said = json.loads(asked)
    try:
        content = compiler.compile(
            input=TEMPLATE,
            format="pdf",
            sys_inputs={"data": said["data"]},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(date.fromisoformat(said["day"]), time(), UTC),
        )
    except typst.TypstError as error:
        return WRONG, error.message.encode()
    assert isinstance(content, bytes)  # noqa: S101  # one format, one file
    return PAPER, content


if __name__ == "__main__":
    main()
