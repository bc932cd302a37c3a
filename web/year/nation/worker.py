"""One of the processes that run the nation: it takes a region at a time, and tells how it goes."""

from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection

from web.telling import told
from web.year.nation.counties import nation
from web.year.nation.orders import Asked, RegionDone, RegionStopped, Word, YearDone
from web.year.nation.region import folder_of, region_file
from web.year.run import Run, run
from workflow.casefile.lookup import sent_to
from workflow.refusals import BeslutskedjanError

Tell = Callable[[Word], None]
# Enclosures would be kept once for each of the recipients: the papers are in their own folder.
_BY_LINK = 0


def work(pipe: Connection, asked: Asked) -> None:
    """Run the regions that come through the pipe, until it is closed or whoever asked is gone."""
    try:
        while True:
            place: int = pipe.recv()
            try:
                pipe.send(run_region(asked, place, pipe.send))
            except BeslutskedjanError as error:
                pipe.send(RegionStopped(place, told(error)))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


def run_region(asked: Asked, place: int, tell: Tell) -> RegionDone:
    """All the years of one region, in a folder and a database of its own."""
    county = asked.counties[place]
    file = region_file(asked.pattern, nation(), county, asked.years)
    mail = asked.settings.mail.model_copy(update={"attach_max_bytes": _BY_LINK})
    left = run(
        Run(
            file=file,
            content=f"{county.code} {asked.years}".encode(),
            source=asked.out,
            out=asked.out / folder_of(county),
            settings=asked.settings.model_copy(update={"mail": mail}),
            say=_Years(place, tell),
            years=asked.years,
        )
    )
    return RegionDone(
        place,
        recipients=len(sent_to(file, file.decisions[0])),
        decisions=len(asked.years),
        papers=left.papers,
        letters=left.letters,
        duties=left.duties,
        untrue=left.untrue,
    )


class _Years:
    """Tells of each calendar year that is over, by the days of what happens."""

    def __init__(self, place: int, tell: Tell) -> None:
        self.place, self.tell = place, tell
        self.year = 0

    def __call__(self, day: date, _who: str, _what: str) -> None:
        if self.year and day.year > self.year:
            self.tell(YearDone(self.place, self.year))
        self.year = day.year
