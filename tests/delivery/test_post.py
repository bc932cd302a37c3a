"""A letter that is posted twice under one message id is one letter."""

import hashlib
from pathlib import Path

import pytest

from workflow.delivery.fakes import Outbasket
from workflow.delivery.folder_post import FolderPost, file_name
from workflow.outgoing import message_id


def test_a_letter_becomes_a_file_named_by_its_message_id(tmp_path: Path) -> None:
    name = "abc@region.example"
    FolderPost(tmp_path / "mail").send(f"<{name}>", b"Subject: Hej")
    (letter,) = (tmp_path / "mail").iterdir()
    assert letter.name == f"{name}.eml"
    assert letter.read_bytes() == b"Subject: Hej"


def test_the_same_letter_twice_is_one_file_and_the_first_stays(tmp_path: Path) -> None:
    post = FolderPost(tmp_path)
    post.send("<abc@region.example>", b"first")
    post.send("<abc@region.example>", b"second")
    (letter,) = tmp_path.iterdir()
    assert letter.read_bytes() == b"first"


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
    FolderPost(folder).send(unsafe, b"text")
    (letter,) = folder.iterdir()
    assert letter.read_bytes() == b"text"
    assert not letter.name.startswith(".")


def test_different_message_ids_are_different_files() -> None:
    names = {file_name(unsafe) for unsafe in (*UNSAFE, "<abc@region.example>", "<a_b@x>", "<_@x>")}
    assert len(names) == len(UNSAFE) + 3


def test_an_outbasket_holds_each_letter_once() -> None:
    post = Outbasket()
    post.send("<abc@region.example>", b"first")
    post.send("<abc@region.example>", b"second")
    assert post.sent == {"<abc@region.example>": b"first"}
    assert post.tries == ["<abc@region.example>"] * 2


def test_an_outbasket_that_is_down_takes_nothing() -> None:
    post = Outbasket()
    post.down = True
    with pytest.raises(ConnectionRefusedError):
        post.send("<abc@region.example>", b"text")
    assert post.sent == {}


def test_a_message_id_follows_from_the_letters_key() -> None:
    name = message_id("RUN/536/2021:12:decided:3", "region.example")
    digest = hashlib.sha256(b"RUN/536/2021:12:decided:3").hexdigest()[:32]
    assert name == f"<{digest}@region.example>"
