"""A small nation: two regions through two years, run once for all the tests of a run."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.web.command import SEED
from web.year.nation import folder
from web.year.nation.counties import nation
from web.year.nation.orders import Asked
from web.year.nation.running import run_nation
from web.year.onward import Years
from workflow.casefile.read import read_case_file
from workflow.settings import Settings

GOTLAND, BLEKINGE = "09-region-gotland", "10-region-blekinge"


def small(out: Path) -> Asked:
    """The two regions with the fewest municipalities: one has none, for it is one itself."""
    counties = tuple(each for each in nation().counties if each.code in ("09", "10"))
    return Asked(read_case_file(SEED), counties, Years(2023, 2024), out, Settings())


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that two processes left, and what they told on the way."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # the workers share one run
    out = base / "nation"
    with (base / "nation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (out / folder.TABLE).exists():
            run_nation(small(out), 2, lambda word: None)
    return out


@pytest.fixture
def region(ran: Path, tmp_path: Path) -> Path:
    """One region's folder, to be changed at will."""
    shutil.copytree(ran / BLEKINGE, tmp_path / BLEKINGE)
    return tmp_path / BLEKINGE
