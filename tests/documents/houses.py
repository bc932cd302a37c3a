"""The two sample organisations' own files as they were made: marks in PNG, a template in Word."""

import struct
import zlib
from collections.abc import Callable

from documents import template
from documents.parts import Logo

Colour = tuple[int, int, int]
Shape = Callable[[int, int], Colour | None]
Mark = Callable[[], bytes]

WHITE: Colour = (255, 255, 255)
SIZE = 132
FONT = "Arial"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(rows: bytes, width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(rows, 9)
    inner = _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + inner


def drawn(shape: Shape, width: int = SIZE, height: int = SIZE) -> bytes:
    """The picture's rows, each after PNG's sign that nothing is left out."""
    return b"".join(
        b"\0" + b"".join(bytes(shape(x, y) or WHITE) for x in range(width)) for y in range(height)
    )


def peaks(x: int, y: int) -> Colour | None:
    """Two hills over a line: an abstract mark of nobody's."""
    near = y > 40 + abs(x - 48) and y < 104
    far = y > 62 + abs(x - 92) and y < 104
    line = 112 < y < 120
    if near or line:
        return (31, 78, 95)
    return (120, 160, 150) if far else None


def circles(x: int, y: int) -> Colour | None:
    left = (x - 50) ** 2 + (y - 66) ** 2 < 44**2
    right = (x - 130) ** 2 + (y - 66) ** 2 < 44**2
    if left and right:
        return (60, 20, 60)
    if left:
        return (140, 40, 90)
    return (210, 130, 60) if right else None


def seeds_mark() -> bytes:
    return drawn(peaks)


def examples_mark() -> bytes:
    return drawn(circles, 180, SIZE)


def logo_of(content: bytes, alt: str = "Ett märke") -> Logo:
    return Logo(content, "image/png", alt)


def rows_of(picture: bytes) -> bytes:
    """The picture's own rows, whatever packed them."""
    at, packed = 8, b""
    while at < len(picture):
        length, kind = struct.unpack_from(">I4s", picture, at)
        packed += picture[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return zlib.decompress(packed)


_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FOOT = "Exempelregionen, Storgatan 1, Exempelstad"


def template_parts() -> dict[str, bytes]:
    """The made-up region's template: its font, colour, margins and foot."""
    parts = template.members(FONT)
    styles = parts["word/styles.xml"].decode()
    styles = styles.replace("<w:b/><w:sz", '<w:b/><w:color w:val="8C285A"/><w:sz')
    document = parts["word/document.xml"].decode()
    document = document.replace('w:left="1418"', 'w:left="1701"').replace(
        'w:right="1418"', 'w:right="1134"'
    )
    foot = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>{FOOT}</w:t></w:r></w:p>'
    return parts | {
        "word/styles.xml": styles.encode(),
        "word/document.xml": document.encode(),
        "word/footer1.xml": f"{_XML}<w:ftr {_NS}>{foot}</w:ftr>".encode(),
    }


def own_template(**changed: bytes) -> bytes:
    """The template as a file, with these parts instead (``word/x.xml`` is ``x``)."""
    named = {f"word/{name}.xml": content for name, content in changed.items()}
    return template.zipped(template_parts() | named)
