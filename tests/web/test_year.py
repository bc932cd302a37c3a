"""`beslutskedjan year` leaves the same whole folder each time, for any region's case file."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.web.command import SEED, contents, process
from tests.web.left import DIRECTOR, REGISTRAR, Year, local_day

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_the_folder_holds_exactly_what_is_promised(year: Year) -> None:
    assert (year.told.code, year.told.err) == (0, "")
    names = {path.name for path in year.folder.iterdir()}
    assert names == {"papers", "mail", "seal", "events.jsonl", "calendar.txt", "record.key"}


def test_each_thing_that_happens_is_told_while_it_works(year: Year) -> None:
    told = year.told.out
    lines = re.findall(r"^\d{4}-\d{2}-\d{2}  .+$", told, re.MULTILINE)
    assert told.startswith("RUN/536/2021  Regionalt serviceprogram 2023–2030\n")
    assert [line[:10] for line in lines] == sorted(line[:10] for line in lines)
    assert f"2023-10-24  {DIRECTOR:<40}  beslutar" in lines
    assert f"2024-04-16  {REGISTRAR:<40}  avslutar handlingsplan 2023" in lines
    assert f"{len(year.letters)} brev" in told
    for name in ("papers", "mail", "calendar.txt", "events.jsonl"):
        assert str(year.folder / name) in told


def test_the_readme_shows_what_is_told_in_the_middle_of_it(year: Year) -> None:
    (shown,) = re.findall(r"^```\n(2023.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert shown in year.told.out


@pytest.mark.parametrize("form", [".pdf", ".docx"])
def test_there_is_a_paper_of_every_kind_at_every_step_in_each_form(year: Year, form: str) -> None:
    made = [paper for event in year.events for paper in event["papers"]]
    kinds = Counter(kind for kind, name, _ in made if name.endswith(form))
    assert kinds == {
        "handlingsplan": 4,  # each as the draft that was circulated, and as it was adopted
        "tjansteskrivelse": 1,
        "delegationsbeslut": 1,
        "beslutsmissiv": 1,
        "anmalan": 1,
        "anmalningslista": 1,
        "tillkannagivande": 1,
        "utdrag": 10,
        "foljebrev": 10,
        "uppfoljning": 2,
        "arsrapport": 2,
        "aterrapportering": 2,
    }


def test_what_came_from_outside_is_kept_as_it_came(year: Year) -> None:
    made = [paper for event in year.events for paper in event["papers"]]
    assert [name for kind, name, _ in made if kind == "underlag"] == [
        "protokollsutdrag-89-2023.txt"
    ]


def test_each_paper_lies_in_the_folder_under_its_readable_name(year: Year) -> None:
    names = {path.name for path in (year.folder / "papers").iterdir()}
    assert names == {name for event in year.events for _, name, _ in event["papers"]}
    assert {
        "RUN-536-2021_tjansteskrivelse_2023-10-12.docx",
        "RUN-536-2021_handlingsplan-2023.docx",
        "RUN-536-2021_handlingsplan-2024.docx",
        "RUN-536-2021_delegationsbeslut_2023-10-24.docx",
        "RUN-536-2021_anmalan_2023-10-25.docx",
        "RUN-536-2021_anmalningslista_2023-10-25.docx",
        "RUN-536-2021_utdrag_harjedalens-kommun_2023-10-25.docx",
        "RUN-536-2021_foljebrev_are-kommun_2023-10-25.docx",
        "RUN-536-2021_uppfoljning-2023_2024-02-13.docx",
        "RUN-536-2021_arsrapport-2024_2025-03-11.docx",
        "RUN-536-2021_aterrapportering-2024_2025-03-14.docx",
    } <= names


def test_every_paper_in_word_opens_and_names_its_case(year: Year) -> None:
    papers = [path.name for path in (year.folder / "papers").glob("*.docx")]
    assert len(papers) == 36
    for paper in papers:
        text = "\n".join(text for _, text in year.paragraphs(paper))
        assert "RUN/536/2021" in text, paper


def test_another_run_elsewhere_leaves_the_same_bytes(year: Year, tmp_path: Path) -> None:
    words = ("year", SEED, "--out", "igen")
    with process(*words, cwd=tmp_path, LC_ALL="C", TZ="America/New_York") as running:
        told = running.communicate()
    assert (running.returncode, told[1]) == (0, "")
    assert contents(tmp_path / "igen") == contents(year.folder)


def test_another_region_needs_another_file_and_no_other_code(other_region: Year) -> None:
    assert (other_region.told.code, other_region.told.err) == (0, "")
    parts = other_region.sections("TVN-77-2024_delegationsbeslut_2024-11-26.docx")
    assert list(parts)[1:] == [
        "Beslut",
        "Ärendet",
        "Underlag för beslutet",
        "Stöd för beslutanderätten",
        "Anmälan till nämnden",
        "Beslutet skickas till",
    ]
    assert "beslutar att fastställa Handlingsplan 2025" in parts["Beslut"][0]


def test_the_other_region_keeps_its_own_calendar_and_recipients(other_region: Year) -> None:
    opened = [local_day(event) for event in other_region.steps("open_follow_up")]
    assert opened == [date(2025, 12, 15)]
    sent = [letter["To"].addresses[0].display_name for letter in other_region.of_kind("utdrag")]
    assert set(sent) == {
        "Norrby kommun",
        "Söderbo kommun",
        "Länsstyrelsen i Exempellän",
        "Exempelmyndigheten",
        "Föreningen Lanthandlarna",
    }


def test_in_the_other_region_the_deputy_decides_and_says_why(other_region: Year) -> None:
    (decided,) = other_region.steps("decide")
    assert decided["actor"]["title"] == "Biträdande tillväxtchef"
    assert "Tillväxtchefen är ledig" in str(decided["given"])
