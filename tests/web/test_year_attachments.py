"""What a case file attaches is of the same kind on every machine."""

import mimetypes

import pytest

from web.year.decision_acts import media_type
from workflow.orders import EDITABLE, RECORD


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("protokoll.pdf", RECORD),
        ("PROTOKOLL.PDF", RECORD),
        ("tjänsteskrivelse.docx", EDITABLE),
        ("utdrag.txt", "text/plain"),
        ("karta.png", "image/png"),
        ("okänd.ändelse", "application/octet-stream"),
        ("utan", "application/octet-stream"),
    ],
)
def test_a_kind_does_not_hang_on_what_the_machine_knows(
    name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = mimetypes.MimeTypes()
    nothing.types_map = ({}, {})
    monkeypatch.setattr("mimetypes._db", nothing)
    assert media_type(name) == kind
