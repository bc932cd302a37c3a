"""Setting up the demonstration in a data folder: the sample case, then the living year."""

from datetime import datetime, timedelta
from pathlib import Path

from web import bootstrap
from web.demo import living
from web.demo.people import PEOPLE, add_accounts
from web.year.clock import Say, SimulatedClock
from web.year.establish import establish
from web.year.run import before_first_act
from web.year.script import acts_of
from web.year.stage import Stage
from workflow.casefile.read import read_case_file
from workflow.delivery.folder_post import FolderPost
from workflow.facts import local_date
from workflow.settings import Settings

SAMPLE = Path(__file__).parents[2] / "documents/sample/run-536-2021.toml"


def set_up(settings: Settings, now: datetime, say: Say) -> None:
    """Fill an empty installation: every step is taken through the program's own rules.

    The post of the run lies in the settings' mail folder, as everything that follows will.
    """
    file = read_case_file(SAMPLE, settings.input.case_file_max_bytes)
    office = bootstrap.open_office(settings, now)
    ids = establish(office, file, settings.reminders)
    # The seal is made as of the first act, so that it is valid for every paper since.
    office = bootstrap.sealed(office, settings, before_first_act(file))
    try:
        stage = Stage(office, file, SAMPLE.parent, ids)
        clock = SimulatedClock(office, FolderPost(settings.mail.folder), settings.office.hour, say)
        clock.run(acts_of(stage))
        today = local_date(now, office.time_zone)
        clock.run(living.acts(stage, today), until=now)
        add_accounts(office, ids.persons, now - timedelta(days=1))
    finally:
        office.engine.dispose()


__all__ = ["PEOPLE", "set_up"]
