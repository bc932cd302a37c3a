"""What the tests of the papers share: drawing one up and reading it back as Word would."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from documents import HouseRenderer
from documents.sample import sample_ask
from workflow.facts import Situation
from workflow.states import PaperKind

Draw = Callable[..., Document]


@pytest.fixture
def renderer() -> HouseRenderer:
    return HouseRenderer()


@pytest.fixture
def draw(renderer: HouseRenderer) -> Draw:
    def drawn(kind: PaperKind, situation: Situation | None = None) -> Document:
        return docx.Document(io.BytesIO(renderer.paper(sample_ask(kind, situation)).content))

    return drawn


@pytest.fixture
def words() -> Callable[[Document], list[str]]:
    """Every text of a paper, tables and page head too, with plain spaces."""

    def read(document: Document) -> list[str]:
        section = document.sections[0]
        found = [p.text for part in (section.header, document) for p in part.paragraphs]
        for table in document.tables:
            found += [cell.text for row in table.rows for cell in row.cells]
        return [text.replace("\N{NO-BREAK SPACE}", " ") for text in found]

    return read
