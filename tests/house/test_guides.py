"""What the documents tell people to type, open and read is there: commands, files and links."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from web.cli import cli

DOCUMENTS = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"\bbeslutskedjan ([a-z]+)\b([^`\n]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
TARGET = re.compile(r"\bmake ([a-z]+)\b")
MODULE = re.compile(r"\bpython3? -m ((?:benchmarks|tests|web)[\w.]*)")
FOLDERS = "workflow|documents|web|tests|benchmarks|docs|\\.ci"
FILE = re.compile(rf"`((?:{FOLDERS})/[\w./-]+?)(?:::\w+)?`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

documents = pytest.mark.parametrize(
    "page", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS]
)


def code(page: Path) -> str:
    """Everything set as code in a page; a command that goes on in the next line is one line."""
    return "\n".join(CODE.findall(page.read_text("utf-8"))).replace("\\\n", " ")


def anchors(page: Path) -> set[str]:
    """What a link may end with: each heading, as the usual readers of Markdown name it."""
    heads = HEADING.findall(page.read_text("utf-8"))
    plain = (re.sub(r"[^\w\- ]", "", head.strip().lower()) for head in heads)
    return {head.replace(" ", "-") for head in plain}


def linked(page: Path) -> Iterator[tuple[Path, str]]:
    """Each file of the project that the page links to, with the heading."""
    for link in LINK.findall(page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        yield ((page.parent / path).resolve() if path else page), anchor


def unknown_options(name: str, words: str) -> list[str]:
    known = {option for each in cli.commands[name].params for option in each.opts} | {"--help"}
    return [option for option in OPTION.findall(words) if option not in known]


@documents
def test_each_link_leads_somewhere(page: Path) -> None:
    for target, anchor in linked(page):
        assert target.exists(), target
        assert not anchor or anchor in anchors(target), (target, anchor)


def test_every_page_is_reached_from_the_readme() -> None:
    met, ahead = set[Path](), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        met.add(page)
        found = {target for target, _ in linked(page) if target.suffix == ".md"}
        ahead += sorted(found - met)
    assert [page.name for page in DOCUMENTS if page not in met and page.parent.name == "docs"] == []


@documents
def test_each_file_that_a_page_names_is_there(page: Path) -> None:
    named = FILE.findall(page.read_text("utf-8"))
    assert [path for path in named if not next(ROOT.glob(f"{path.rstrip('/')}*"), None)] == []


@documents
def test_each_command_of_a_page_is_one_with_those_options(page: Path) -> None:
    for name, words in COMMAND.findall(code(page)):
        assert name in cli.commands, (name, words)
        assert unknown_options(name, words) == [], name


@documents
def test_what_a_page_asks_make_and_python_for_is_there(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(TARGET.findall(code(page))) <= set(targets)
    for module in MODULE.findall(code(page)):
        place = ROOT / module.replace(".", "/")
        assert place.is_dir() or place.with_suffix(".py").is_file(), module


def test_the_readme_has_a_row_for_every_command_with_its_options() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `beslutskedjan ([a-z]+)(.*)$", readme, re.MULTILINE)
    assert {name for name, _ in rows} == set(cli.commands)
    assert [option for name, row in rows for option in unknown_options(name, row)] == []
