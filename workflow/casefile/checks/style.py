"""The files of the house style: the logo is a whole picture, the template a Word file."""

from collections.abc import Iterator
from pathlib import Path

from workflow.casefile.checks.attachments import misplaced
from workflow.casefile.checks.finding import Finding
from workflow.casefile.model import CaseFile
from workflow.facts import pictures, word_templates


def style_is_usable(file: CaseFile, folder: Path) -> Iterator[Finding]:
    house = file.house
    if house.logo is not None:
        fault = misplaced(house.logo.file, folder) or _unshown(folder / house.logo.file)
        if fault is not None:
            yield Finding(("house", "logo", "file"), fault)
    if house.template is not None:
        fault = misplaced(house.template, folder) or _no_template(folder / house.template)
        if fault is not None:
            yield Finding(("house", "template"), fault)
        if house.font is not None:
            text = "med en egen mall gäller mallens typsnitt. Ta bort font eller template."
            yield Finding(("house", "font"), text)


def _unshown(path: Path) -> str | None:
    try:
        with path.open("rb") as picture:
            pictures.size(picture.read(pictures.MOST_BYTES + 1))
    except ValueError as error:
        return str(error)
    return None


def _no_template(path: Path) -> str | None:
    return word_templates.fault(path.name, path.stat().st_size)
