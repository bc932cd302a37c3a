"""The installation's reminder days hold where a case file has none of its own."""

import shutil
from pathlib import Path

from sqlalchemy import Engine

from tests.operations.builders import an_office
from tests.operations.reading import rows
from tests.web.command import SEED
from web.year.establish import establish
from workflow.casefile import read_case_file
from workflow.casefile.model import CaseFile
from workflow.settings import Reminders
from workflow.store import tables as t

OURS = Reminders(days_before=(5, 0), days_after=(2,))


def days(database: Engine, file: CaseFile) -> tuple[object, object]:
    establish(an_office(database), file, OURS)
    (region,) = rows(database, t.region)
    return region.calendar["days_before"], region.calendar["days_after"]


def test_a_case_file_with_days_of_its_own_keeps_them(database: Engine) -> None:
    assert days(database, read_case_file(SEED)) == ([30, 14, 7, 3, 1, 0], [1, 7])


def test_a_case_file_without_days_gets_the_installations(database: Engine, tmp_path: Path) -> None:
    lines = SEED.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("days_before", "days_after"))]
    for name in ("underlag", "profil"):
        shutil.copytree(SEED.parent / name, tmp_path / name)
    (tmp_path / "fall.toml").write_text("".join(kept), "utf-8")
    assert days(database, read_case_file(tmp_path / "fall.toml")) == ([5, 0], [2])
