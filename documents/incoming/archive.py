"""The ZIP file around a Word document: what its list of parts must be before one is unpacked."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from workflow.refusals import BadInput

MOST_PARTS = 500
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100
_BLOCK = 65_536
_SMALL = 10_000  # a part as small as this may be pressed as hard as it will
_START, _END = b"PK\x03\x04", b"PK\x05\x06"
_COUNT = struct.Struct("<H")
_TRICK = re.compile(r"(?:^|/)\.{1,2}(?:/|$)|^/|[\\:\x00-\x1f\x7f]")
_PRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SAVE_ANEW = "Öppna den i Word, spara den på nytt som .docx och ladda upp den igen."


def refusal(text: str) -> BadInput:
    """A refusal in one Swedish sentence or two; the file's name is added by who knows it."""
    return BadInput.about("", text)


def broken() -> BadInput:
    return refusal(f"filen är trasig. {_SAVE_ANEW}")


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive with its list of parts examined; nothing is unpacked yet."""
    _refuse_many(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, RuntimeError, ValueError, struct.error) as error:
        raise broken() from error
    _refuse_more_than_a_document(archive, content)
    _refuse_names(archive.infolist())
    _refuse_sizes(archive.infolist())
    return archive


def blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's content piece by piece; never more than its list said, or it is refused."""
    try:
        with archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                yield block
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise broken() from error


def _refuse_many(content: bytes) -> None:
    """The count at the end of the file is looked at before the list itself is read."""
    end = content.rfind(_END)
    if end < 0 or len(content) < end + 22:
        raise broken()
    (count,) = _COUNT.unpack_from(content, end + 10)
    _refuse_count(count)


def _refuse_count(count: int) -> None:
    if count > MOST_PARTS:
        raise refusal(
            f"filen har fler än {MOST_PARTS} delar. Kopiera texten till ett nytt dokument i Word "
            "och ladda upp det."
        )


def _refuse_more_than_a_document(archive: zipfile.ZipFile, content: bytes) -> None:
    parts = archive.infolist()
    _refuse_count(len(parts))
    starts_first = (
        content.startswith(_START) and min((part.header_offset for part in parts), default=1) == 0
    )
    if archive.comment or not starts_first:
        raise refusal(f"filen har något mer i sig än ett Worddokument. {_SAVE_ANEW}")
    if any(part.flag_bits & 0x1 for part in parts):
        raise refusal("filen är krypterad. Ta bort lösenordet i Word och ladda upp den igen.")
    if any(part.compress_type not in _PRESSED for part in parts):
        raise refusal(f"filen är packad på ett ovanligt sätt. {_SAVE_ANEW}")


def _refuse_names(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.orig_filename for part in parts]
    if any(_TRICK.search(name) for name in names):
        raise refusal(f"filen har en del vars namn pekar utanför filen. {_SAVE_ANEW}")
    if len({name.casefold() for name in names}) < len(names):
        raise refusal(f"filen har två delar med samma namn. {_SAVE_ANEW}")


def _refuse_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    if unpacked > MOST_UNPACKED:
        raise refusal(
            f"filen blir större än {MOST_UNPACKED // 1_000_000} MB när den packas upp. "
            "Ta bort bilder, eller dela upp den, och ladda upp den igen."
        )
    pressed = [(part.file_size, part.compress_size) for part in parts if part.file_size > _SMALL]
    if any(size > MOST_RATIO * max(small, 1) for size, small in (*pressed, (unpacked, packed))):
        raise refusal(
            f"filen blir mer än {MOST_RATIO} gånger större när den packas upp. Kopiera texten "
            "till ett nytt dokument i Word och ladda upp det."
        )
