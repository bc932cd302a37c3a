"""What the operator's page shows: what is red and what to do about it, and everything that runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from web import current, readiness
from web.api.description import VERSION
from web.i18n import _, translated
from web.i18n import lazy as _l
from web.readiness import Room
from workflow import settings as known
from workflow.operations.heartbeats import Beat, Heard, Job
from workflow.operations.queries.operation import Look, Standing
from workflow.settings import Settings

_LATE = timedelta(hours=1)
_MB = 1_000_000
# The password of a database's address, before the host or among what follows it.
_PASSWORD = re.compile(r"(?<=:)(?<!://)[^/@:\s]*(?=@)|(?<=[?&]password=)[^&]*")

JOBS: dict[Job, str] = {
    Job.TICK: _l("Bevakningen av dagar"),
    Job.SENDER: _l("Sändaren av brev"),
    Job.MAILBOX: _l("Läsningen av brevlådan"),
    Job.DAY: _l("Dygnets arbete: förseglingen och sammanträdena"),
    Job.VERIFY: _l("Kontrollen av händelseloggen"),
    Job.BACKUP: _l("Säkerhetskopieringen"),
}
_WORKER = _l(
    "Se efter att arbetaren är i gång, läs vad den har skrivit i driftloggen, och starta om den."
)
DO: dict[Job, str] = {
    Job.TICK: _WORKER,
    Job.SENDER: _WORKER,
    Job.MAILBOX: _l(
        "Kontrollera brevlådans server, namn och lösenord i inställningarna, och om det är "
        "viruskontrollen som felar att clamd är i gång. Brev går ut ändå."
    ),
    Job.DAY: _WORKER,
    Job.VERIFY: _l(
        "Ändra ingenting i databasen. Kör «beslutskedjan verify» för att se allt som inte stämmer, "
        "och jämför med den senaste säkerhetskopian."
    ),
    Job.BACKUP: _l(
        "Kör «beslutskedjan backup», och se efter varför den som är schemalagd inte gick."
    ),
}


@dataclass(frozen=True)
class Red:
    """Something that is wrong, and what to do about it."""

    what: str
    do: str


@dataclass(frozen=True)
class Line:
    """A periodic job: when it was last heard of and last went well, and how it stands."""

    name: str
    beat: Beat | None
    is_silent: bool
    silence: timedelta

    @property
    def standing(self) -> tuple[str, str]:
        """The word and its tone."""
        if self.is_silent:
            return _("Tyst"), "wrong"
        if self.beat is None:
            return _("Har inte gått än"), "later"
        return (_("Fel"), "wrong") if self.beat.problem else (_("Går"), "done")


@dataclass(frozen=True)
class Page:
    """All that the page shows."""

    reds: tuple[Red, ...]
    lines: tuple[Line, ...]
    standing: Standing | None
    rooms: tuple[Room, ...]
    version: str
    schema: str
    settings: tuple[tuple[str, str], ...]


def shown(look: Look) -> Page:
    """The page as the operation stands at this moment."""
    held = current.settings()
    rooms = tuple(readiness.rooms(held))
    standing = look.standing
    reds = [*_disk_reds(rooms, held)]
    if standing is not None:
        reds += [*reds_of(standing.jobs), *_letter_reds(standing), *_mode_red(standing)]
    return Page(
        reds=tuple(reds),
        lines=tuple(map(_line, standing.jobs)) if standing else (),
        standing=standing,
        rooms=rooms,
        version=VERSION,
        schema=look.version,
        settings=tuple(settings_shown(held)),
    )


def reds_of(jobs: tuple[Heard, ...]) -> Iterator[Red]:
    """The jobs that have fallen silent, or went wrong the last time."""
    for each in jobs:
        if not each.is_well:
            yield Red(_wrong(each), translated(DO[each.job]))


def _wrong(heard: Heard) -> str:
    job, beat = translated(JOBS[heard.job]), heard.beat
    if beat is None:
        return _("%(job)s har aldrig hörts av.", job=job)
    if heard.is_silent:
        return _(
            "%(job)s har inte hörts av sedan %(since)s.",
            job=job,
            since=current.clock_shows(beat.beat_at),
        )
    problem = beat.problem.rstrip(".")
    return _(
        "%(job)s gick fel %(at)s: %(problem)s.",
        job=job,
        at=current.clock_shows(beat.beat_at),
        problem=problem,
    )


def _disk_reds(rooms: tuple[Room, ...], held: Settings) -> Iterator[Red]:
    for room in rooms:
        if not room.writable:
            what = _("Det går inte att skriva i mappen %(place)s.", place=room.place)
            yield Red(what, _("Ge den användare som programmet körs som rätt att skriva där."))
        elif room.free < held.operation.least_free_mb * _MB:
            what = _("Disken med mappen %(place)s är nästan full.", place=room.place)
            yield Red(what, _("Frigör utrymme, eller flytta mappen till en större disk."))


def _letter_reds(standing: Standing) -> Iterator[Red]:
    since = standing.oldest_unsent_at
    if since is not None and standing.at - since > _LATE:
        what = _("Ett brev har väntat sedan %(since)s.", since=current.clock_shows(since))
        yield Red(what, _("Kontrollera inställningarna för e-post, och att e-postservern svarar."))
    if standing.for_a_person:
        what = _("Brev som inte kunde skickas: %(count)s.", count=standing.for_a_person)
        yield Red(what, _("Registratorn ser dem på sin startsida, och avgör vad som ska göras."))


def _mode_red(standing: Standing) -> Iterator[Red]:
    if standing.closed is not None:
        what = _("Programmet är skrivskyddat: %(reason)s", reason=standing.closed.reason)
        yield Red(what, _("När arbetet är klart: kör «beslutskedjan readonly off»."))


def _line(heard: Heard) -> Line:
    name = translated(JOBS[heard.job])
    return Line(name, heard.beat, heard.is_silent, heard.silence)


def settings_shown(held: Settings) -> Iterator[tuple[str, str]]:
    """Every setting in effect; of a secret only whether it is given."""
    for table, section in held:
        for key, value in section:
            yield f"{table}.{key}", _value((table, key), value)


def _value(setting: tuple[str, str], value: object) -> str:
    if known.is_secret(setting):
        return _("angivet, visas inte") if value else _("inte angivet")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    return _PASSWORD.sub("…", str(value)) or "–"
