"""The pages where time is given, an answer noted, a follow-up opened again, a report moved."""

from datetime import date

from tests.operations import walking as w
from tests.operations.builders import when
from tests.operations.reading import newest_token, row
from tests.web.pages.site import Site
from workflow.operations import following_up, meetings
from workflow.operations.register_record import By
from workflow.states import LetterKind
from workflow.store import tables as t


def test_an_officer_gives_the_members_more_time(site: Site) -> None:
    matter, url = w.circulated(site.world), "/planer/1/samrad"
    site.at("2023-09-20")
    officer = site.client("officer")
    assert f"{url}/svarsdag" in officer.see(url).links.values()
    officer.see(f"{url}/svarsdag")
    page = officer.send(f"{url}/svarsdag", {"answer_by": "2023-10-06"})
    assert page.has("Svarsdagen är flyttad.")
    assert page.has("6 oktober 2023")
    token = newest_token(site.office, site.world.parties["are"].email, LetterKind.ANSWER_EXTENDED)
    assert site.client(None).see(f"/lank/{token}").has("senast 6 oktober 2023")
    assert row(site.office.engine, t.plan, id=matter.plan_id).answer_by == date(2023, 10, 6)


def test_a_day_that_gives_less_time_is_refused_on_the_same_page(site: Site) -> None:
    w.circulated(site.world)
    site.at("2023-09-20")
    page = site.client("officer").send("/planer/1/samrad/svarsdag", {"answer_by": "2023-09-21"})
    assert page.status == 409
    assert page.has("Ange en senare dag")


def test_an_officer_notes_an_answer_that_came_by_letter_and_late(site: Site) -> None:
    w.circulated(site.world)
    site.at("2023-09-25")
    officer, berg = site.client("officer"), site.world.parties["berg"].id
    url = "/planer/1/samrad/svar"
    assert f"{url}?fran={berg}" in officer.see("/planer/1/samrad").links.values()
    assert officer.see(f"{url}?fran={berg}").form()["came_on"] == ["2023-09-25"]
    said = {"party": str(berg), "opinion": "Vi tillstyrker.", "how": "med brev"}
    page = officer.send(url, said, came_on="2023-09-25")
    assert page.has("Svaret är antecknat.")
    assert page.has("För sent")
    assert page.has("Svaret kom så här: med brev")


def test_how_an_answer_came_must_be_written(site: Site) -> None:
    w.circulated(site.world)
    site.at("2023-09-20")
    said = {"party": str(site.world.parties["berg"].id), "opinion": "Ja.", "how": ""}
    page = site.client("officer").send("/planer/1/samrad/svar", said, came_on="2023-09-20")
    assert page.status == 422
    assert page.has("Skriv hur det kom")


def test_an_officer_opens_a_follow_up_again(site: Site) -> None:
    matter = w.asked_for_outcomes(site.world)
    officer_acts = site.world.actor("officer", w.CLOSED_UP)
    w.report(matter, "own-2023", officer_acts)
    w.report(matter, "are-2023", matter.bearer("are", LetterKind.OUTCOME_REQUEST))
    following_up.close_follow_up(site.office, matter.plan_id, officer_acts, w.CLOSED_UP)
    site.at("2024-02-14")
    officer, url = site.client("officer"), f"/uppfoljning/{matter.plan_id}"
    assert f"{url}/oppna-igen" in officer.see(url).links.values()
    page = officer.send(f"{url}/oppna-igen", {"reason": "Fel siffra."})
    assert page.has("Uppföljningen är öppen igen.")
    assert page.has("Fyll i utfall")
    assert officer.see(f"/arenden/{site.world.case_id}").has("Uppföljningen öppnad igen")


def test_a_secretary_moves_a_report_from_the_meetings_page(site: Site) -> None:
    matter = w.reported_back(site.world)
    at = site.at("2024-03-28")
    by = By(site.world.actor("secretary", at), at)
    days = date(2024, 5, 14), date(2024, 4, 29)
    meetings.add_meeting(site.office, site.world.committee_id, *days, by)
    secretary, url = site.client("secretary"), f"/uppfoljning/{matter.plan_id}/flytta-rapporten"
    april = row(site.office.engine, t.meeting, held_on=date(2024, 4, 9)).id
    assert url in secretary.see(f"/sammantraden/{april}").links.values()
    form = secretary.see(url)
    assert form.has("14 maj 2024")
    page = secretary.send(url, form.form(), reason="Sammanträdet är inställt.")
    assert page.has("Återrapporteringen är flyttad och upprättad på nytt.")
    assert secretary.see(f"/sammantraden/{april}").has("Inget beslut står på listan")


def test_a_page_opened_before_the_report_was_moved_moves_it_no_further(site: Site) -> None:
    matter = w.reported_back(site.world)
    site.at("2024-03-28")
    office, secretary = site.office, site.client("secretary")
    url = f"/uppfoljning/{matter.plan_id}/flytta-rapporten"
    form = secretary.see(url).form()
    april = row(office.engine, t.meeting, held_on=date(2024, 4, 9)).id
    actor, at = site.world.actor("officer", when("2024-03-28")), when("2024-03-28")
    following_up.move_report(office, matter.plan_id, april, "Inställt.", actor, at)
    page = secretary.send(url, form, reason="Inställt.")
    assert page.status == 409
    assert page.has("redan flyttad")
