"""Reading a case: with its committee, its officer, and the programme that it carries out."""

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from workflow.facts import Case, Committee, Party, Programme
from workflow.store import duty_rules, people, register, report_headings
from workflow.store import tables as t
from workflow.store.prepared import Prepared, Source

_ID: BindParameter[int] = bindparam("id")
_OF_THE_PROGRAMME = [
    t.programme.c[name]
    for name in (
        *("short_title", "first_year", "last_year", "agency_party_id"),
        *("ground_kind", "ground_label", "ground_decided_on", "ground_reference"),
        *("report_headings", "report_headings_verified"),
    )
]
_A_CASE = (
    select(
        *(t.matter_case.c[name] for name in ("id", "reference", "title", "opened_on")),
        *(t.matter_case.c[name] for name in ("committee_id", "programme_id", "officer_id")),
        *(t.committee.c[name] for name in ("code", "genitive", "notified", "register_version")),
        t.committee.c.name.label("committee_name"),
        t.committee.c.region_id,
        t.programme.c.title.label("programme_title"),
        *_OF_THE_PROGRAMME,
    )
    .join(t.committee, t.committee.c.id == t.matter_case.c.committee_id)
    .join(t.programme, t.programme.c.id == t.matter_case.c.programme_id)
)
CASE = Prepared(_A_CASE.where(t.matter_case.c.id == bindparam("case")))
OF_PLAN = Prepared(
    _A_CASE.join(t.plan, t.plan.c.case_id == t.matter_case.c.id).where(t.plan.c.id == _ID)
)
OF_DECISION = Prepared(
    _A_CASE.join(t.decision, t.decision.c.case_id == t.matter_case.c.id).where(
        t.decision.c.id == _ID
    )
)


def the_case(found: Source, row: Row[Any], on: date) -> Case:
    """The case with its committee, and its officer by the title of that day."""
    name = row.committee_name
    return Case(
        id=row.id,
        reference=row.reference,
        title=row.title,
        opened_on=row.opened_on,
        committee=Committee(row.committee_id, row.code, name, row.genitive, row.notified),
        officer=people.person(found, row.officer_id, on),
    )


def the_programme(found: Source, row: Row[Any], parties: dict[int, Party]) -> Programme:
    """The programme that the case carries out, with its rules and the headings of its reports."""
    headings = report_headings.read(row)
    usual = report_headings.usual(headings)
    return Programme(
        id=row.programme_id,
        title=row.programme_title,
        short_title=row.short_title,
        first_year=row.first_year,
        last_year=row.last_year,
        adopted=register.ground(row),
        agency=parties[row.agency_party_id],
        report_headings=usual.headings,
        report_headings_verified=usual.is_verified,
        headings_by_year=headings,
        rules=duty_rules.of_programme(found, row.programme_id),
    )
