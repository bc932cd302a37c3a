"""Pictures that papers can hold: PNG and JPEG, whole, and no larger than a logo need be."""

import struct
import zlib
from collections.abc import Iterator

MOST_BYTES = 200_000
MOST_PIXELS = 2_000  # to a side
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of each of PNG's kinds of colour
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # the JPEG frames that every program shows
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG marks with nothing after them
_SAVE_ANEW = "Spara om bilden som PNG och ange den på nytt."


def media_type(content: bytes) -> str:
    """The media type that the content itself shows."""
    return "image/png" if content.startswith(_PNG) else "image/jpeg"


def size(content: bytes) -> tuple[int, int]:
    """Width and height; ``ValueError`` in Swedish for what is no whole PNG or JPEG."""
    if len(content) > MOST_BYTES:
        raise ValueError(
            f"bilden är större än {MOST_BYTES // 1000} kB. Spara den i mindre storlek."
        )
    try:
        width, height = _measured(content)
    except (struct.error, zlib.error, IndexError) as error:
        raise ValueError(f"bilden är trasig. {_SAVE_ANEW}") from error
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise ValueError(
            f"bilden är {width} gånger {height} bildpunkter, högst {MOST_PIXELS} åt varje håll får "
            "plats. Spara den i mindre storlek."
        )
    return width, height


def _measured(content: bytes) -> tuple[int, int]:
    if content.startswith(_PNG):
        return _of_png(content)
    if content.startswith(_JPEG):
        return _of_jpeg(content)
    raise ValueError(f"bilden måste vara PNG eller JPEG. {_SAVE_ANEW}")


def _of_png(content: bytes) -> tuple[int, int]:
    chunks = list(_chunks(content))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND" or colour not in _CHANNELS:
        raise struct.error
    if interlaced:
        raise ValueError(f"bilden är sparad i omgångar (interlaced). {_SAVE_ANEW}")
    if max(width, height) <= MOST_PIXELS:
        row = 1 + (width * depth * _CHANNELS[colour] + 7) // 8
        _refuse_cut(b"".join(data for kind, data in chunks if kind == b"IDAT"), row * height)
    return width, height


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        (told,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(kind + data) != told:
            raise struct.error
        yield kind, data
        at += 12 + length


def _refuse_cut(packed: bytes, whole: int) -> None:
    if len(zlib.decompressobj().decompress(packed, whole + 1)) != whole:
        raise struct.error


def _of_jpeg(content: bytes) -> tuple[int, int]:
    if not content.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise struct.error
    at = 2
    while content[at] == 0xFF:
        mark = content[at + 1]
        if mark in _FRAMES:
            height, width, colours = struct.unpack_from(">HHB", content, at + 5)
            if colours not in (1, 3):  # a paper kept for good has the colours of the screen
                raise ValueError(f"bilden har färger för tryck (CMYK). {_SAVE_ANEW}")
            return width, height
        at += 2 if mark in _ALONE else 2 + struct.unpack_from(">H", content, at + 2)[0]
    raise struct.error
