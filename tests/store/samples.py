"""Small rows for the store's own tests; what a test does not name is as in the sample case."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, column, insert, inspect
from sqlalchemy import table as old_table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from workflow.chaining import stamp
from workflow.outgoing import Attached, Outgoing, message_id
from workflow.states import LetterKind
from workflow.store import record
from workflow.store import tables as t
from workflow.store.engine import writing

KEY = bytes(range(32))
NOON = datetime(2023, 10, 24, 10, 0, tzinfo=UTC)
DAY = date(2023, 10, 24)


def add(connection: Connection, table: Table, **columns: object) -> int:
    """A row with these columns; its id. In an older schema it has the columns that were then."""
    there = {column["name"] for column in inspect(connection).get_columns(table.name)}
    then = old_table(table.name, *(column(c.name, c.type) for c in table.c if c.name in there))
    usual = {c.name: c.default for c in table.c if c.name in there}
    given = {k: d.arg for k, d in usual.items() if isinstance(d, ScalarElementColumnDefault)}
    row = {**given, **columns}
    made = connection.execute(insert(then).returning(then.c.id), row).scalar_one()
    return int(made)


def a_committee(connection: Connection, code: str = "RUN") -> int:
    region = add(
        connection,
        t.region,
        name="Region Jämtland Härjedalen",
        number="232100-0214",
        unit="Regional utveckling",
        house={},
        calendar={},
    )
    return add(
        connection,
        t.committee,
        region_id=region,
        code=code,
        name="Regionala utvecklingsnämnden",
        genitive="Regionala utvecklingsnämndens",
    )


def a_person(connection: Connection, name: str = "Magnus Aspegren") -> int:
    return add(connection, t.person, name=name, email="person@region.example")


def a_case(connection: Connection, number: int = 536) -> int:
    code = f"RUN{chr(ord('A') + number % 26)}"
    committee, officer = a_committee(connection, code), a_person(connection)
    key = f"myndigheten-{number}"
    agency = add(connection, t.party, key=key, name="Tillväxtverket", kind="agency")
    programme = add(
        connection,
        t.programme,
        region_id=1,
        committee_id=committee,
        title="Program",
        short_title="Program",
        first_year=2023,
        last_year=2030,
        ground_kind="committee_decision",
        ground_label="§ 89/2023",
        ground_decided_on=date(2023, 6, 20),
        agency_party_id=agency,
        report_headings=[],
    )
    return add(
        connection,
        t.matter_case,
        programme_id=programme,
        committee_id=committee,
        reference=f"RUN/{number}/2021",
        title="Kommersiell service",
        opened_on=date(2021, 9, 1),
        officer_id=officer,
    )


def a_plan(connection: Connection, case_id: int, year: int = 2024) -> int:
    columns = {"state": "drafting", "title": f"Handlingsplan {year}", "opened_by": 1}
    return add(connection, t.plan, case_id=case_id, year=year, **columns)


def a_decision(connection: Connection, case_id: int, **columns: object) -> int:
    post = add(connection, t.post, title="Regional utvecklingsdirektör")
    delegation = add(
        connection,
        t.delegation,
        committee_id=1,
        ground_kind="committee_decision",
        ground_label="§ 89/2023",
        ground_decided_on=date(2023, 6, 20),
        post_id=post,
        valid_from=date(2023, 6, 20),
    )
    usual: dict[str, object] = {
        "case_id": case_id,
        "committee_id": 1,
        "state": "drafting",
        "title": "Handlingsplaner",
        "matter": "handlingsplan",
        "text": [],
        "delegation_id": delegation,
        "drafted_by": 1,
        "dispatch_to": [],
        "handled_by": [],
    }
    return add(connection, t.decision, **{**usual, **columns})


def an_entry(step: str = "submit", at: datetime = NOON, **more: object) -> dict[str, Any]:
    """What an entry of the record says, but for its place in the chain."""
    actor = {"kind": "person", "name": "Malin Nyqvist Ljungberg", "person_id": None, "title": ""}
    usual: dict[str, Any] = {
        "at": stamp(at),
        "step": step,
        "thing": "decision",
        "thing_id": 1,
        "actor": actor,
        "refused": False,
        "from": "drafting",
        "to": "submitted",
        "reasons": [],
        "given": {},
        "papers": [],
        "letters": [],
        "duties": [],
    }
    return {**usual, **more}


def a_record(connection: Connection, case_id: int, *steps: str, at: datetime = NOON) -> None:
    """A chain of entries, one for each step."""
    for step in steps:
        record.append(connection, case_id, an_entry(step, at), KEY)


def a_letter(case_id: int, key: str = "1:decide:officer", **more: object) -> Outgoing:
    usual: dict[str, Any] = {
        "key": key,
        "case_id": case_id,
        "kind": LetterKind.DECIDED,
        "to_name": "Åre kommun",
        "to_email": "are@kommun.example",
        "subject": "Beslut om handlingsplan för år 2024",
        "body": "Hej!\n\nBeslutet är fattat.\n",
        "message_id": message_id(KEY, key, "region.example"),
        "created_at": NOON,
        "attachments": (Attached("utdrag.docx", "0" * 64, "application/octet-stream"),),
    }
    return Outgoing(**{**usual, **more})


def unguard(database: Engine) -> None:
    """Let down the guard by which the database itself refuses to change the record."""
    with writing(database) as connection:
        for table in ("event", "register_event", "seal"):
            dropped = [f"{table}_no_update", f"{table}_no_delete"]
            if database.dialect.name == "postgresql":
                dropped = [f"{table}_append_only ON {table}"]
            for trigger in dropped:
                connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
