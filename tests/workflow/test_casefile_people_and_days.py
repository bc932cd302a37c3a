"""Who may act in a case file and when: what can't be is told with its line and key."""

from pathlib import Path

import pytest

from tests.workflow.casefile_faults import Fault, assert_is_told, changed, complaints, write
from workflow.casefile import read_case_file

# fmt: off
PEOPLE = {
    "recipient without address": Fault(
        'email = "kommun@are.example"\n', "", "parties[5].email", "saknar adress",
        '[[parties]]\nkey = "are"',
    ),
    "paper without postal address": Fault(
        'email = "kommun@are.example"\n', 'email = "kommun@are.example"\nchannel = "post"\n',
        "parties[5].contact", "saknar postadress", '[[parties]]\nkey = "are"',
    ),
    "paper confirmed by a link": Fault(
        'email = "kommun@are.example"\n',
        'email = "kommun@are.example"\nchannel = "post"\ncontact = "Box 1, Orten"\n',
        "decisions[1].acknowledgements[2].party", "gick med post, utan länk",
        'party = "are"\non = "2023-10-25 15:40"',
    ),
    "recipient that has ceased": Fault(
        'email = "registrator@tillvaxtverket.example"\n',
        'email = "registrator@tillvaxtverket.example"\nvalid_to = 2023-10-23\n',
        "decisions[1].dispatch_to[3]", "Tillväxtverket gäller inte den 2023-10-24",
        'dispatch_to = ["Länets kommuner", "Länsstyrelsen i Jämtlands län", "Tillväxtverket"]',
    ),
    "organisation that ceases before it begins": Fault(
        'email = "kommun@are.example"\n',
        'email = "kommun@are.example"\nvalid_from = 2023-01-02\nvalid_to = 2023-01-01\n',
        "parties[5].valid_to", "ligger före valid_from, 2023-01-02", "valid_to = 2023-01-01",
    ),
    "verified by somebody on no day": Fault(
        'email = "kommun@are.example"\n',
        'email = "kommun@are.example"\nverified_by = "Registratorn"\n',
        "parties[5].verified_by", "Lägg till verified_on", 'verified_by = "Registratorn"',
    ),
    "region in a group": Fault(
        'number = "212000-2494"', 'number = "232100-0214"', "groups[1].parties[5]", "sig själv",
        '"ragunda", "bracke", "krokom", "stromsund", "are", "berg", "harjedalen", "ostersund"]',
    ),
    "region as its own recipient": Fault(
        'dispatch_to = ["Länets kommuner", "Länsstyrelsen i Jämtlands län", "Tillväxtverket"]',
        'dispatch_to = ["Länets kommuner", "Region Jämtland Härjedalen"]',
        "decisions[1].dispatch_to[2]", "sitt eget beslut",
    ),
    "empty group": Fault(
        '[[groups]]\nname = "Service Z"',
        '[[groups]]\nname = "Ingen"\nparties = []\n\n[[groups]]\nname = "Service Z"',
        "groups[2].parties", "gruppen är tom", "parties = []",
    ),
    "acknowledged by one who got nothing": Fault(
        '"Länsstyrelsen i Jämtlands län", "Tillväxtverket"]\nprepared_on',
        '"Tillväxtverket"]\nprepared_on', "decisions[1].acknowledgements[3].party",
        "står inte på sändlistan", 'party = "lansstyrelsen"\non = 2023-10-26',
    ),
    "network without members": Fault(
        'network = "Service Z"  #', "#", "plans[1].circulated_on", "nätverket saknar medlemmar",
        "circulated_on = 2023-09-04\nanswer_by = 2023-09-22\nfollow_up_closed_on = 2024",
    ),
    "mandate that ends before it begins": Fault(
        "valid_from = 2023-05-23\n", "valid_from = 2023-05-23\nvalid_to = 2023-05-22\n",
        "delegations[1].valid_to", "ligger före valid_from", "valid_to = 2023-05-22",
    ),
    "answer from one who was not asked": Fault(
        'party = "krokom"\non = 2023-09-13', 'party = "tillvaxtverket"\non = 2023-09-13',
        "plans[2].answers[1].party", "inte med i Service Z",
        'party = "tillvaxtverket"\non = 2023-09-13',
    ),
    "closed before all have acknowledged": Fault(
        '[[decisions.acknowledgements]]\nparty = "harjedalen"\non = 2023-11-03\n', "",
        "decisions[1].acknowledgements", "kvittens saknas från: Härjedalens kommun",
        '[[decisions.acknowledgements]]\nparty = "berg"',
    ),
    "decider who does not hold the post": Fault(
        'decided_by = "magnus-aspegren"', 'decided_by = "registratorn"', "decisions[1].decided_by",
        "utan «magnus-aspegren»",
    ),
    "post without a holder on the day": Fault(
        'person = "magnus-aspegren"\nvalid_from = 2021-01-01',
        'person = "magnus-aspegren"\nvalid_from = 2023-10-25', "decisions[1].decided_by",
        "ingen innehade befattningen «Regional utvecklingsdirektör»",
        'decided_by = "magnus-aspegren"',
    ),
    "deputy without a reason": Fault(
        'decided_by = "magnus-aspegren"', 'decided_by = "stallforetradaren"',
        "decisions[1].decided_by", "deputy_reason",
    ),
    "two holders at a time": Fault(
        '[[holdings]]\npost = "stallforetradande-direktor"\n',
        '[[holdings]]\npost = "regional-utvecklingsdirektor"\n', "holdings[2].valid_from",
        "innehas redan av «magnus-aspegren»",
        'valid_from = 2021-01-01\n\n[[holdings]]\npost = "handlaggare"',
    ),
    "no secretary": Fault(
        'role = "secretary"  #', 'role = "administrator"  #', "decisions[1].notice.meeting",
        "ingen är nämndsekreterare", "meeting = 2023-11-21",
    ),
    "officer without the role": Fault(
        'officer = "malin-nyqvist-ljungberg"', 'officer = "registratorn"', "case.officer",
        "har inte rollen «officer»",
    ),
    "officer without a telephone": Fault(
        'phone = "063-14 66 03"\n', "", "persons[1].phone", "telefonnummer",
        '[[persons]]\nkey = "malin-nyqvist-ljungberg"',
    ),
    "registrar without a post": Fault(
        'person = "registratorn"\nvalid_from = 2021-01-01\n\n[[holdings]]',
        'person = "registratorn"\nvalid_from = 2023-11-01\n\n[[holdings]]',
        "decisions[1].dispatched_on", "registrator utan befattning", "dispatched_on = 2023-10-25",
    ),
    "delegation that covers nothing": Fault(
        'matter = "handlingsplan"\ndeputy', "deputy", "delegations[1].key",
        "säger inte vad den gäller", 'key = "handlingsplaner"',
    ),
    "delegation older than its ground": Fault(
        "valid_from = 2023-05-23\n", "valid_from = 2023-05-22\n", "delegations[1].valid_from",
        "kan inte gälla före grunden",
    ),
}

