"""Running a case file through the chain on a simulated clock, day by day."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from documents.seal.identity import Owner
from web import bootstrap, verifying
from web.sealfolder import publish
from web.sealing import demonstration_seal
from web.year import folder, leaving
from web.year.clock import Say, SimulatedClock
from web.year.establish import establish, house_style
from web.year.foretold import Foretold
from web.year.onward import Years, onward
from web.year.passing import PassingPost
from web.year.script import acts_of
from web.year.stage import Act, Stage
from web.year.truth import checking, facit
from workflow.casefile.model import CaseFile
from workflow.facts import local_date
from workflow.operations.office import Office
from workflow.settings import Settings
from workflow.store import record
from workflow.store.engine import reading, writing
from workflow.store.export import export_events


@dataclass(frozen=True)
class Run:
    """What is run, and where to.

    ``content`` is what the demonstration key is made of. With ``years`` the file goes on to the
    last of them, its database is kept, and the truth of all that was done is checked at the end.
    ``database`` is the address of an empty one to work in, instead of a file in the folder.
    """

    file: CaseFile
    content: bytes
    source: Path
    out: Path
    settings: Settings
    say: Say
    years: Years | None = None
    database: str = ""


@dataclass(frozen=True)
class Left:
    """What a run left in its folder; ``untrue`` is what its check found."""

    papers: int
    letters: int
    duties: int
    acts: int
    untrue: tuple[str, ...] = ()


def run_year(
    file: CaseFile, content: bytes, source: Path, out: Path, settings: Settings, say: Say
) -> Left:
    """Run every act of the case file, each by the right person at its time, and leave a folder.

    Two runs leave the same folder, byte for byte. Raises ``Refused`` where the rules say no; the
    folder then says where the run stopped, and why.
    """
    return run(Run(file, content, source, out, settings, say))


def run(asked: Run) -> Left:
    """Run the case file, or all the years asked for."""
    file, out = asked.file, asked.out
    house_style(file.house, file.folder)  # a template that can't be used is told before all else
    if asked.years is not None:
        file = onward(file, asked.years)
    if asked.database:
        bootstrap.require_empty(asked.database)
    folder.begin(out)
    key = hashlib.sha256(b"demonstration key\n" + asked.content).digest()
    (out / folder.KEY).write_bytes(key)
    office = _office(asked, file, key)
    try:
        left = _run(asked, file, office)
    finally:
        office.engine.dispose()
    if asked.years is not None:
        left = replace(left, untrue=_checked(asked))
    if not left.untrue:
        folder.finish(out)
    return left


def _office(asked: Run, file: CaseFile, key: bytes) -> Office:
    """The office on a database of its own, in the region's time zone, with a seal of its own."""
    zone = asked.settings.office.model_copy(update={"time_zone": file.region.time_zone})
    settings = asked.settings.model_copy(update={"office": zone})
    seal = demonstration_seal(
        key, Owner(file.region.name, file.region.number), before_first_act(file)
    )
    publish(asked.out / folder.SEAL, seal.certificates)
    work = asked.out / folder.WORK
    unsealed = bootstrap.passing_office(work, key, settings, asked.database)
    return replace(
        unsealed,
        sealer=seal.sealer,
        sender_name=file.region.name,
        sender_email=f"beslutskedjan@{_domain(file)}",
    )


def _run(asked: Run, file: CaseFile, office: Office) -> Left:
    out, settings = asked.out, asked.settings
    ids = establish(office, file, settings.reminders)
    acts = acts_of(Stage(office, file, asked.source.parent, ids))
    post = PassingPost(out / folder.WORK / "mail")
    if asked.years is None:
        mark = partial(folder.mark, out)
        SimulatedClock(office, post, settings.office.hour, asked.say, mark).run(acts)
        _seal(office, acts[-1].at)
        return _leave(office, post, out, acts)
    foretold, told = Foretold(office), _YearMarked(asked)
    clock = SimulatedClock(office, post, settings.office.hour, told, told.mark, foretold.ask)
    clock.run(acts)
    _seal(office, acts[-1].at)
    left = _leave(office, post, out, acts)
    facit.write(out / folder.KEPT, facit.facit_of(file, asked.years, foretold.letters))
    return left


class _YearMarked:
    """Says in the folder which year a long run has come to, and where and why it was stopped."""

    def __init__(self, asked: Run) -> None:
        self.asked = asked
        self.year = 0

    def __call__(self, day: date, who: str, what: str) -> None:
        if day.year != self.year:
            self.year = day.year
            folder.mark(self.asked.out, f"Körningen stannade under {self.year}.")
        self.asked.say(day, who, what)

    def mark(self, where: str, *why: str) -> None:
        if why:  # each morning of many years need not be marked
            folder.mark(self.asked.out, where, *why)


def _checked(asked: Run) -> tuple[str, ...]:
    """The whole run against what was foretold and what must be; the database is kept."""
    out = asked.out
    folder.mark(out, "Allt är gjort. Körningen stannade när den kontrollerades.")
    if not asked.database:
        (out / folder.WORK / bootstrap.DATABASE).replace(out / folder.DATABASE)
    found = (*verifying.findings_in(out), *checking.findings(out, asked.database))
    if found:
        folder.mark(out, "Allt är gjort, men kontrollen fann fel.", *found[:20])
    return found


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


def _leave(office: Office, post: PassingPost, out: Path, acts: list[Act]) -> Left:
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
