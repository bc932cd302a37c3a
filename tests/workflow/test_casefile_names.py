"""A case file's keys together: what leads nowhere, or is missing, is told with its line and key."""

from pathlib import Path

import pytest

from tests.workflow.casefile_faults import (
    BASIS_FILE,
    GOOD,
    SAMPLES,
    Fault,
    assert_is_told,
    changed,
    complaints,
)
from workflow.casefile import read_case_file
from workflow.casefile.checks import findings

LAST_TARGET = GOOD[GOOD.index('[[plans.measures.targets]]\nlevel = "aktivitet"\ntext = "Åtta') :]
LAST_TARGET = LAST_TARGET[: LAST_TARGET.index("\n\n# ---- Beslutet")]

# fmt: off
NAMES = {
    "unknown officer": Fault(
        'officer = "malin-nyqvist-ljungberg"', 'officer = "malin-nykvist-ljungberg"',
        "case.officer", "Menade du «malin-nyqvist-ljungberg»?",
    ),
    "unknown deputy post": Fault(
        'deputy = "stallforetradande-direktor"', 'deputy = "stallforetradande-direktorn"',
        "delegations[1].deputy", "Menade du «stallforetradande-direktor»?",
    ),
    "unknown party in a group": Fault(
        'parties = ["ragunda", "bracke", "krokom", "stromsund", "are", "berg",',
        'parties = ["ragunda", "bräcke", "krokom", "stromsund", "are", "berg",',
        "groups[1].parties[2]", "är ingen nyckel",
    ),
    "unknown agency": Fault(
        'agency = "tillvaxtverket"', 'agency = "tillvaxverket"', "programme.agency",
        "Menade du «tillvaxtverket»?",
    ),
    "unknown responsible": Fault(
        'responsible = "stromsund"', 'responsible = "stromsunds"',
        "plans[1].measures[7].responsible", "Menade du «stromsund»?",
    ),
    "unknown delegation": Fault(
        'delegation = "handlingsplaner"', 'delegation = "handlingsplan"', "decisions[1].delegation",
        "Menade du «handlingsplaner»?",
    ),
    "unknown recipient": Fault(
        'dispatch_to = ["Länets kommuner", "Länsstyrelsen i',
        'dispatch_to = ["Länets kommuner", "Länsstyrelsen', "decisions[1].dispatch_to[2]",
        "Menade du «Länsstyrelsen i Jämtlands län»?",
    ),
    "unknown meeting": Fault(
        "meeting = 2023-11-21", "meeting = 2023-11-28", "decisions[1].notice.meeting",
        "Menade du «2023-11-21»?",
    ),
    "network without a group": Fault(
        'network = "Service Z"', 'network = "Service X"', "region.network", "«Service Z»?",
    ),
    "carried from an unknown measure": Fault(
        'carried_from = { year = 2023, key = "hemsandning" }',
        'carried_from = { year = 2023, key = "hemsandningar" }',
        "plans[2].measures[2].carried_from.key", "Menade du «hemsandning»?",
    ),
    "same key twice": Fault(
        'key = "registratorn"', 'key = "namndsekreteraren"\n#', "persons[5].key", "redan upptaget",
    ),
    "same measure twice": Fault(
        'key = "laddplatser"', 'key = "hemsandning"\n#', "plans[2].measures[3].key", "upptaget",
    ),
    "a party called region": Fault(
        'key = "tillvaxtverket"', 'key = "region"', "parties[10].key", "redan upptaget",
    ),
    "heading left out": Fault(
        '  { key = "anmalan", words = "Anmälan" },\n', "", "house.headings",
        "rubriken saknas: anmalan", 'headings = [\n  { key = "arendebeskrivning"',
    ),
    "heading twice": Fault(
        '  { key = "lardomar", words = "Lärdomar" },',
        '  { key = "lardomar", words = "Lärdomar" }, { key = "lardomar", words = "Mer" },',
        "programme.report_headings[8]", "två gånger",
    ),
}

