"""The catalogue's upkeep: every message that code, templates and the rules' own words hold."""

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from documents import KINDS
from web.i18n import CATALOGUES, ENGLISH
from workflow.chain import STEPS
from workflow.duties import RULES
from workflow.operations.register_record import SWEDISH as CHANGES

Id = str | tuple[str, str]

_WEB = Path(__file__).parent
_MARKS = frozenset({"_", "_l", "lazy", "translated", "Needed"})
_WIDTH = 96
_HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def messages() -> tuple[Id, ...]:
    """Every message, each once, in order."""
    found = {*_of_code(), *_of_templates(), *_of_rules()}
    return tuple(sorted(found, key=_sort_key))


def _sort_key(message: str | Sequence[str]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def _of_code() -> Iterator[Id]:
    for path in sorted(_WEB.rglob("*.py")):
        yield from marked(path.read_text("utf-8"))


def marked(source: str) -> Iterator[Id]:
    """The messages that a module marks: the texts that are handed straight to a mark."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
                if name in _MARKS:
                    yield text


def _of_templates() -> Iterator[Id]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # added by i18n
    # The pages' own blocks are trimmed too: a message is what the page asks for.
    environment.trim_blocks = environment.lstrip_blocks = True
    for path in sorted((_WEB / "templates").rglob("*.html")):
        for _line, _function, said in extract_from_ast(environment.parse(path.read_text("utf-8"))):
            yield _of_template(said)


def _of_template(said: str | tuple[str | None, ...] | None) -> Id:
    """One text, or its two numbers; what else stood in the call is no text."""
    texts = [said] if isinstance(said, str) else [text for text in said or () if text]
    return (texts[0], texts[1]) if len(texts) > 1 else texts[0]


def _of_rules() -> Iterator[Id]:
    """The words that pages take from the chain, the duties, the registers and the papers."""
    yield from (step.swedish for step in STEPS)
    yield from (rule.swedish for rule in RULES.values())
    yield from CHANGES.values()
    yield from (kind.label for kind in KINDS.values())


def catalogue_file(language: str = ENGLISH) -> Path:
    """Where a language's catalogue lies."""
    return CATALOGUES / language / "LC_MESSAGES/messages.po"


def kept(before: Catalog, wanted: Iterable[Id]) -> Catalog:
    """The messages wanted, each with the translation that it had."""
    after = Catalog(locale=before.locale, fuzzy=False)
    for message in wanted:
        had = before.get(_sort_key(message)[0])
        after[_sort_key(message)[0]] = Message(message, _translation(message, had))
    return after


def _translation(message: Id, had: Message | None) -> str | tuple[str, ...]:
    """What the message was translated to, unless it has become another, or has got a plural."""
    if had is not None and had.id == message:
        return tuple(had.string) if isinstance(had.string, list | tuple) else had.string or ""
    return "" if isinstance(message, str) else ("", "")


def written(catalogue: Catalog) -> bytes:
    """The catalogue as its file holds it: sorted, with no places and no times."""
    body = BytesIO()
    write_po(body, catalogue, width=_WIDTH, no_location=True, omit_header=True, sort_output=True)
    return _HEADER.encode("utf-8") + body.getvalue().strip(b"\n") + b"\n"


def read(path: Path) -> Catalog:
    """The catalogue that a file holds."""
    return read_po(BytesIO(path.read_bytes()), locale=ENGLISH)


def refresh(path: Path) -> tuple[str, ...]:
    """Bring the file up to the code; gives the messages that nobody has translated."""
    catalogue = kept(read(path), messages())
    path.write_bytes(written(catalogue))
    return tuple(_sort_key(each.id)[0] for each in catalogue if each.id and not _is_done(each))


def _is_done(message: Message) -> bool:
    said = message.string or ""
    return bool(said) if isinstance(said, str) else all(said)


def main() -> None:
    """Bring the English catalogue up to the code, and list what is left to translate."""
    for text in refresh(catalogue_file()):
        sys.stdout.write(f"Saknar översättning: {text}\n")


if __name__ == "__main__":
    main()
