"""The files that a case file attaches: they lie in its own folder, and can be read."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from workflow.casefile.checks.finding import Finding, suggestion
from workflow.casefile.model import CaseFile


def attachments_are_there(file: CaseFile, folder: Path) -> Iterator[Finding]:
    for i, decision in enumerate(file.decisions):
        for j, item in enumerate(decision.basis):
            fault = misplaced(item.file, folder) if item.file is not None else None
            if fault is not None:
                yield Finding(("decisions", i, "basis", j, "file"), fault)


def misplaced(name: str, folder: Path) -> str | None:
    """What is wrong with where the file lies, if anything."""
    within = "Lägg filen i ärendefilens mapp eller en mapp under den, och skriv vägen dit."
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        return f"«{name}» ligger utanför ärendefilens mapp. {within}"
    found = (folder / path).resolve()
    if not found.is_relative_to(folder.resolve()):  # a link that leads elsewhere
        return f"«{name}» leder utanför ärendefilens mapp. {within}"
    if not found.is_file():
        return f"filen «{name}» finns inte.{_nearest(name, folder)} {within}"
    return None


def _nearest(name: str, folder: Path) -> str:
    """The nearest name in the folder where the file was looked for."""
    looked_in = (folder / name).parent
    siblings = sorted(looked_in.iterdir()) if looked_in.is_dir() else []
    near = suggestion(Path(name).name, [each.name for each in siblings if each.is_file()])
    return near if "Menade" in near else ""
