"""The check of whole years can fail: what is missed, doubled or out of order is named."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from web.year import folder
from web.year.truth import checking
from workflow.refusals import BadInput

Change = Callable[[Path], None]


def rows(*statements: str) -> Change:
    """Somebody has been in the database."""

    def change(place: Path) -> None:
        with closing(sqlite3.connect(place / folder.DATABASE)) as connection, connection:
            for statement in statements:
                assert connection.execute(statement).rowcount > 0, statement

    return change


def first_letter(place: Path) -> Path:
    return min((place / folder.MAIL).iterdir())


def letter_lost(place: Path) -> None:
    first_letter(place).unlink()


def letter_doubled(place: Path) -> None:
    copy = place / folder.MAIL / "9999_igen.eml"
    copy.write_bytes(first_letter(place).read_bytes())


UTDRAG = "id = (SELECT min(id) FROM letter WHERE kind = 'utdrag')"
REMINDED = "id = (SELECT min(id) FROM letter WHERE kind = 'reminder')"
LEFT_OPEN = "SELECT 1 FROM duty WHERE duty.id = duty_id AND settled_on > sent_on"
SENT = f"id = (SELECT min(id) FROM reminder WHERE EXISTS ({LEFT_OPEN}))"


def test_what_is_true_has_nothing_to_find(region: Path) -> None:
    assert checking.findings(region) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (rows(f"DELETE FROM letter WHERE {UTDRAG}"), "utdraget skickades med 0 brev, inte ett."),
        (rows(f"DELETE FROM letter WHERE {UTDRAG}"), "men ingen har beställt det."),
        (rows(f"DELETE FROM letter WHERE {REMINDED}"), "förutsades men kom inte."),
        (rows(f"UPDATE letter SET sent_at = NULL WHERE {UTDRAG}"), "har inte skickats."),
        (rows(f"UPDATE letter SET created_at = '2029-01-02 07:00:00.000000' WHERE {REMINDED}"),
         "kom utan att vara förutsett."),
        (letter_lost, "ligger 0 gånger i mappen, inte en."),
        (letter_doubled, "ligger 2 gånger i mappen, inte en."),
        (rows("DELETE FROM delivery WHERE party_name = 'Ronneby kommun'"),
         "Beslut 1/2023, Ronneby kommun: 0 utdrag, inte 1."),
        (rows("UPDATE delivery SET settled_on = NULL WHERE party_name = 'Ronneby kommun'"),
         "Ronneby kommun: utdraget är inte kvitterat."),
        (rows("DELETE FROM paper_use WHERE kind = 'arsrapport'"),
         "Handlingsplan 2023: arsrapport finns 0 gånger som application/pdf, inte en."),
        (rows("DELETE FROM paper_use WHERE kind = 'anmalan'"), "anmalan finns 0 gånger"),
        (rows("DELETE FROM paper_use WHERE kind = 'utdrag' AND id % 2 = 0"),
         "kommun: utdrag finns 0 gånger"),
        (rows(f"UPDATE reminder SET sent_on = NULL WHERE {SENT}"), "uteblev."),
        (rows(f"UPDATE reminder SET sent_on = '2031-01-02' WHERE {SENT}"),
         "2031-01-02 kom när det redan var klart."),
        (rows(f"UPDATE reminder SET remind_on = '2022-12-01' WHERE {SENT}"),
         "påminnelsen 2022-12-01 kom 20"),
        (rows("UPDATE duty SET settled_on = NULL WHERE kind = 'report_agency'"),
         "Rapportera till myndigheten 2023 (officer, 2024-03-31): bevakningen är inte klar."),
        (rows("UPDATE duty SET kind = 'report_agency' WHERE kind = 'close_follow_up'"),
         "bevakningen finns 2 gånger."),
        (rows("UPDATE plan SET state = 'reported_back' WHERE year = 2024"),
         "Handlingsplan 2024 är inte avslutad"),
        (rows("UPDATE plan SET year = 2029 WHERE year = 2024"),
         "Handlingsplan 2024 finns 0 gånger, inte en."),
        (rows("UPDATE decision_plan SET adopted = 0 WHERE id = 2"), "har 0 beslut, inte ett."),
        (rows("UPDATE decision SET number_serial = 3 WHERE id = 2"),
         "Beslutsnumren för 2024 är inte en obruten följd: [3]."),
        (rows("DELETE FROM notice WHERE id = 2"), "Beslut 1/2024 är inte anmält."),
        (rows("UPDATE notice SET in_force_on = posted_on"), "innan tiden hade gått ut."),
        (rows("UPDATE notice SET meeting_id = meeting_id + 1"),
         "men det första möjliga sammanträdet är"),
        (rows("UPDATE meeting SET stop_on = '2022-01-01'"), "men inget sammanträde tar emot det."),
        (rows("UPDATE notice SET adjusted_on = NULL"), "justeringsdagen eller sista dagen"),
        (rows("UPDATE notice SET meeting_id = NULL"), "sammanträdet, justeringsdagen"),
        (rows("UPDATE notice SET last_appeal_on = NULL"), "sista dagen att överklaga saknas."),
        (rows("UPDATE plan SET year = year - 1"), "inte under kvartal 1."),
    ],
)  # fmt: skip
def test_each_thing_that_is_not_as_it_must_be_is_named(
    region: Path, change: Change, said: str
) -> None:
    change(region)
    found = checking.findings(region)
    assert any(said in text for text in found), found


@pytest.mark.parametrize(
    "facit", [b"", b"{", b"[]\n", b'{"years": [2023]}\n', b"\xff\xfe"], ids=repr
)
def test_a_facit_that_is_not_as_the_run_wrote_it_is_refused(region: Path, facit: bytes) -> None:
    (region / folder.KEPT).write_bytes(facit)
    with pytest.raises(BadInput, match=r"facit\.json: filen är inte som körningen skrev den\."):
        checking.findings(region)


def test_reports_in_the_wrong_order_are_named(region: Path) -> None:
    """The record refuses to be changed: so the order is changed by the events' own triggers."""
    with closing(sqlite3.connect(region / folder.DATABASE)) as connection, connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        for (name,) in connection.execute(names).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        agency = "SELECT at FROM event AS a WHERE a.step = 'report_agency' AND a.thing_id = 1"
        connection.execute(
            f"UPDATE event SET at = ({agency}) WHERE step = 'report_committee' AND thing_id = 1"
        )
    found = checking.findings(region)
    assert any("rapporter kommer inte i ordning" in text for text in found), found
