"""A file is read in a process of its own: it may crash, hang or swell, and nothing is harmed."""

import os
import resource
import select
import zipfile
from pathlib import Path

import pytest

from documents.incoming import sandbox
from documents.incoming.reading import Place
from documents.incoming.sandbox import Limits
from tests.documents.wordfiles import p, r, relation, sdt, wordfile
from workflow.refusals import BadInput

TIGHT = Limits(wall_seconds=1.0, answer_bytes=10_000)
GOOD = wordfile(p(r("text")))


def child(folder: Path, code: str) -> Path:
    program = folder / "child.py"
    program.write_text(f"import os, sys, time, signal, subprocess\n{code}\n", "utf-8")
    return program


def refused(program: Path, limits: Limits = TIGHT) -> str:
    with pytest.raises(BadInput) as caught:
        sandbox.read(GOOD, "utkast.docx", limits, program)
    (complaint,) = caught.value.complaints
    assert complaint.source == "utkast.docx"
    return complaint.text


def test_a_file_is_read_in_the_other_process() -> None:
    link = relation("hyperlink", "https://region.example", "External")
    found = sandbox.read(
        wordfile(
            sdt(
                p(r("Åtgärd")),
            ),
            relations=link,
        ),
        "utkast.docx",
    )
    assert [(piece.text, piece.place) for piece in found.pieces] == [("Åtgärd", Place.BODY)]
    assert found.links == ("https://region.example",)


def test_a_refusal_comes_back_with_the_files_name() -> None:
    with pytest.raises(BadInput, match=r"^utkast\.docx: filen har makron"):
        sandbox.read(wordfile(parts={"word/vbaProject.bin": b"x"}), "utkast.docx")


@pytest.mark.case("F01")
@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_two_million_empty_paragraphs_are_refused_and_cost_this_process_nothing(how: int) -> None:
    content = wordfile("<w:p/>" * 2_000_000, how=how)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadInput, match="nytt dokument i Word"):
        sandbox.read(content, "utkast.docx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("time.sleep(60)", "tog för lång tid"),
        ("sys.stdout.close(); os.close(1); time.sleep(60)", "tog för lång tid"),
        ("signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)", "tog för lång tid"),
        ("os.abort()", "inom gränserna"),
        ("sys.exit(1)", "inom gränserna"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "inom gränserna"),
        ("os.write(1, b'x' * 5000); os._exit(0)", "inom gränserna"),
        ("while True: os.write(1, b'x' * 5000)", "inom gränserna"),
        ("print('{}')", "inom gränserna"),
        ("print('[' * 5000)", "inom gränserna"),
        ('print(\'{"read": {"pieces": [{"text": 1}]}}\')', "inom gränserna"),
    ],
)
def test_a_hang_a_crash_or_nonsense_is_a_clear_refusal(
    tmp_path: Path, code: str, words: str
) -> None:
    assert words in refused(child(tmp_path, code))


@pytest.mark.case("F01")
@pytest.mark.parametrize("limits", [Limits(memory_bytes=12_000_000), Limits(cpu_seconds=0)])
def test_the_real_child_is_stopped_at_its_limits(limits: Limits) -> None:
    assert "inom gränserna" in refused(sandbox.CHILD, limits)


def test_what_the_child_started_is_gone_with_it(tmp_path: Path) -> None:
    code = (
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], stdout=-3)\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(p.pid)); sys.exit(1)"
    )
    refused(child(tmp_path, code), Limits())
    assert ends(int((tmp_path / "pid").read_text("utf-8")))


def ends(pid: int) -> bool:
    """Whether the process is gone, or goes as soon as the system gets to it."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ready, _, _ = select.select([handle], [], [], 30)
    os.close(handle)
    return bool(ready)


def test_the_child_inherits_no_secret_and_no_open_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BESLUTSKEDJAN_DATABASE__URL", "hemligt")
    secret = os.open(__file__, os.O_RDONLY)
    os.set_inheritable(secret, True)
    code = "print(sorted(os.environ), sorted(map(int, os.listdir('/proc/self/fd')))[3:])"
    ended = sandbox.run(child(tmp_path, code), GOOD, Limits())
    os.close(secret)
    environment, files = ended.said.decode().strip().split("] [")
    assert "BESLUTSKEDJAN" not in environment
    assert str(secret) not in files.rstrip("]").split(", ")


def test_a_child_that_does_not_listen_is_no_fault_of_ours(tmp_path: Path) -> None:
    program = child(tmp_path, 'os.close(0); print(\'{"refused": "för stor."}\')')
    with pytest.raises(BadInput, match=r"utkast\.docx: för stor\."):
        sandbox.read(GOOD + bytes(5_000_000), "utkast.docx", TIGHT, program)
