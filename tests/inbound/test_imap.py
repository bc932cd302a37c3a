"""A mailbox on a server: what is not filed is read, and moved or marked only when it is."""

from collections.abc import Iterator

import pytest

from tests.inbound.imapserver import Box, serving
from tests.inbound.messages import written
from workflow.inbound.imap import ImapAccount, ImapBox, MailboxDown
from workflow.inbound.reading import MOST_BYTES

FIRST, SECOND = b"Subject: a\r\n\r\nHej\r\n", b"Subject: b\r\n\r\nHej\r\n"


@pytest.fixture
def box() -> Box:
    found = Box()
    found.put(FIRST)
    found.put(SECOND)
    return found


@pytest.fixture
def port(box: Box) -> Iterator[int]:
    with serving(box) as number:
        yield number


def reader(port: int, **more: str) -> ImapBox:
    given = {"user": "registrator", "password": "hemligt", **more}
    return ImapBox(ImapAccount("127.0.0.1", port, security="none", timeout=10, **given))


def test_what_nobody_has_seen_is_read_and_stays_unseen(box: Box, port: int) -> None:
    assert [each.raw for each in reader(port).messages(10)] == [FIRST, SECOND]
    assert box.unseen() == [1, 2]


def test_what_is_filed_is_marked_and_not_met_again(box: Box, port: int) -> None:
    for each in reader(port).messages(1):
        each.done()
    assert box.unseen() == [2]
    assert [each.raw for each in reader(port).messages(10)] == [SECOND]


@pytest.mark.parametrize("more", [{}, {"done_folder": "Klart"}])
def test_what_a_person_has_opened_is_read_until_it_is_filed(
    box: Box, port: int, more: dict[str, str]
) -> None:
    box.folders["INBOX"][0].flags.add("\\Seen")
    first, _ = reader(port, **more).messages(10)
    assert first.raw == FIRST
    for each in reader(port, **more).messages(10):
        each.done()
    assert list(reader(port, **more).messages(10)) == []


def test_where_the_server_keeps_no_marks_what_is_seen_counts_as_filed(box: Box, port: int) -> None:
    box.keeps_marks = False
    for each in reader(port).messages(1):
        each.done()
    assert box.folders["INBOX"][0].flags == {"\\Seen"}
    assert [each.raw for each in reader(port).messages(10)] == [SECOND]


@pytest.mark.parametrize("can", ["IMAP4REV1 MOVE UIDPLUS", "IMAP4REV1 UIDPLUS"])
def test_what_is_filed_is_moved_where_a_folder_is_named(box: Box, port: int, can: str) -> None:
    box.can = can
    for each in reader(port, done_folder="Klart").messages(1):
        each.done()
    assert [each.raw for each in box.folders["Klart"]] == [FIRST]
    assert [each.raw for each in box.folders["INBOX"]] == [SECOND]


def test_without_a_way_to_remove_one_alone_the_others_are_left_in_peace(
    box: Box, port: int
) -> None:
    box.can = "IMAP4REV1"
    for each in reader(port, done_folder="Klart").messages(1):
        each.done()
    assert box.folders["INBOX"][0].flags == {"\\Seen", "\\Deleted"}
    assert not any("EXPUNGE" in command for command in box.asked)
    assert [each.raw for each in reader(port, done_folder="Klart").messages(10)] == [SECOND]


def test_a_folder_for_what_is_filed_is_made_where_there_is_none(box: Box, port: int) -> None:
    for each in reader(port, done_folder="Infört").messages(1):
        each.done()
    assert [each.raw for each in box.folders["Inf&APY-rt"]] == [FIRST]


def test_of_what_is_too_big_only_the_beginning_is_fetched(box: Box, port: int) -> None:
    box.folders["INBOX"][0].raw = written().as_bytes() + b"x" * MOST_BYTES
    first, _ = (each.raw for each in reader(port).messages(2))
    assert len(first) == 200_000


@pytest.mark.parametrize("wrong", [{"password": "fel"}, {"folder": "Saknas"}])
def test_a_mailbox_that_wont_let_us_in_says_so(port: int, wrong: dict[str, str]) -> None:
    with pytest.raises(MailboxDown, match=r"127\.0\.0\.1"):
        list(reader(port, **wrong).messages(10))


def test_a_server_that_is_down_says_so(box: Box) -> None:
    with serving(box) as port:
        pass
    with pytest.raises(MailboxDown):
        list(reader(port).messages(10))


@pytest.mark.parametrize(
    ("folder", "written_as"),
    [
        ("Åtgärdat", '"&AMU-tg&AOQ-rdat"'),
        ("R&D", '"R&-D"'),
        ("台北", '"&U,BTFw-"'),
        ('a"b', '"a\\"b"'),
    ],
)
def test_a_folder_is_named_as_the_protocol_wants_it(
    box: Box, port: int, folder: str, written_as: str
) -> None:
    with pytest.raises(MailboxDown):
        list(reader(port, folder=folder).messages(10))
    assert f"SELECT {written_as}" in box.asked
