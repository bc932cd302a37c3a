"""Running a case file through the chain on a simulated clock, day by day."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from documents.seal.identity import Owner
from web import bootstrap
from web.sealfolder import publish
from web.sealing import demonstration_seal
from web.year import folder, leaving
from web.year.clock import Say, SimulatedClock
from web.year.establish import establish, house_style
from web.year.script import acts_of
from web.year.stage import Act, Stage
from workflow.casefile.model import CaseFile
from workflow.delivery.folder_post import FolderPost
from workflow.facts import local_date
from workflow.operations.office import Office
from workflow.settings import Settings
from workflow.store import record
from workflow.store.engine import reading, writing
from workflow.store.export import export_events


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
    seal = demonstration_seal(
        key, Owner(file.region.name, file.region.number), before_first_act(file)
    )
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
        SimulatedClock(office, post, settings.office.hour, say, partial(folder.mark, out)).run(acts)
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


def before_first_act(file: CaseFile) -> datetime:
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
