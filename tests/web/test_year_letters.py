"""The letters of the year: whom each goes to, what it encloses, and that none is a real one."""

import json
import re
from collections import Counter

import pytest

from tests.web.command import contents
from tests.web.left import RECIPIENTS, REPLIES, Year


def test_every_letter_names_its_case_and_says_where_to_answer(year: Year) -> None:
    assert len(year.letters) > 100
    for name, letter in year.letters.items():
        assert letter["Subject"].startswith("RUN/536/2021: "), name
        assert letter["Reply-To"] == REPLIES, name
        assert letter["Cc"] is letter["Bcc"] is None, name


@pytest.mark.case("M04")
def test_every_letter_goes_to_one_receiver_and_to_no_real_address(year: Year) -> None:
    for name, letter in year.letters.items():
        assert len(letter["To"].addresses) == 1, name
        text = letter.as_string() + letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # every letter has a text
        domains = set(re.findall(r"[\w.+-]+@([\w-]+\.[\w.-]*\w)", text))
        assert {domain.rpartition(".")[2] for domain in domains} == {"example"}, name


def test_no_letter_is_sent_twice(year: Year) -> None:
    ids = Counter(letter["Message-ID"] for letter in year.letters.values())
    assert set(ids.values()) == {1}


def test_every_enclosed_paper_is_named_by_its_case_and_lies_among_the_papers(year: Year) -> None:
    kept = contents(year.folder / "papers")
    enclosed = 0
    for letter in year.letters.values():
        for part in letter.iter_attachments():
            name = part.get_filename() or ""
            if name.endswith(".json"):  # what the extract is, for the recipient's own register
                assert json.loads(part.get_content())["reference"] == "RUN/536/2021"
                continue
            assert name.startswith(("RUN-536-2021_", "protokollsutdrag-89-2023"))
            assert part.get_payload(decode=True) == kept[name]
            enclosed += 1
    assert enclosed > 60


def test_the_extracts_go_to_exactly_the_ten_recipients(year: Year) -> None:
    letters = year.of_kind("utdrag")
    sent = {to.display_name: to.addr_spec for each in letters for to in each["To"].addresses}
    assert sent == RECIPIENTS
    assert len(letters) == 10
    assert not [name for name in sent if name.startswith("Region")]


def test_each_extract_comes_with_its_own_cover_letter_and_both_plans(year: Year) -> None:
    for letter in year.of_kind("utdrag"):
        names = [part.get_filename() or "" for part in letter.iter_attachments()]
        cover, extract, *plans, sidecar = names
        assert extract.removesuffix(".pdf") == sidecar.removesuffix(".json")
        assert cover.replace("_foljebrev_", "_utdrag_") == extract
        assert plans == [f"RUN-536-2021_handlingsplan-{year}.pdf" for year in (2023, 2024)]


def test_each_recipient_has_a_link_that_nobody_else_has(year: Year) -> None:
    bodies = [letter.get_body(("plain",)) for letter in year.of_kind("utdrag")]
    links = [re.findall(r"/lank/([\w-]{43})", body.get_content()) for body in bodies if body]
    assert [len(each) for each in links] == [1] * 10
    assert len({link for each in links for link in each}) == 10


def test_the_agency_gets_its_report_of_each_plan(year: Year) -> None:
    letters = year.of_kind("arsrapport")
    assert [each["To"].addresses[0].display_name for each in letters] == ["Tillväxtverket"] * 2
    assert [part.get_filename() for each in letters for part in each.iter_attachments()] == [
        "RUN-536-2021_arsrapport-2023_2024-03-14.pdf",
        "RUN-536-2021_arsrapport-2024_2025-03-11.pdf",
    ]


def test_the_letter_on_a_committee_report_names_the_meeting_that_gets_it(year: Year) -> None:
    bodies = [letter.get_body(("plain",)) for letter in year.of_kind("aterrapport")]
    texts = [body.get_content().replace("\xa0", " ") for body in bodies if body]
    assert ["9 april 2024" in texts[0], "1 april 2025" in texts[1]] == [True, True]
