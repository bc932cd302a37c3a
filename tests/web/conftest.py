"""What the tests of the command line share: one whole year of the seed's case, run once."""

import shutil
from pathlib import Path

import pytest

from tests.web.command import EXAMPLE, SEED, beslutskedjan
from tests.web.left import Year


def _run(case: Path, folder: Path) -> Year:
    return Year(folder / "out", beslutskedjan("year", case, "--out", folder / "out", cwd=folder))


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The whole year of the seed's case."""
    return _run(SEED, tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="session")
def other_region(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The whole year of another region's case."""
    return _run(EXAMPLE, tmp_path_factory.mktemp("other"))


@pytest.fixture
def copy(year: Year, tmp_path: Path) -> Path:
    """The seed's folder, to be changed at will."""
    shutil.copytree(year.folder, tmp_path / "kopia", ignore=shutil.ignore_patterns("*.eml"))
    return tmp_path / "kopia"