ORDER = {
    "plan opened before its case": Fault(
        "opened_on = 2023-05-30", "opened_on = 2021-11-07", "plans[1].opened_on",
        "ligger före case.opened_on, 2021-11-08",
    ),
    "circulated before it was opened": Fault(
        "opened_on = 2023-08-21", "opened_on = 2023-09-05", "plans[2].circulated_on",
        "ligger före plans.opened_on",
        "circulated_on = 2023-09-04\nanswer_by = 2023-09-22\nfollow_up_closed_on = 2025",
    ),
    "circulated without a last day": Fault(
        "answer_by = 2023-09-22\nfollow_up_closed_on = 2025", "follow_up_closed_on = 2025",
        "plans[2].circulated_on", "utan sista svarsdag", "circulated_on = 2023-09-04\nfollow_up",
    ),
    "answers to what was not circulated": Fault(
        "circulated_on = 2023-09-04\nanswer_by = 2023-09-22\nfollow_up_closed_on = 2025",
        "follow_up_closed_on = 2025", "plans[2].answers", "skickas inte på samråd",
        '[[plans.answers]]\nparty = "krokom"',
    ),
    "submitted before the last answer": Fault(
        "prepared_on = 2023-09-27\nsubmitted_on = 2023-10-12",
        "prepared_on = 2023-09-20\nsubmitted_on = 2023-09-21", "decisions[1].submitted_on",
        "ligger före plans.answers.on", "submitted_on = 2023-09-21",
    ),
    "answer after the answer time": Fault(
        "on = 2023-09-21\n", "on = 2023-09-23\n", "plans[2].answers[3].on",
        "efter sista svarsdagen",
    ),
    "answer day that is not ahead": Fault(
        "answer_by = 2023-09-22\nfollow_up_closed_on = 2025",
        "answer_by = 2023-09-04\nfollow_up_closed_on = 2025", "plans[2].answer_by",
        "inte efter circulated_on", "answer_by = 2023-09-04\n",
    ),
    "decided before it was submitted": Fault(
        '"2023-10-24 14:30"\n', '"2023-10-11 14:30"\n', "decisions[1].decided_on",
        "ligger före decisions.submitted_on, 2023-10-12",
    ),
    "dispatched an hour before the decision": Fault(
        "dispatched_on = 2023-10-25", 'dispatched_on = "2023-10-24 13:30"',
        "decisions[1].dispatched_on", "2023-10-24 kl. 13.30 ligger före",
    ),
    "notified before the decision": Fault(
        "meeting = 2023-11-21", "meeting = 2023-10-24", "decisions[1].notice.meeting", "stoppdag",
    ),
    "adjusted before the meeting": Fault(
        "adjusted_on = 2023-11-28", "adjusted_on = 2023-11-20", "decisions[1].notice.adjusted_on",
        "ligger före decisions.notice.meeting",
    ),
    "posted before the adjustment": Fault(
        "posted_on = 2023-11-29", "posted_on = 2023-11-27", "decisions[1].notice.posted_on",
        "ligger före decisions.notice.adjusted_on",
    ),
    "acknowledged before the dispatch": Fault(
        '"bracke"\non = 2023-10-27', '"bracke"\non = 2023-10-24',
        "decisions[1].acknowledgements[5].on", "ligger före decisions.dispatched_on",
        "on = 2023-10-24\n\n[[decisions.acknowledgements]]",
    ),
    "committee before the agency": Fault(
        "agency_reported_on = 2024-03-14", "agency_reported_on = 2024-03-20",
        "plans[1].committee_reported_on", "ligger före plans.agency_reported_on",
        "committee_reported_on = 2024-03-19",
    ),
    "agency in the plan's own year": Fault(
        "follow_up_closed_on = 2024-02-13\nagency_reported_on = 2024-03-14",
        "follow_up_closed_on = 2023-12-29\nagency_reported_on = 2023-12-30",
        "plans[1].agency_reported_on", "året efter planåret 2023",
        "agency_reported_on = 2023-12-30",
    ),
    "committee report after the stop date": Fault(
        "committee_reported_on = 2025-03-14", "committee_reported_on = 2025-03-18",
        "plans[2].committee_reported_on", "efter mötets stoppdag 2025-03-17",
    ),
    "outcome before the follow-up": Fault(
        'on = "2024-01-24 14:10"', 'on = "2023-12-30 14:10"',
        "plans[1].measures[2].targets[1].outcome.on", "uppföljningen öppnar 2023-12-31",
    ),
    "outcome after the follow-up": Fault(
        'on = "2024-01-24 14:10"', 'on = "2024-02-14 14:10"',
        "plans[1].measures[2].targets[1].outcome.on", "efter follow_up_closed_on",
    ),
    "stop date after the meeting": Fault(
        "stop_on = 2023-10-05", "stop_on = 2023-10-25", "meetings[1].stop_on", "efter sammanträdet",
    ),
    "measure that ends before it starts": Fault(
        "ends_on = 2023-12-15", "ends_on = 2023-03-15", "plans[1].measures[3].ends_on",
        "ligger före plans.measures.starts_on",
    ),
}

# fmt: on


@pytest.mark.parametrize("fault", PEOPLE.values(), ids=PEOPLE.keys())
def test_people_who_cannot_do_what_the_file_says_are_told_of(tmp_path: Path, fault: Fault) -> None:
    assert_is_told(tmp_path, fault)


@pytest.mark.parametrize("fault", ORDER.values(), ids=ORDER.keys())
def test_days_out_of_order_are_told_of(tmp_path: Path, fault: Fault) -> None:
    assert_is_told(tmp_path, fault)


def test_a_post_with_neither_holder_nor_deputy_is_told_of(tmp_path: Path) -> None:
    without_deputy = Fault('deputy = "stallforetradande-direktor"\n', "", "", "")
    text = changed(PEOPLE["post without a holder on the day"], without_deputy)
    (told,) = complaints(tmp_path, text)
    assert "Lägg till innehavaren i [[holdings]]" in told.text


def test_a_decision_may_come_an_hour_after_the_papers(tmp_path: Path) -> None:
    same_day = Fault("submitted_on = 2023-10-12", 'submitted_on = "2023-10-24 13:30"', "", "")
    file = read_case_file(write(tmp_path, changed(same_day)))
    assert file.decisions[0].submitted_on < file.decisions[0].decided_on
