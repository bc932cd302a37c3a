"""A letter that is posted twice under one message id is one letter."""

import logging
from pathlib import Path

import pytest

from workflow.delivery.fakes import Outbasket
from workflow.delivery.folder_post import FolderPost, file_name
from workflow.delivery.log_post import LogPost
from workflow.outgoing import Envelope, Sent, TryLater, envelope_sender, message_id, token
from workflow.ports import Post

KEY = bytes(range(32))
ID = "<abc@region.example>"


def envelope(name: str = ID) -> Envelope:
    return Envelope(name, "beslutskedjan@region.example", "are@kommun.example")


def test_a_letter_becomes_a_file_named_by_its_message_id(tmp_path: Path) -> None:
    assert FolderPost(tmp_path / "mail").send(envelope(), b"Subject: Hej") == Sent()
    (letter,) = (tmp_path / "mail").iterdir()
    assert letter.name == f"{ID.strip('<>')}.eml"
    assert letter.read_bytes() == b"Subject: Hej"


def test_the_same_letter_twice_is_one_file_and_the_first_stays(tmp_path: Path) -> None:
    post = FolderPost(tmp_path)
    assert post.send(envelope(), b"first") == post.send(envelope(), b"second") == Sent()
    (letter,) = tmp_path.iterdir()
    assert letter.read_bytes() == b"first"


def test_a_folder_that_can_not_be_written_to_keeps_the_letter_waiting(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("in the way")
    became = FolderPost(tmp_path / "mail").send(envelope(), b"text")
    assert isinstance(became, TryLater)
    assert became.down
    assert became.problem.startswith("brevet går inte att spara: ")


def test_the_log_tells_who_would_have_got_what(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    letter = b"To: are@kommun.example\r\nSubject: Utdrag\r\n\r\nHej"
    assert LogPost().send(envelope(), letter) == Sent()
    assert caplog.messages == [f"letter {ID} to are@kommun.example: Utdrag"]


@pytest.mark.parametrize("post", [FolderPost(Path("var/mail")), LogPost(), Outbasket()])
def test_a_post_without_a_server_is_always_ready(post: Post) -> None:
    assert post.at_once()
    assert post.ready() is None
    post.rest()
    assert post.at_once()


UNSAFE = [
    "<../../etc/passwd@x>",
    "</etc/passwd>",
    "<>",
    "",
    "<.hidden@x>",
    "<a\x00b@x>",
    "<a\nb@x>",
    "<å@x>",
    "abc@region.example",
    f"<{'x' * 5000}@x>",
]


@pytest.mark.parametrize("unsafe", UNSAFE)
def test_no_message_id_leads_out_of_the_folder(tmp_path: Path, unsafe: str) -> None:
    folder = tmp_path / "mail"
    FolderPost(folder).send(envelope(unsafe), b"text")
    (letter,) = folder.iterdir()
    assert letter.read_bytes() == b"text"
    assert not letter.name.startswith(".")


def test_different_message_ids_are_different_files() -> None:
    names = {file_name(unsafe) for unsafe in (*UNSAFE, "<abc@region.example>", "<a_b@x>", "<_@x>")}
    assert len(names) == len(UNSAFE) + 3


def test_an_outbasket_holds_each_letter_once() -> None:
    post = Outbasket()
    assert post.send(envelope(), b"first") == post.send(envelope(), b"second") == Sent()
    assert post.sent == {ID: b"first"}
    assert post.tries == [ID] * 2


def test_an_outbasket_that_is_down_takes_nothing() -> None:
    post = Outbasket()
    post.down = True
    assert isinstance(post.send(envelope(), b"text"), TryLater)
    assert post.sent == {}


def test_a_message_id_follows_from_the_letters_key_and_nobody_else_can_make_it() -> None:
    name = message_id(KEY, "RUN/536/2021:12:decided:3", "region.example")
    assert name == message_id(KEY, "RUN/536/2021:12:decided:3", "region.example")
    assert name != message_id(bytes(32), "RUN/536/2021:12:decided:3", "region.example")
    assert name != message_id(KEY, "RUN/536/2021:12:decided:4", "region.example")
    assert len(token(name)) == 32
    assert name == f"<{token(name)}@region.example>"


@pytest.mark.parametrize(
    ("of_its_own", "address"),
    [(False, "studsar@region.example"), (True, "studsar+abc@region.example")],
)
def test_a_bounce_goes_to_one_address_or_to_the_letters_own(of_its_own: bool, address: str) -> None:
    assert envelope_sender("studsar@region.example", ID, of_its_own=of_its_own) == address
