"""A letter becomes an e-mail that every server takes and no name can break."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.delivery.message import build, one_line
from workflow.outgoing import ATTACHED, DATA, Attached, Outgoing, linked
from workflow.refusals import BadInput
from workflow.states import LetterKind

PAPER = bytes(range(256)) * 20
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY = "Hej!\n\nUtdraget gäller år 2024.\n.\nFrom oss till er: läs och kvittera.\n"
BREAKING = ["\r\nBcc: x@x.example", "\n", "\r", "\x00", "\x85", "\u2028", "\u2029", "\u202e"]


def a_letter(
    *, to_name: str = "Åre kommun", to_email: str = "are@kommun.example", subject: str = "Utdrag"
) -> Outgoing:
    return Outgoing(
        key="RUN/536/2021:12:utdrag:1",
        case_id=1,
        kind=LetterKind.UTDRAG,
        to_name=to_name,
        to_email=to_email,
        subject=subject,
        body=BODY,
        message_id="<0123456789abcdef@region.example>",
        created_at=datetime(2023, 10, 25, 7, 0, tzinfo=UTC),
        reply_to="registrator@region.example",
        attachments=(Attached("RUN-536-2021_utdrag_åre.docx", "0" * 64, DOCX),),
    )


def posted(letter: Outgoing) -> bytes:
    return build(letter, "Region Jämtland Härjedalen", "noreply@region.example", [PAPER])


def received(letter: Outgoing) -> EmailMessage:
    message = message_from_bytes(posted(letter), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_receiver_reads_what_was_written() -> None:
    subject = (
        "Utdrag ur delegationsbeslut RUN/536/2021: handlingsplaner för år 2023 och år 2024 – åäö"
    )
    message = received(a_letter(subject=subject))
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == BODY
    assert body["Content-Language"] == "sv"
    assert message["Subject"] == subject
    assert str(message["To"]) == "Åre kommun <are@kommun.example>"
    assert str(message["From"]) == "Region Jämtland Härjedalen <noreply@region.example>"


@pytest.mark.parametrize("length", range(1, 200, 3))
def test_no_letter_is_lost_where_a_long_header_is_folded(length: int) -> None:
    words = ("Åtgärder för år 2024 – över hela länet, ärende RUN/536/2021 " * 4)[:length].strip()
    # Read by Python's older parser: its newer one puts spaces into long names of addressees.
    message = message_from_bytes(posted(a_letter(subject=words, to_name=words)))
    subject, to = (str(make_header(decode_header(message[name]))) for name in ("Subject", "To"))
    assert subject == words
    assert parseaddr(message["To"])[1] == "are@kommun.example"
    assert to.replace('"', "") == f"{words} <are@kommun.example>"


def test_the_paper_comes_out_as_it_was() -> None:
    (attached,) = received(a_letter()).iter_attachments()
    assert isinstance(attached, EmailMessage)
    assert attached.get_filename() == "RUN-536-2021_utdrag_åre.docx"
    assert attached.get_content_type() == DOCX
    assert attached.get_content() == PAPER


@pytest.mark.case("M07")
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Message-ID", "<0123456789abcdef@region.example>"),
        ("Date", "Wed, 25 Oct 2023 07:00:00 +0000"),
        ("Reply-To", "registrator@region.example"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
    ],
)
def test_a_message_says_what_it_is(header: str, value: str) -> None:
    assert str(received(a_letter())[header]) == value


@pytest.mark.parametrize(
    "header",
    ["List-Id", "List-Unsubscribe", "Precedence", "Disposition-Notification-To", "Bcc", "Cc"],
)
def test_an_official_letter_is_no_list_and_asks_for_no_receipt(header: str) -> None:
    assert received(a_letter())[header] is None


def test_a_message_has_the_same_bytes_each_time() -> None:
    assert posted(a_letter()) == posted(a_letter())


def test_a_message_is_plain_ascii_in_short_lines() -> None:
    lines = posted(a_letter(subject="Å" * 300, to_name="Ö" * 200)).split(b"\r\n")
    assert all(line.isascii() and len(line) <= 998 for line in lines)
    assert all(b"\n" not in line and b"\r" not in line for line in lines)


def test_a_letter_without_papers_is_its_words_in_two_forms() -> None:
    letter = replace(a_letter(), attachments=(), reply_to="")
    written = build(letter, "Region", "noreply@region.example")
    message = message_from_bytes(written, policy=default)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert message["Reply-To"] is None


def test_a_message_is_one_that_the_parser_finds_no_fault_in() -> None:
    message = received(a_letter(subject="Å" * 300, to_name="Ö" * 200))
    types = [part.get_content_type() for part in message.walk()]
    assert types == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", DOCX]
    assert [part.defects for part in message.walk()] == [[]] * 5
    assert [part["Content-Language"] for part in message.walk()][2:4] == ["sv", "sv"]


def test_a_program_that_knows_only_ascii_still_finds_a_name() -> None:
    (attached,) = received(a_letter()).iter_attachments()
    assert attached["Content-Type"].params["name"] == "RUN-536-2021_utdrag_are.docx"
    assert b"filename*=utf-8''RUN-536-2021_utdrag_%C3%A5re.docx" in posted(a_letter())


@pytest.mark.parametrize("name", ["RUN-536-2021_delegationsbeslut_2023-10-24.pdf", "å" * 200])
def test_no_line_of_the_headers_is_longer_than_seventy_eight(name: str) -> None:
    papers = (Attached(name, "0" * 64, "application/pdf"),)
    letter = replace(a_letter(subject="Ärende " * 40, to_name="Åre"), attachments=papers)
    head, *parts = posted(letter).split(b"\r\n\r\n")
    assert max(len(line) for line in head.split(b"\r\n")) <= 78
    assert max(len(line) for part in parts for line in part.split(b"\r\n")) <= 78


def test_a_paper_that_looks_like_a_mark_of_ours_comes_out_as_it_was() -> None:
    mark = posted(a_letter()).partition(b'boundary="')[2].partition(b'"')[0]
    written = build(a_letter(), "Region", "noreply@region.example", [mark * 3])
    (attached,) = message_from_bytes(written, policy=default).iter_attachments()
    assert attached.get_content() == mark * 3


def test_papers_that_are_too_large_are_fetched_by_link() -> None:
    data = Attached("RUN-536-2021_utdrag.json", "1" * 64, DATA)
    body = f"Hej!\n\n{ATTACHED}\n- a.docx\n\nKvittera:\nhttps://beslut.region.example/lank/x\n"
    letter = replace(a_letter(), body=body, attachments=(*a_letter().attachments, data))
    fetched = linked(letter, date(2024, 11, 28))
    assert fetched.attachments == (data,)
    assert (
        "\nHandlingarna är för stora för att bifogas. Hämta dem med länken i brevet"
        " till och med 2024-11-28:\n- a.docx\n"
    ) in fetched.body
    assert ATTACHED not in fetched.body


def test_a_letter_without_its_papers_is_not_built() -> None:
    with pytest.raises(ValueError, match="shorter"):
        build(a_letter(), "Region", "noreply@region.example", [])


@pytest.mark.case("W04")
@pytest.mark.parametrize("breaking", BREAKING)
def test_no_name_or_subject_makes_a_header(breaking: str) -> None:
    message = received(a_letter(subject=f"Utdrag{breaking}", to_name=f"Åre{breaking}"))
    assert message["Bcc"] is None
    assert len(str(message["Subject"]).splitlines()) == 1
    assert message["To"].addresses[0].addr_spec == "are@kommun.example"


@given(st.text(), st.text())
@settings(deadline=None)
def test_whatever_somebody_is_called_the_headers_are_the_same(name: str, subject: str) -> None:
    letter = a_letter(to_name=name, subject=subject)
    headers, _, _rest = posted(letter).partition(b"\r\n\r\n")
    names = [line.partition(b":")[0] for line in headers.split(b"\r\n") if line[:1] != b" "]
    assert b" ".join(names).decode() == (
        "From To Reply-To Subject Date Message-ID Auto-Submitted X-Auto-Response-Suppress "
        "MIME-Version Content-Type"
    )


@pytest.mark.case("W04")
@pytest.mark.parametrize(
    "address",
    [
        "",
        "are",
        "are@kommun",
        "are@@kommun.example",
        "are@kommun.example, x@x.example",
        "are@kommun.example\r\nBcc: x@x.example",
        "åre@kommun.example",
        "are @kommun.example",
        "<are@kommun.example>",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadInput, match="är ingen e-postadress"):
        posted(a_letter(to_email=address))


@pytest.mark.parametrize(
    ("text", "line"), [("a\r\nb", "a b"), (" a  b ", "a b"), ("å\u202eä", "å ä"), ("", "")]
)
def test_text_is_put_on_one_line(text: str, line: str) -> None:
    assert one_line(text) == line
