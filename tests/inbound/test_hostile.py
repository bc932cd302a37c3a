"""Whatever is sent is read within bounds: broken, huge, nested, in letters that nobody knows."""

import random

import pytest

from tests.inbound.messages import OURS, nested, reply, report, written
from workflow.inbound import MOST_BYTES, Nature, read


def test_what_is_too_big_is_read_by_its_head_alone() -> None:
    arrived = read(reply() + b"x" * MOST_BYTES)
    assert (arrived.is_whole, arrived.text) == (False, "")
    assert (arrived.names, arrived.subject) == ((OURS,), "SV: RUN/536/2021: Utdrag")


@pytest.mark.parametrize("levels", [31, 5_000])
@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed"])
def test_what_is_nested_too_deep_is_read_by_its_head(kind: str, levels: int) -> None:
    arrived = read(nested(kind, levels))
    assert (arrived.is_whole, arrived.subject) == (False, "Vidarebefordrat")


def test_a_report_far_within_an_answer_is_not_the_answers_own() -> None:
    raw = written()
    raw.add_attachment(report(), maintype="application", subtype="octet-stream", filename="r.eml")
    assert read(raw.as_bytes()).nature is Nature.WRITTEN


def test_a_message_without_a_name_is_known_again_by_its_bytes() -> None:
    raw = reply().replace(b"Message-ID: <svar-1@are.example>\n", b"")
    assert read(raw).message_id == read(raw).message_id
    assert read(raw).message_id.startswith("sha256:")
    assert read(raw + b" ").message_id != read(raw).message_id


@pytest.mark.parametrize(
    "charset",
    [b"x-unknown", b"utf-7", b"\xff\xfe", b"base64", b"rot13", b"idna", b"unicode_escape"],
)
def test_letters_that_nobody_knows_are_shown_as_well_as_they_can(charset: bytes) -> None:
    head = b"From: a@are.example\nSubject: =?" + charset + b"?q?Utdrag?=\n"
    raw = head + b'Content-Type: text/plain; charset="' + charset + b'"\n\nUtdrag\n'
    arrived = read(raw)
    assert arrived.from_email == "a@are.example"


def test_nothing_hides_in_a_subject_or_a_name() -> None:
    raw = b"From: =?utf-8?q?A=0D=0AB=E2=80=AEC?= <a@are.example>\nSubject: a\r\n\tb\x00c\n\nHej\n"
    arrived = read(raw)
    assert arrived.subject == "a b c"
    assert arrived.from_name == "A B C"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n\n",
        b"\x00" * 5000,
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Content-Type: text/plain; charset*" + b"9" * 5000 + b"=x\n\nHej",
        (
            b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
            b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\nQQ==\n"
        ),
        b"Content-Transfer-Encoding: base64\n\n" + b"!" * 1000,
        b"From: " + b"<" * 100_000 + b"\n\nHej",
        b"Subject: " + b"=?utf-8?b?" * 50_000 + b"\n\nHej",
        b"References: " + b"<a@b>" * 100_000 + b"\n\nHej",
    ],
)
def test_what_is_broken_is_still_something(raw: bytes) -> None:
    arrived = read(raw)
    assert arrived.message_id
    assert len(arrived.subject) <= 500
    assert len(arrived.names) <= 100


def test_ten_thousand_broken_messages_are_read() -> None:
    dice = random.Random(5)
    kinds = [report(), reply(), report(headers_only=True), nested("multipart/mixed", 9)]
    for _ in range(2_500):
        for kind in kinds:
            raw = bytearray(kind)
            for _ in range(dice.randrange(1, 12)):
                at = dice.randrange(len(raw))
                raw[at : at + dice.randrange(0, 9)] = dice.randbytes(dice.randrange(0, 9))
            assert read(bytes(raw)).message_id
