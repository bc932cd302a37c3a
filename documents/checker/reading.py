"""A file to check, read as a draft: plain text, Markdown or Word."""

from pathlib import Path

from documents.checker.model import Draft, Known
from documents.checker.textdraft import draft_of_lines, draft_of_text
from documents.checker.worddraft import MOST_BYTES, lines_of_word
from workflow.plaintext import read_text
from workflow.refusals import BadInput

TEXTS = (".txt", ".md")
WORD = ".docx"
_MOST_TEXT = 2_000_000
_MARK = "\ufeff"


def read_draft(path: Path, known: Known | None = None) -> Draft:
    """The draft in the file; ``BadInput`` says what to do where there is none to read."""
    kind = path.suffix.lower()
    if kind in TEXTS:
        return draft_of_text(raw_text(path), known or Known())
    if kind == WORD:
        lines = lines_of_word(_read_word(path), str(path))
        return draft_of_lines(lines, known or Known(), may_wrap=False)
    kinds = ", ".join((*TEXTS, WORD))
    raise BadInput.about(
        path, f"filen kan inte granskas. Ange en fil som slutar på {kinds} eller .toml."
    )


def raw_text(path: Path) -> str:
    """The text letter for letter, also where a letter is typed in two parts."""
    read_text(path, _MOST_TEXT)  # says in Swedish what is wrong with the file, if anything
    text = path.read_bytes().decode("utf-8", "replace").removeprefix(_MARK)
    return text.replace("\r\n", "\n")


def _read_word(path: Path) -> bytes:
    if not path.is_file():
        raise BadInput.about(path, "filen finns inte. Kontrollera sökvägen.")
    if path.stat().st_size > MOST_BYTES:
        raise BadInput.about(path, "filen är större än 20 MB. Dela upp den eller ta bort bilder.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput.about(path, "filen går inte att läsa. Kontrollera behörigheten.") from error
