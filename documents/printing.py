"""Several finished papers as one file to print: each begins on a sheet of its own."""

import hashlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter

_PDF: Any = generic  # pyHanko's objects carry none
# What a page has from the pages above it, and what it needs to be seen; the rest is of its file.
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_SEEN = ("/Type", "/Contents", *_INHERITED)
_A4 = (0, 0, 595, 842)


class _Writer(PdfFileWriter):
    """Without the moment of writing, which pyHanko else sets from the clock."""

    def _update_meta(self) -> None:
        """Nothing is said of when and by what the file was put together."""


def joined(papers: Iterable[bytes]) -> bytes:
    """The pages of the PDF files in their order; for the printer only, seals do not follow along.

    A paper with an odd number of pages is given a blank one, so that the next begins on a new
    sheet also where the printer prints on both sides. The same papers give the same bytes.
    """
    writer: Any = _Writer()  # type: ignore[no-untyped-call]  # pyHanko carries no types
    named = hashlib.sha256()
    for content in papers:
        named.update(hashlib.sha256(content).digest())
        _add(writer, content)
    identity = _PDF.ByteStringObject(named.digest()[:16])
    writer._document_id = _PDF.ArrayObject([identity, identity])  # noqa: SLF001  # else by chance
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _add(writer: Any, content: bytes) -> None:  # noqa: ANN401  # pyHanko carries no types
    reader: Any = PdfFileReader(BytesIO(content))
    # Imported together, so that what the pages share is there once.
    found = _PDF.ArrayObject(_pages(reader))
    found.container_ref = reader.root.container_ref
    pages = writer.import_object(found)
    for page in pages:
        writer.insert_page(page)
    if len(pages) % 2:
        writer.insert_page(_blank(pages[-1]))


def _pages(reader: Any) -> Iterator[Any]:  # noqa: ANN401
    for number in range(int(reader.root["/Pages"]["/Count"])):
        place, _resources = reader.find_page_for_modification(number)
        page = place.get_object()
        kept = _above(page) | {key: page.raw_get(key) for key in _SEEN if key in page}
        yield _PDF.DictionaryObject({_PDF.NameObject(key): kept[key] for key in kept})


def _above(page: Any) -> dict[str, Any]:  # noqa: ANN401
    """What the page has from above, the nearest first."""
    found: dict[str, Any] = {}
    while "/Parent" in page:
        page = page["/Parent"]
        for key in _INHERITED:
            if key in page:
                found.setdefault(key, page.raw_get(key))
    return found


def _blank(like: Any) -> Any:  # noqa: ANN401
    """An empty page of the same size."""
    sides = (round(float(side)) for side in like.get("/MediaBox", _A4))
    made = {
        "/Type": _PDF.NameObject("/Page"),
        "/MediaBox": _PDF.ArrayObject(_PDF.NumberObject(side) for side in sides),
        "/Resources": _PDF.DictionaryObject(),
    }
    return _PDF.DictionaryObject({_PDF.NameObject(key): made[key] for key in made})
