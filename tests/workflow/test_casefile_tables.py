"""A case file's tables: every wrong key and value is told with its line and key."""

from pathlib import Path

import pytest

from tests.workflow.casefile_faults import Fault, assert_is_told

# fmt: off
SHAPE = {
    "unknown key": Fault(
        'network = "Service Z"', 'netwrok = "Service Z"', "region.netwrok", "Menade du «network»?",
    ),
    "unknown table": Fault("[case]\n", "[cases]\n\n[case]\n", "cases", "«case»", "[cases]"),
    "missing key": Fault(
        'title = "Regional utvecklingsdirektör"\n', "", "posts[1].title", "nyckeln saknas",
        '[[posts]]\nkey = "regional-utvecklingsdirektor"',
    ),
    "unknown role": Fault('role = "officer"', 'role = "chef"', "roles[1].role", "«officer»"),
    "number as text": Fault(
        'unit = "orter"\ngoal = 4', 'unit = "orter"\ngoal = "4"',
        "plans[1].measures[1].targets[1].goal", "utan citattecken", 'goal = "4"',
    ),
    "truth as number": Fault(
        "baseline = 118", "baseline = true", "plans[1].measures[2].targets[1].baseline",
        "utan citattecken",
    ),
    "endless number": Fault(
        "baseline = 118", "baseline = inf", "plans[1].measures[2].targets[1].baseline", "ett tal",
    ),
    "thousands or decimals": Fault(
        "baseline = 118", "baseline = 1.500", "plans[1].measures[2].targets[1].baseline",
        "1.500 kan läsas både som 1500 och som 1.5.",
    ),
    "crowns with a point": Fault(
        "amount = 95000", "amount = 95.000", "plans[2].measures[2].funding[1].amount", "heltal",
    ),
    "half a crown": Fault(
        "amount = 95000", "amount = 95000.5", "plans[2].measures[2].funding[1].amount", "heltal",
    ),
    "text instead of a table": Fault(
        'carried_from = { year = 2023, key = "hemsandning" }', 'carried_from = "hemsandning"',
        "plans[2].measures[2].carried_from", "tabell",
    ),
}

VALUES = {
    "reference with two slashes": Fault(
        '"RUN/536/2021"  #', '"RUN/280//2023"  #', "case.reference", "inte ett diarienummer",
    ),
    "reference of another committee": Fault(
        '"RUN/536/2021"  #', '"RS/536/2021"  #', "case.reference", "nämndens kod RUN",
    ),
    "case opened in another year": Fault(
        "opened_on = 2021-11-08", "opened_on = 2023-01-09", "case.opened_on", "från 2021",
    ),
    "paragraph without year": Fault(
        '"§ 187/2023"\n', '"§ 187"\n', "decisions[1].notice.paragraph", "med årtal",
    ),
    "paragraph of another year": Fault(
        '"§ 187/2023"\n', '"§ 187/2024"\n', "decisions[1].notice.paragraph", "2023",
    ),
    "ground without year": Fault(
        'label = "§ 89/2023", decided_on = 2023-05-23 }\npost',
        'label = "§ 89", decided_on = 2023-05-23 }\npost', "delegations[1].ground.label",
        "med årtal",
    ),
    "ground without space": Fault(
        'label = "§ 89/2023", decided_on = 2023-05-23 }\npost',
        'label = "§89/2023", decided_on = 2023-05-23 }\npost', "delegations[1].ground.label",
        "skriv «§ 89/2023»",
    ),
    "ground decided in another year": Fault(
        'label = "§ 89/2023", decided_on = 2023-05-23 }\npost',
        'label = "§ 89/2023", decided_on = 2022-05-23 }\npost', "delegations[1].ground.decided_on",
        "beslutsdag är 2022-05-23",
    ),
    "wrong check digit": Fault(
        '"212000-2494"', '"212000-2495"', "parties[5].number", "sista siffran skulle vara 4",
    ),
    "number without hyphen": Fault(
        '"212000-2494"', '"2120002494"', "parties[5].number", "inte ett organisationsnummer",
    ),
    "header in an address": Fault(
        "kommun@are.example", "kommun@are.example\\nBcc: alla@are.example", "parties[5].email",
        "ska stå på en rad",
    ),
    "header in a name": Fault(
        'name = "Åre kommun"', 'name = "Åre kommun\\nBcc: alla@are.example"', "parties[5].name",
        "ska stå på en rad",
    ),
    "two addresses": Fault(
        "kommun@are.example", "kommun@are.example, are@are.example", "parties[5].email",
        "ingen e-postadress",
    ),
    "name of 201 characters": Fault(
        'words = "Anmälan"', f'words = "{"a" * 201}"', "house.headings[5].words", "högst 200",
    ),
    "paragraph of 20 001 characters": Fault(
        'opinion = "Åre kommun har inga synpunkter på förslaget."',
        'opinion = """' + "ett ord till \\\n" * 1_539 + '"""', "plans[1].answers[3].opinion",
        "högst 20000", 'opinion = """ett ord',
    ),
    "empty line in a paragraph": Fault(
        'opinion = "Åre kommun har inga synpunkter på förslaget."',
        'opinion = """Inget att invända.\n\nÅre kommun"""', "plans[1].answers[3].opinion", "tomrad",
        'opinion = """Inget',
    ),
    "empty text": Fault(
        'place = "Regionens kansli, registraturet"', 'place = " "', "decisions[1].notice.place",
        "får inte vara tom",
    ),
    "hidden character written as a code": Fault(
        'name = "Åre kommun"', 'name = "\\u202eÅre kommun"', "parties[5].name", "U+202E",
    ),
    "day that does not exist": Fault(
        '"2023-10-24 14:30"\n', '"2023-02-30 14:30"\n', "decisions[1].decided_on",
        "dagen finns inte",
    ),
    "day with a time where a day is meant": Fault(
        "answer_by = 2023-09-22\nfollow_up_closed_on = 2024",
        "answer_by = 2023-09-22 12:00:00\nfollow_up_closed_on = 2024", "plans[1].answer_by",
        "utan klockslag", "answer_by = 2023-09-22 12:00:00",
    ),
    "day of the year that does not exist": Fault(
        'follow_up_opens = "12-31"', 'follow_up_opens = "12-32"', "calendar.follow_up_opens", "dag",
    ),
    "time zone of nowhere": Fault(
        '"Europe/Stockholm"', '"Europe/Östersund"', "region.time_zone", "ingen tidszon",
    ),
}

# fmt: on


@pytest.mark.parametrize("fault", SHAPE.values(), ids=SHAPE.keys())
def test_a_table_of_the_wrong_shape_is_told_of(tmp_path: Path, fault: Fault) -> None:
    assert_is_told(tmp_path, fault)


@pytest.mark.parametrize("fault", VALUES.values(), ids=VALUES.keys())
def test_a_wrong_value_is_told_of(tmp_path: Path, fault: Fault) -> None:
    assert_is_told(tmp_path, fault)
