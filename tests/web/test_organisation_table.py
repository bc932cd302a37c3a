"""The register of organisations as a table: each column read, whatever Excel has made of it."""

from dataclasses import fields
from datetime import date

import pytest

from web import exports, organisation_table, sheets
from web.sheets import Row
from workflow.facts import Party
from workflow.operations.party_import import Fault, Listed
from workflow.operations.queries.parties import GroupShown, Organisations
from workflow.refusals import BadInput
from workflow.states import Channel

HEADS = ("Namn", "Slag", "Organisationsnummer", "Kanal", "E-post", "Kontakt och postadress")
DAYS = ("Gäller från", "Gäller till", "Grupper")
ROW = {
    "Namn": "Åre kommun",
    "Slag": "Kommun",
    "Organisationsnummer": "212000-2494",
    "Kanal": "E-post",
    "E-post": "registrator@are.example",
    "Kontakt och postadress": "Registraturen",
    "Gäller från": "2024-01-01",
    "Gäller till": "",
    "Grupper": "Länets kommuner | Service Z",
}
PARTIES = (
    Party(1, "region", "Regionen", "region", "232100-0214", "r@region.example"),
    Party(2, "are", "Åre kommun", "municipality", "212000-2494", "=cmd|' /C calc'!A0@are.example"),
    Party(
        *(3, "berg", "+46 kommun", "municipality", "212000-2502", "", "@Box\t1"),
        *(Channel.POST, date(2024, 1, 1), None, date(2023, 10, 24), "-Registratorn"),
    ),
)
FOUND = Organisations(PARTIES, (GroupShown(1, "Service Z", PARTIES[1:]),))


def table(*changes: dict[str, str]) -> list[Row]:
    rows = [tuple((ROW | each).values()) for each in changes]
    return [Row(number, cells) for number, cells in enumerate([tuple(ROW), *rows], 1)]


def one(**changes: str) -> Listed:
    (found,), faults = organisation_table.listed(table(changes))
    assert faults == ()
    return found


def test_every_column_is_read() -> None:
    assert one() == Listed(
        row=2,
        name="Åre kommun",
        kind="municipality",
        number="212000-2494",
        email="registrator@are.example",
        contact="Registraturen",
        channel=Channel.EMAIL,
        valid_from=date(2024, 1, 1),
        valid_to=None,
        days_given=("valid_from", "valid_to"),
        groups=("Länets kommuner", "Service Z"),
    )


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("Organisationsnummer", "2120002494", "number", "212000-2494"),
        ("Organisationsnummer", "162120002494", "number", "212000-2494"),
        ("Organisationsnummer", "16212000-2494", "number", "212000-2494"),
        ("Organisationsnummer", "212000 2494", "number", "212000-2494"),
        ("Organisationsnummer", "", "number", ""),
        ("Slag", "länsstyrelse", "kind", "county_board"),
        ("Slag", "", "kind", None),
        ("Kanal", "POST", "channel", Channel.POST),
        ("Kanal", "", "channel", None),
        ("Gäller från", "20240131", "valid_from", date(2024, 1, 31)),
        ("Gäller från", "2024-01-31 00:00:00", "valid_from", date(2024, 1, 31)),
        ("Kontakt och postadress", "'+46 Box", "contact", "+46 Box"),
        ("Grupper", " ", "groups", ()),
        ("Grupper", "A|A| ", "groups", ("A",)),
    ],
)
def test_a_cell_is_read_as_it_is_meant(column: str, cell: str, field: str, value: object) -> None:
    assert getattr(one(**{column: cell}), field) == value


@pytest.mark.parametrize(
    ("column", "cell", "field", "says"),
    [
        ("Namn", "", "name", "Skriv organisationens hela namn."),
        ("Namn", "A\nB", "name", "ska stå på en rad"),
        ("Namn", "A" * 201, "name", "högst 200 får plats"),
        ("Organisationsnummer", "212000-2495", "number", "fel kontrollsiffra"),
        ("Organisationsnummer", "2,12E+09", "number", "Excel har kortat numret till 2,12E+09."),
        ("Organisationsnummer", "kommun", "number", "inte ett organisationsnummer"),
        ("E-post", "are.example", "email", "är ingen e-postadress"),
        ("Slag", "Landsting", "kind", "Skriv ett av: Kommun, Länsstyrelse"),
        ("Slag", "Regionen själv", "kind", "”Regionen själv” är okänt."),
        ("Kanal", "Fax", "channel", "Skriv ett av: E-post, Post."),
        ("Gäller från", "1/5", "valid_from", "2023-10-24"),
        ("Gäller till", "2024-02-30", "valid_to", "dagen finns inte"),
    ],
)
def test_a_fault_is_told_by_row_and_column(column: str, cell: str, field: str, says: str) -> None:
    found, (fault,) = organisation_table.listed(table({}, {column: cell}))
    assert [each.row for each in found] == [2]
    assert (fault.row, fault.field) == (3, field)
    assert says in fault.text
    assert fault.text.endswith(".")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "inga rader"),
        ([("Namn",)], "inga organisationer"),
        ([("Slag",), ("Kommun",)], "Kolumnen Namn saknas"),
        ([("Namn", "Adr"), ("A", "B")], "Kolumnen ”Adr” är okänd."),
        ([("Namn", "namn"), ("A", "B")], "finns två gånger"),
    ],
)
def test_a_table_without_its_heads_is_refused(rows: list[tuple[str, ...]], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        organisation_table.listed([Row(number, cells) for number, cells in enumerate(rows, 1)])


def test_a_column_that_is_left_out_says_nothing() -> None:
    (found,), _ = organisation_table.listed([Row(1, ("Namn",)), Row(2, ("Åre kommun",))])
    told = {each.name: getattr(found, each.name) for each in fields(found)}
    assert {name for name, value in told.items() if value is not None} == {
        *("row", "name", "days_given")
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_saved_can_be_read_in_again_and_holds_no_formula(kind: str) -> None:
    heads, rows = organisation_table.heads(), list(organisation_table.rows(FOUND))
    written = exports.as_csv(heads, rows) if kind == "csv" else exports.as_xlsx("O", heads, rows)
    for row in sheets.read(written):
        started = [cell for cell in row.cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert started == [] or kind == "xlsx"
    listed, faults = organisation_table.listed(sheets.read(written))
    assert [fault.field for fault in faults] == ["email", "contact"]
    assert listed == ()
    assert "Regionen" not in {row.cells[0] for row in sheets.read(written)}


def test_a_file_from_here_opens_in_a_swedish_excel() -> None:
    written = exports.as_csv(organisation_table.heads(), organisation_table.rows(FOUND))
    assert written.startswith(b"\xef\xbb\xbfNamn;Slag;Organisationsnummer;Kanal;")
    assert b"'=cmd" in written
    assert b"'+46 kommun" in written
    assert b"'@Box" in written
    assert b"'-Registratorn" in written


def test_a_field_is_shown_as_a_person_reads_it() -> None:
    shown = organisation_table.shown
    assert [shown("kind", "agency"), shown("channel", "post"), shown("email", "")] == [
        "Statlig myndighet",
        "Post",
        "",
    ]
    assert Fault(1, "kind", "x").field in organisation_table.HEADS
