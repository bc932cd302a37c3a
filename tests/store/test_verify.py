"""Whatever is done to the record behind the program's back, verifying it says so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, text

from tests.store.samples import (
    DAY,
    KEY,
    NOON,
    a_case,
    a_letter,
    a_record,
    add,
    an_entry,
    unguard,
)
from workflow.checking import Finding
from workflow.delivery.fakes import PapersInMemory
from workflow.outgoing import Attached
from workflow.store import outbox, record
from workflow.store import tables as t
from workflow.store.engine import reading, writing
from workflow.store.verify import verify_record

PAPER = b"Beslut"


@pytest.fixture
def files() -> PapersInMemory:
    return PapersInMemory()


@pytest.fixture
def whole(database: Engine, files: PapersInMemory) -> Engine:
    """A record of two cases over two days, sealed, with one paper; and nothing guards it."""
    sha256 = files.put(PAPER)
    papers = [["delegationsbeslut", "beslut.docx", sha256]]
    with writing(database) as connection:
        cases = a_case(connection, 280), a_case(connection, 536)
        for case in cases:
            a_record(connection, case, "prepare", "submit")
            tomorrow = NOON + timedelta(days=1)
            record.append(connection, case, an_entry("decide", tomorrow, papers=papers), KEY)
        keep_paper(connection, cases[1], sha256)
        record.seal_day(connection, DAY + timedelta(days=1), KEY, NOON + timedelta(days=2))
    unguard(database)
    return database


def keep_paper(connection: Connection, case: int, sha256: str) -> None:
    kind, name = "delegationsbeslut", "beslut.docx"
    paper = {"sha256": sha256, "kind": kind, "name": name, "media_type": "text/plain"}
    connection.execute(t.paper.insert(), {**paper, "size": len(PAPER)})
    use = {"sha256": sha256, "case_id": case, "kind": kind, "name": name}
    add(connection, t.paper_use, **use, step="decide", made_on=DAY)


def verify(database: Engine, files: PapersInMemory, key: bytes | None = KEY) -> dict[str, str]:
    with reading(database) as connection:
        return {found.kind: found.text for found in verify_record(connection, files, key)}


def test_a_whole_record_holds(whole: Engine, files: PapersInMemory) -> None:
    assert verify(whole, files) == {}
    assert verify(whole, files, key=None) == {}


def test_an_empty_record_holds(database: Engine, files: PapersInMemory) -> None:
    assert verify(database, files) == {}


LAST = "case_id = 2 AND seq = 3"
MIDDLE = "case_id = 2 AND seq = 2"

SWAP = f"""
UPDATE event SET seq = 9 WHERE {MIDDLE};
UPDATE event SET seq = 2 WHERE {LAST};
UPDATE event SET seq = 3 WHERE seq = 9
"""
SAME = "at, step, thing, actor_kind, actor_name, refused, previous, hash, mac"
INSERT = f"""
INSERT INTO event (case_id, seq, body, {SAME})
SELECT case_id, 4, replace(body, '"seq":3', '"seq":4'), {SAME} FROM event WHERE {LAST}
"""

TAMPERINGS = [
    (
        f"UPDATE event SET body = replace(body, 'submit', 'commit') WHERE {MIDDLE}",
        "chain",
        "Ärende RUN/536/2021, händelse 2: innehållet stämmer inte med sin kontrollsumma.",
    ),
    (
        f"UPDATE event SET body = 'nothing' WHERE {MIDDLE}",
        "chain",
        "Ärende RUN/536/2021, händelse 2: innehållet går inte att läsa.",
    ),
    (
        f"DELETE FROM event WHERE {MIDDLE}",
        "chain",
        "Ärende RUN/536/2021, händelse 3: här skulle händelse 2 stå.",
    ),
    (
        SWAP,
        "column",
        "Ärende RUN/536/2021, händelse 3: kolumnen seq säger något annat än innehållet.",
    ),
    (
        INSERT,
        "chain",
        "Ärende RUN/536/2021, händelse 4: hänger inte ihop med händelsen före.",
    ),
    (
        f"UPDATE event SET id = 999 WHERE {MIDDLE}",
        "chain",
        "Ärende RUN/536/2021, händelse 3: här skulle händelse 2 stå.",
    ),
    (
        f"UPDATE event SET hash = 'abc' WHERE {MIDDLE}",
        "chain",
        "Ärende RUN/536/2021, händelse 2: innehållet stämmer inte med sin kontrollsumma.",
    ),
    (
        f"UPDATE event SET body = body || ' ' WHERE {MIDDLE}",
        "chain",
        "Ärende RUN/536/2021, händelse 2: innehållet går inte att läsa.",
    ),
    (
        f"UPDATE event SET previous = '{'0' * 64}' WHERE {MIDDLE}",
        "chain",
        "Ärende RUN/536/2021, händelse 2: hänger inte ihop med händelsen före.",
    ),
    (
        f"UPDATE event SET mac = '{'0' * 64}' WHERE {MIDDLE}",
        "mac",
        "Ärende RUN/536/2021, händelse 2: signaturen är inte gjord med den här nyckeln.",
    ),
    (
        f"UPDATE event SET actor_name = 'Någon annan' WHERE {MIDDLE}",
        "column",
        "Ärende RUN/536/2021, händelse 2: kolumnen actor_name säger något annat än innehållet.",
    ),
    (
        f"UPDATE event SET at = '2023-10-23 10:00:00+00:00' WHERE {MIDDLE}",
        "column",
        "Ärende RUN/536/2021, händelse 2: kolumnen at säger något annat än innehållet.",
    ),
    (
        f"DELETE FROM event WHERE {LAST}",
        "head",
        "Ärende RUN/536/2021: ska sluta med händelse 3, men kedjan slutar med händelse 2.",
    ),
    (
        "UPDATE matter_case SET head_hash = '' WHERE id = 2",
        "head",
        "Ärende RUN/536/2021: ärendet pekar inte på sin sista händelse.",
    ),
    (
        "UPDATE matter_case SET reference = 'RUN/1/2021' WHERE id = 2",
        "column",
        "Ärende RUN/1/2021, händelse 1: kolumnen reference säger något annat än innehållet.",
    ),
    (
        "UPDATE seal SET heads = replace(heads, '2023-10-24', '2023-10-23')",
        "seal",
        "Förseglingen för 2023-10-23: innehållet stämmer inte med sin kontrollsumma.",
    ),
    (
        "DELETE FROM seal WHERE day = '2023-10-24'",
        "seal",
        "Förseglingen för 2023-10-25: hänger inte ihop med förseglingen före.",
    ),
    (
        f"UPDATE seal SET mac = '{'0' * 64}' WHERE day = '2023-10-25'",
        "mac",
        "Förseglingen för 2023-10-25: signaturen är inte gjord med den här nyckeln.",
    ),
]


@pytest.mark.case("L02", "R16")
@pytest.mark.parametrize(("change", "kind", "sentence"), TAMPERINGS)
def test_tampering_is_named(
    whole: Engine, files: PapersInMemory, change: str, kind: str, sentence: str
) -> None:
    with writing(whole) as connection:
        for statement in change.split(";"):
            connection.execute(text(statement.replace(":", "\\:")))
    assert verify(whole, files)[kind] == sentence


def test_a_tail_that_was_cut_with_its_head_is_found_by_the_seal(
    whole: Engine, files: PapersInMemory
) -> None:
    with writing(whole) as connection:
        connection.execute(text(f"DELETE FROM event WHERE {LAST}"))
        hash_of_last = "(SELECT hash FROM event WHERE case_id = 2 AND seq = 2)"
        connection.execute(
            text(f"UPDATE matter_case SET head_seq = 2, head_hash = {hash_of_last} WHERE id = 2")
        )
    sentence = (
        "Förseglingen för 2023-10-25: omfattar händelse 3 i ärende RUN/536/2021, "
        "men den saknas nu eller är en annan."
    )
    assert verify(whole, files) == {"seal": sentence}


def test_a_case_that_was_emptied_is_found_by_the_seal(whole: Engine, files: PapersInMemory) -> None:
    with writing(whole) as connection:
        connection.execute(text("DELETE FROM event WHERE case_id = 2"))
        connection.execute(text("UPDATE matter_case SET head_seq = 0 WHERE id = 2"))
    assert "omfattar händelse 2 i ärende RUN/536/2021" in verify(whole, files)["seal"]


def test_a_chain_made_anew_without_the_key_is_found(whole: Engine, files: PapersInMemory) -> None:
    with writing(whole) as connection:
        connection.execute(text("DELETE FROM event WHERE case_id = 2"))
        connection.execute(text("DELETE FROM seal"))
        head = {"head_seq": 0, "head_hash": "0" * 64}
        connection.execute(t.matter_case.update().where(t.matter_case.c.id == 2), head)
        record.append(connection, 2, an_entry("prepare"), b"another key")
    assert list(verify(whole, files)) == ["mac"]


Harm = Callable[[dict[str, bytes]], object]


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda kept: kept.clear(), "Handlingen beslut.docx i ärende RUN/280/2021 saknas."),
        (
            lambda kept: kept.update(dict.fromkeys(kept, b"Annat")),
            "Handlingen beslut.docx i ärende RUN/280/2021 har ändrats.",
        ),
    ],
)
def test_a_paper_that_is_not_what_it_was_is_named(
    whole: Engine, files: PapersInMemory, harm: Harm, sentence: str
) -> None:
    harm(files.kept)
    assert verify(whole, files) == {"paper": sentence}


def test_a_paper_that_only_the_database_names_is_looked_for_too(
    whole: Engine, files: PapersInMemory
) -> None:
    with writing(whole) as connection:
        row = {"sha256": "a" * 64, "kind": "utdrag", "name": "utdrag.docx", "size": 1}
        connection.execute(t.paper.insert(), {**row, "media_type": "text/plain"})
        use = {"sha256": "a" * 64, "case_id": 2, "kind": "utdrag", "name": "utdrag.docx"}
        add(connection, t.paper_use, **use, step="dispatch", made_on=DAY)
    assert verify(whole, files) == {"paper": "Handlingen utdrag.docx i ärende RUN/536/2021 saknas."}


def test_only_the_first_fault_of_each_kind_is_told(whole: Engine, files: PapersInMemory) -> None:
    with writing(whole) as connection:
        connection.execute(text("UPDATE event SET mac = ''"))
    with reading(whole) as connection:
        found = verify_record(connection, files, KEY)
    sentence = "Ärende RUN/280/2021, händelse 1: signaturen är inte gjord med den här nyckeln."
    assert found == (Finding("mac", sentence),)


def test_a_changed_enclosure_that_is_no_paper_of_the_case_is_named(
    whole: Engine, files: PapersInMemory
) -> None:
    """As the file for the recipient's register, which only the letter names."""
    sha256 = files.put(b"{}")
    with writing(whole) as connection:
        query = t.matter_case.select().where(t.matter_case.c.reference == "RUN/536/2021")
        case = connection.execute(query).one().id
        letter = a_letter(
            case_id=case, attachments=(Attached("diarium.json", sha256, "text/json"),)
        )
        outbox.add(connection, letter)
    assert verify(whole, files) == {}
    files.kept[sha256] = b"[]"
    assert verify(whole, files) == {
        "paper": "Handlingen diarium.json i ärende RUN/536/2021 har ändrats."
    }


def test_a_changed_letter_that_came_in_is_named(whole: Engine, files: PapersInMemory) -> None:
    sha256 = files.put(b"Hej")
    row = {"received_at": NOON, "message_id": "<1@a.example>", "kind": "unmatched", "note": ""}
    row |= {"from_email": "a@a.example", "subject": "Hej", "sha256": sha256, "handled_by": ""}
    with writing(whole) as connection:
        connection.execute(t.incoming.insert(), row)
    del files.kept[sha256]
    assert verify(whole, files) == {"paper": "Handlingen inkommet brev i ärende – saknas."}
