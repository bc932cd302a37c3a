"""Running a case file through the chain on a simulated clock, day by day."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from documents.seal.identity import Owner
from web import bootstrap
from web.sealfolder import publish
from web.sealing import demonstration_seal
from web.telling import told
from web.year import folder, leaving
from web.year.establish import establish, house_style
from web.year.script import acts_of
from web.year.stage import Act, Stage
from workflow.casefile.model import CaseFile
from workflow.delivery.folder_post import FolderPost
from workflow.facts import local_date
from workflow.jobs import sender
from workflow.jobs.tick import tick
from workflow.operations.office import Office
from workflow.reasons import STEPS_BY_THEMSELVES
from workflow.refusals import BeslutskedjanError
from workflow.settings import Settings
from workflow.store import record
from workflow.store.engine import reading, writing
from workflow.store.export import export_events

Say = Callable[[date, str, str], None]


@dataclass(frozen=True)
class Left:
    """What a run left in its folder."""

    papers: int
    letters: int
    duties: int
    acts: int


def run_year(
    file: CaseFile, content: bytes, source: Path, out: Path, settings: Settings, say: Say
) -> Left:
    """Run every act of the case file, each by the right person at its time, and leave a folder.

    ``content`` is the case file's bytes: the demonstration key is made of them, so that two
    runs leave the same folder, byte for byte. Raises ``Refused`` where the rules say no; the
    folder then says where the run stopped, and why.
    """
    house_style(file.house, file.folder)  # a template that can't be used is told before all else
    folder.begin(out)
    key = hashlib.sha256(b"demonstration key\n" + content).digest()
    (out / folder.KEY).write_bytes(key)
    zoned = settings.model_copy(
        update={"office": settings.office.model_copy(update={"time_zone": file.region.time_zone})}
    )
    seal = demonstration_seal(key, Owner(file.region.name, file.region.number), _before(file))
    publish(out / folder.SEAL, seal.certificates)
    unsealed = bootstrap.office_in_folder(out / folder.WORK, key, zoned)
    office = replace(
        unsealed,
        sealer=seal.sealer,
        sender_name=file.region.name,
        sender_email=f"beslutskedjan@{_domain(file)}",
    )
    try:
        acts = acts_of(
            Stage(office, file, source.parent, establish(office, file, settings.reminders))
        )
        post = FolderPost(out / folder.WORK / "mail")
        _Clock(office, post, out, settings.office.hour, say).run(acts)
        _seal(office, acts[-1].at)
        left = _leave(office, post, out, acts)
    finally:
        office.engine.dispose()
    folder.finish(out)
    return left


def _domain(file: CaseFile) -> str:
    """Where the officer has mail, and so the organisation."""
    officer = next(person for person in file.persons if person.key == file.case.officer)
    return officer.email.rpartition("@")[2]


def _before(file: CaseFile) -> datetime:
    """A time before the first act, from which the demonstration seal is valid."""
    first = min(plan.opened_on for plan in file.plans)
    return first.at(file.region.time_zone) - timedelta(days=1)


def _seal(office: Office, last: datetime) -> None:
    """Seal the last day too, as the tick of the next morning would."""
    with writing(office.engine) as connection:
        over = last.astimezone(UTC).date()
        record.seal_day(connection, over, office.key, last + timedelta(days=1))


def _leave(office: Office, post: FolderPost, out: Path, acts: list[Act]) -> Left:
    folder.mark(out, "Alla steg är tagna. Körningen stannade när resultatet skrevs ut.")
    papers = leaving.papers(office, out)
    letters = leaving.letters(office, post.folder, out)
    duties = leaving.calendar(office, out, local_date(acts[-1].at, office.time_zone))
    with (
        (out / folder.EVENTS).open("w", encoding="utf-8") as events,
        reading(office.engine) as connection,
    ):
        export_events(connection, events)
    return Left(papers, letters, duties, len(acts))


class _Clock:
    """The simulated clock: each morning a tick at office hour, then the acts of the day."""

    def __init__(self, office: Office, post: FolderPost, out: Path, hour: int, say: Say) -> None:
        self.office = office
        self.post = post
        self.out = out
        self.morning = time(hour)
        self.say = say
        self.zone = ZoneInfo(office.time_zone)

    def run(self, acts: list[Act]) -> None:
        day = acts[0].at.astimezone(self.zone).date()
        for act in acts:
            on = act.at.astimezone(self.zone).date()
            while self._morning_of(day) <= act.at:
                self._tick(day)
                day += timedelta(days=1)
            self._act(act, on)

    def _morning_of(self, day: date) -> datetime:
        return datetime.combine(day, self.morning, self.zone).astimezone(UTC)

    def _tick(self, day: date) -> None:
        at = self._morning_of(day)
        folder.mark(self.out, f"Körningen stannade {day} när kalendern gick igenom dagen.")
        ticked = tick(self.office, at)
        for step in ticked.steps:
            self.say(day, "Kalendern", STEPS_BY_THEMSELVES[step])
        if ticked.reminders:
            self.say(day, "Kalendern", f"påminner ({ticked.reminders})")
        self._send(at)

    def _act(self, act: Act, on: date) -> None:
        where = f"Körningen stannade {on} när {act.who} {act.what}."
        folder.mark(self.out, where)
        try:
            act.do()
        except BeslutskedjanError as error:
            folder.mark(self.out, where, *told(error))
            raise
        self.say(on, act.who, act.what)
        self._send(act.at)

    def _send(self, at: datetime) -> None:
        while sender.send_due(self.office, self.post, "year", at):
            pass