WHOLENESS = {
    "plan year outside the programme": Fault(
        "first_year = 2023", "first_year = 2024", "plans[1].year", "som gäller 2024–2030",
        'year = 2023\ntitle = "Handlingsplan',
    ),
    "plan without a decision": Fault(
        "plans = [2023, 2024]  #", "plans = [2023]  #", "plans[2].year", "inte i något beslut",
        'year = 2024\ntitle = "Handlingsplan',
    ),
    "plan missing from the basis": Fault(
        "[[decisions.basis]]\nplan = 2024\n", "", "decisions[1].basis", "2024 saknas",
        '[[decisions.basis]]\ntitle = "Protokollsutdrag',
    ),
    "basis without a day": Fault(
        "dated_on = 2023-05-23\n", "", "decisions[1].basis[1].dated_on", "saknar dated_on",
        '[[decisions.basis]]\ntitle = "Protokollsutdrag',
    ),
    "plan with a file of its own": Fault(
        "[[decisions.basis]]\nplan = 2024\n",
        "[[decisions.basis]]\nplan = 2024\ndated_on = 2023-10-12\n",
        "decisions[1].basis[3].dated_on", "har bara plan", "dated_on = 2023-10-12",
    ),
    "basis that is not there": Fault(
        f'"{BASIS_FILE}"', '"underlag/protokollsutdrag-98-2023.txt"', "decisions[1].basis[1].file",
        "Menade du «protokollsutdrag-89-2023.txt»?",
    ),
    "basis outside the folder": Fault(
        f'"{BASIS_FILE}"', '"../protokoll.txt"', "decisions[1].basis[1].file", "utanför",
    ),
    "basis by an absolute path": Fault(
        f'"{BASIS_FILE}"', '"/etc/hostname"', "decisions[1].basis[1].file", "utanför",
    ),
    "basis on a disk of its own": Fault(
        f'"{BASIS_FILE}"', "'C:\\protokoll.txt'", "decisions[1].basis[1].file", "utanför",
    ),
    "outcome with neither value nor reason": Fault(
        "value = 34, ", "", "plans[1].measures[4].targets[1].outcome", "varken value eller",
        "outcome = { on = 2024-01-16, status",
    ),
    "outcome with both value and reason": Fault(
        "value = 34, ", 'value = 34, missing_reason = "Nej", ',
        "plans[1].measures[4].targets[1].outcome.missing_reason", "både value och",
    ),
    "value of what was not measured": Fault(
        'value = 34, status = "reached"', 'value = 34, status = "not_measured"',
        "plans[1].measures[4].targets[1].outcome.status", "«not_measured»",
    ),
    "measure without targets": Fault(
        LAST_TARGET, "targets = []\n", "plans[2].measures[7]", "saknar mål",
        '[[plans.measures]]\nkey = "beredskap"',
    ),
    "unmeasured with a result": Fault(
        'status = "not_measured"\nmissing_reason = "Årets',
        'status = "reached"\nmissing_reason = "Årets',
        "plans[1].measures[3].targets[2].outcome.status", "inget värde finns",
        'status = "reached"\nmissing_reason = "Årets',
    ),
    "carried on as new": Fault(
        'choice = "keep"  # förs', 'choice = "new"  # förs', "plans[2].measures[6].choice",
        "kan inte vara «new»",
    ),
    "basis of a plan that is not decided on": Fault(
        "[[decisions.basis]]\nplan = 2024\n", "[[decisions.basis]]\nplan = 2025\n",
        "decisions[1].basis[3].plan", "ingen av beslutets planer, 2023, 2024", "plan = 2025",
    ),
    "decision without recipients": Fault(
        'dispatch_to = ["Länets kommuner", "Länsstyrelsen i Jämtlands län", "Tillväxtverket"]',
        "dispatch_to = []", "decisions[1].dispatch_to", "listan är tom",
    ),
    "kept without saying from where": Fault(
        'carried_from = { year = 2023, key = "natverket" }\n', "",
        "plans[2].measures[6].choice", "carried_from saknas", 'choice = "keep"  #',
    ),
    "carried from its own year": Fault(
        'carried_from = { year = 2023, key = "hemsandning" }',
        'carried_from = { year = 2024, key = "hemsandning" }',
        "plans[2].measures[2].carried_from.year", "ingen tidigare plan",
    ),
    "acknowledged by telephone by nobody": Fault(
        'by = "registratorn"\n', "", "decisions[1].acknowledgements[10].how", "vem som antecknade",
        'how = "per telefon"',
    ),
    "acknowledged by a link and a person": Fault(
        'how = "per telefon"\n', "", "decisions[1].acknowledgements[10].by", "Ta bort by",
        'by = "registratorn"',
    ),
}

# fmt: on


@pytest.mark.parametrize("fault", NAMES.values(), ids=NAMES.keys())
def test_a_name_that_leads_nowhere_is_told_of(tmp_path: Path, fault: Fault) -> None:
    assert_is_told(tmp_path, fault)


@pytest.mark.parametrize("fault", WHOLENESS.values(), ids=WHOLENESS.keys())
def test_what_is_missing_or_too_much_is_told_of(tmp_path: Path, fault: Fault) -> None:
    assert_is_told(tmp_path, fault)


def test_a_programme_that_ends_before_it_begins_is_told_of(tmp_path: Path) -> None:
    told = complaints(tmp_path, changed(Fault("last_year = 2030", "last_year = 2022", "", "")))
    assert told[0].key == "programme.last_year"
    assert {each.key for each in told} == {"programme.last_year", "plans[1].year", "plans[2].year"}


@pytest.mark.parametrize(
    ("emptied", "path", "says"),
    [
        ("plans", ("plans",), "minst en handlingsplan"),
        ("measures", ("plans", 0), "Lägg till minst en"),
    ],
)
def test_a_case_needs_plans_and_a_plan_needs_measures(
    emptied: str, path: tuple[str | int, ...], says: str
) -> None:
    seed = read_case_file(SAMPLES / "run-536-2021.toml")
    bare = tuple(plan.model_copy(update={"measures": ()}) for plan in seed.plans)
    file = seed.model_copy(update={"plans": () if emptied == "plans" else bare})
    told = [each.text for each in findings(file, SAMPLES) if each.path == path]
    assert [says in text for text in told] == [True]
