"""R16: bytes are overwritten where they lie, in the database's own files and among the papers."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.torture.bed import Bed, Beds
from tests.torture.outcome import Outcome
from tests.torture.postgresql import Fallible, fallible
from workflow.store import tables as t
from workflow.store.engine import open_database, reading
from workflow.store.verify import verify_record

_SHORT = 1500  # what lies in one piece in the file


def bytes_of_it(beds: Beds, rounds: int) -> Outcome:
    """One byte of an entry or of a paper is another: each time it is found."""
    outcome = Outcome(note="en byte skrivs över i en händelse eller en handling, på disken")
    if beds.server is None:
        _rounds(beds, None, rounds, outcome)
        return outcome
    with fallible() as server:
        _rounds(Beds(beds.folder, server), server, rounds, outcome)
    return outcome


def _rounds(beds: Beds, server: Fallible | None, rounds: int, outcome: Outcome) -> None:
    for number in range(rounds):
        dice, bed = Random(number), beds.make("acknowledged")
        if number % 3 == 0:
            _overwrite_paper(bed, dice)
        else:
            _overwrite_entry(bed, server, dice)
        found = list(_findings(bed))
        outcome.add([] if found else ["en ändrad byte hittades inte"], len(found[:1]))
        beds.done_with(bed)


def _overwrite_paper(bed: Bed, dice: Random) -> None:
    paper = dice.choice(sorted(path for path in bed.papers.rglob("*/*") if path.is_file()))
    content = bytearray(paper.read_bytes())
    content[dice.randrange(len(content))] ^= 1
    paper.write_bytes(content)


def _overwrite_entry(bed: Bed, server: Fallible | None, dice: Random) -> None:
    """Where the body of an entry lies in the files, one of its letters becomes another."""
    office = bed.office()
    with reading(office.engine) as connection:
        bodies = connection.execute(select(t.event.c.body)).scalars().all()
    office.engine.dispose()
    body = dice.choice([each for each in bodies if len(each) < _SHORT]).encode()
    own = _folder_of(bed, server) if server else None
    if server is not None:
        server.stop()
    files = sorted(own.iterdir()) if own else [bed.folder / "chain.db"]
    places = [(file, at) for file in files if file.is_file() for at in _places(file, body)]
    for file, at in places:  # also where it lay before: all copies of it
        with file.open("r+b") as held:
            held.seek(at + dice.randrange(len(body) // 2))
            held.write(b"\x07")
    assert places
    if server is not None:
        server.start()


def _folder_of(bed: Bed, server: Fallible) -> Path:
    """Where the server keeps this database, and no other."""
    engine = open_database(bed.url)
    with reading(engine) as connection:
        query = "SELECT oid FROM pg_database WHERE datname = current_database()"
        number = connection.execute(text(query)).scalar_one()
    engine.dispose()
    return server.data / "base" / str(number)


def _places(file: Path, body: bytes) -> Iterator[int]:
    content, at = file.read_bytes(), -1
    piece = body[: len(body) // 2]  # what follows may lie on another page
    while (at := content.find(piece, at + 1)) >= 0:
        yield at


def _findings(bed: Bed) -> Iterator[str]:
    """What the check says; a database that refuses to be read has found it too."""
    office = bed.office()
    try:
        with reading(office.engine) as connection:
            found = verify_record(connection, office.files, office.key)
        yield from (each.text for each in found)
    except DBAPIError as error:
        yield str(error.orig)
    finally:
        office.engine.dispose()
