"""A Word file as an officer meets it on the pages: fetched, edited, sent back."""

from io import BytesIO

import pytest

from tests.documents.wordfiles import p, r, relation, unzipped, wordfile, zipped
from tests.web.pages.page import Page
from tests.web.pages.site import Client

DOCUMENT = "word/document.xml"
LONG = " ".join(map(str, range(170_000)))
REFUSED = pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "tom.docx", "filen är tom"),
        (b"%PDF-1.7", "plan.pdf", "Ladda upp Wordfilen (.docx) i stället"),
        (b"PK\x03\x04 trasig", "trasig.docx", "filen är trasig"),
        (wordfile(p(r("x")), {"../ut.xml": "<x/>"}), "ut.docx", "pekar utanför filen"),
        (wordfile(p(r("x")), relations=relation("oleObject", "a.bin")), "ole.docx", "ole.docx: "),
        (
            wordfile(p(r(LONG))),
            "lång.docx",
            "mer text än ett utkast rymmer",
        ),
    ],
)


def fetched(client: Client, url: str, *changed: tuple[str, str]) -> bytes:
    """Our own file with some of its text replaced, as somebody's Word would."""
    members = unzipped(client.http.get(url).data)
    document = members[DOCUMENT].decode("utf-8")
    for old, new in changed:
        assert old in document, old
        document = document.replace(old, new, 1)
    return zipped({**members, DOCUMENT: document.encode()})


def sent(client: Client, url: str, content: bytes, name: str = "ändrad.docx") -> Page:
    return client.send(url, {**client.see(url).form(), "upload": (BytesIO(content), name)})
