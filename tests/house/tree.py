"""The project's own files, as a clone has them: without set-up, caches and what runs leave."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("workflow", "documents", "web")
_LEFT_OUT = {"var", "build", "dist", "__pycache__"}


def files() -> list[Path]:
    """Every file of the project."""
    return sorted(_below(ROOT))


def modules(*folders: str) -> list[Path]:
    """Every Python file under the folders."""
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and path.is_relative_to(ROOT)
        and path.relative_to(ROOT).parts[0] in folders
    ]


def texts() -> Iterator[tuple[str, str]]:
    """Every text file's name and text; a file with a NUL in it is no text."""
    for path in files():
        content = path.read_bytes()
        if b"\x00" not in content:
            yield named(path), content.decode("utf-8")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not _is_left_out(path.name):
            yield from _below(path)
        elif path.is_file():
            yield path


def _is_left_out(name: str) -> bool:
    hidden = name.startswith(".") and name != ".ci"
    return hidden or name in _LEFT_OUT or name.endswith(".egg-info")
