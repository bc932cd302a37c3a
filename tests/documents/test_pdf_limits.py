"""Bad and very big input: a right PDF or a clear refusal, never a broken file."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from documents.parts import (
    Clauses,
    Column,
    KeyValues,
    Lines,
    Note,
    Paragraph,
    Signature,
    Table,
)
from documents.pdf import compiler, write_pdf
from tests.documents import pdftext
from tests.documents.pdfpapers import body_of, paper
from workflow.refusals import BadInput, PaperStuck

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("unfit", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_a_character_that_no_file_can_hold_is_refused_by_name(unfit: str) -> None:
    with pytest.raises(BadInput, match=rf"U\+{ord(unfit):04X} i «före") as caught:
        body_of(Paragraph(f"före{unfit}efter"))
    assert caught.value.complaints[0].source == "Tjänsteskrivelse"


@pytest.mark.parametrize("unshown", ["\N{GRINNING FACE}", "漢", "\ue000", "\x80", "\u0378"])
def test_a_character_that_no_font_shows_is_refused_with_its_place(unshown: str) -> None:
    table = Table("t", (Column("a", 1),), ((f"Bra jobbat {unshown} i dag",),))
    with pytest.raises(BadInput, match=rf"U\+{ord(unshown):04X} i «Bra jobbat"):
        body_of(Paragraph("Text."), table)
    assert body_of(Paragraph("Nästa.")) == "Nästa."


@pytest.mark.parametrize(
    "text",
    ["Regionen ansvarar för service. " * 6_500, "å" * 200_000, "ord\N{NO-BREAK SPACE}" * 50_000],
    ids=["words", "one word", "held spaces"],
)
def test_a_very_long_text_is_whole_and_inside_the_page(text: str) -> None:
    content = write_pdf(paper(Paragraph(text), Signature(("Namn",))))
    assert pdftext.plain("".join(pdftext.pages(content))).endswith(pdftext.plain(text) + "Namn")
    assert pdftext.widest(content) < 595 - 60


def test_a_very_long_text_in_a_cell_is_whole_and_inside_the_page() -> None:
    text = "Regionen ansvarar för service. " * 3_000
    table = Table("t", (Column("a", 1), Column("b", 3)), (("x", text),))
    content = write_pdf(paper(table, Signature(("Namn",))))
    assert pdftext.plain(text) in pdftext.plain("".join(pdftext.pages(content)))
    assert pdftext.lowest(content) > 20


def test_many_short_lines_are_inside_the_page() -> None:
    many = "rad\n" * 300 + "SLUT"
    for part in (
        Paragraph(many),
        Lines((many,)),
        KeyValues((("Namn", many),)),
        Clauses((many, "b")),
    ):
        assert (
            pdftext.lowest(write_pdf(paper(part, Table("t", (Column("a", 1),), ((many,),))))) > 20
        )


@pytest.mark.parametrize("place", ["title", "cell", "address"])
def test_a_word_longer_than_its_line_stays_inside_the_page(place: str) -> None:
    address = "https://region.example/" + "a-very-long_path/" * 20
    documents = {
        "title": paper(title="Å" * 400),
        "cell": paper(Table("t", (Column("a", 1),) * 8, ((address,) * 8,))),
        "address": paper(Lines((address,)), KeyValues((("Adress", address),)), Note(address)),
    }
    assert pdftext.widest(write_pdf(documents[place])) < 595 - 60


def test_a_plan_with_very_many_rows_is_one_whole_file() -> None:
    rows = tuple((f"Mål {i}", str(i)) for i in range(10_000))
    content = write_pdf(paper(Table("Mål", (Column("Mål", 2), Column("Utfall", 1)), rows)))
    with pikepdf.open(io.BytesIO(content)) as read:
        assert len(read.pages) > 100
    assert b"%%EOF" in content[-8:]


def test_a_paper_with_a_very_long_signature_is_still_whole() -> None:
    lines = tuple(f"Namn {i}" for i in range(200))
    assert body_of(Paragraph("Text."), Signature(lines)) == "Text." + "".join(lines)


def test_a_title_that_is_empty_leaves_the_papers_kind_as_the_files_name() -> None:
    content = write_pdf(paper(Paragraph("Text."), title=" "))
    with pikepdf.open(io.BytesIO(content)) as read:
        assert read.docinfo["/Title"] == "Tjänsteskrivelse"


def test_a_forked_process_makes_its_papers_with_a_setter_of_its_own() -> None:
    program = (
        "import os\nfrom tests.documents.pdfpapers import paper\n"
        "from documents.pdf import write_pdf\nfirst = write_pdf(paper())\n"
        "if os.fork() == 0:\n    os._exit(write_pdf(paper()) != first)\n"
        "_, status = os.wait()\nassert status == 0\nassert write_pdf(paper()) == first\n"
    )
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        timeout=60,
    )


@pytest.mark.case("R07")
@pytest.mark.parametrize("sign", [signal.SIGSTOP, signal.SIGKILL], ids=["hangs", "falls"])
def test_a_setter_that_hangs_or_falls_gives_no_paper_and_the_next_has_a_new_one(
    sign: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_pdf(paper())
    (kept,) = compiler._kept
    converse = compiler._converse

    def struck(process: "subprocess.Popen[bytes]", asked: bytes) -> tuple[bytes, bytes]:
        process.send_signal(sign)
        return converse(process, asked)

    monkeypatch.setattr(compiler, "LIMIT_SECONDS", 0.2)
    monkeypatch.setattr(compiler, "_converse", struck)
    with pytest.raises(PaperStuck, match="hann inte göras i tid"):
        write_pdf(paper())
    assert kept.process.returncode == -signal.SIGKILL
    monkeypatch.undo()
    assert write_pdf(paper()) == first


def test_a_setter_ends_with_the_process_that_asks_it() -> None:
    program = (
        "import os, signal\nfrom tests.documents.pdfpapers import paper\n"
        "from documents.pdf import write_pdf\nwrite_pdf(paper())\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,  # the setter has it too: it is not at its end until both are gone
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (-signal.SIGKILL, b"")
