"""The virus scanner is believed when it answers, and never taken to have said yes."""

import socket
from pathlib import Path

import pytest

from tests.clamd import EICAR, MOST_BYTES, Started, as_clamd
from workflow.delivery.clamd import Clamd
from workflow.scanning import Clean, Infected, Scanned, Unscanned


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", Clean()),
        (b"a whole paper" * 20_000, Clean()),
        (EICAR, Infected("Eicar-Signature")),
        (b"%PDF-1.7 " + b"x" * 70_000 + EICAR, Infected("Eicar-Signature")),
        (b"x" * (MOST_BYTES + 1), Unscanned("INSTREAM size limit exceeded. ERROR")),
    ],
)
def test_each_file_gets_the_scanners_own_answer(
    scanner: Started, content: bytes, said: Scanned
) -> None:
    with scanner(as_clamd) as where:
        assert Clamd(where).scan(content) == said


@pytest.mark.case("F08")
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: OK, I think\0",
        b"stream:  FOUND\0",
        b"\xff\xfe\0",
        b"z" * 9999,
    ],
)
def test_whatever_is_not_the_word_of_a_clean_file_is_no_answer(
    scanner: Started, answer: bytes
) -> None:
    with scanner(lambda _content: answer) as where:
        assert isinstance(Clamd(where).scan(b"x"), Unscanned)


def test_a_scanner_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert isinstance(Clamd(f"unix:{tmp_path / 'none'}").scan(b"x"), Unscanned)


@pytest.mark.case("F08")
def test_a_scanner_that_never_answers_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        assert Clamd(f"127.0.0.1:{port}", timeout=0.1).scan(b"x") == Unscanned("timed out")
