"""The pages where a draft of a decision, or a plan, is discarded."""

from tests.operations import walking as w
from tests.operations.reading import newest_token, row
from tests.web.pages.site import Site
from workflow.operations import drafting
from workflow.states import LetterKind
from workflow.store import tables as t

WHY = {"reason": "Gäller fel planer."}


def test_an_officer_discards_a_draft_and_the_page_says_why(site: Site) -> None:
    matter, officer = w.drafted(site.world), site.client("officer")
    url = f"/delegationsbeslut/{matter.decision_id}"
    assert f"{url}/makulera" in officer.see(url).links.values()
    officer.see(f"{url}/makulera")
    page = officer.send(f"{url}/makulera", WHY)
    assert page.has("Utkastet är makulerat. Planerna är fria för ett annat beslut.")
    assert page.has("Makulerat")
    assert page.has("Gäller fel planer.")
    assert f"{url}/makulera" not in page.links.values()
    assert row(site.office.engine, t.decision).state == "discarded"


def test_the_case_shows_the_draft_as_discarded_and_offers_a_new_one(site: Site) -> None:
    matter, officer = w.drafted(site.world), site.client("officer")
    officer.send(f"/delegationsbeslut/{matter.decision_id}/makulera", WHY)
    page = officer.see(f"/arenden/{site.world.case_id}")
    assert page.has("Makulerat")
    assert page.has("Beslutsutkast makulerat")
    plan = officer.see(f"/planer/{matter.plan_id}")
    assert f"/arenden/{site.world.case_id}/beslut/nytt" in plan.links.values()


def test_without_a_reason_nothing_is_discarded(site: Site) -> None:
    matter, officer = w.drafted(site.world), site.client("officer")
    page = officer.send(f"/delegationsbeslut/{matter.decision_id}/makulera", {"reason": " "})
    assert page.has("Skriv varför utkastet makuleras")
    assert row(site.office.engine, t.decision).state == "drafting"


def test_an_officer_discards_a_plan_and_its_year_is_free(site: Site) -> None:
    plan_id, officer = w.opened(site.world), site.client("officer")
    assert f"/planer/{plan_id}/makulera" in officer.see(f"/planer/{plan_id}").links.values()
    page = officer.send(f"/planer/{plan_id}/makulera", {"reason": "Fel år."})
    assert page.has("Planen är makulerad. En ny plan för året kan öppnas.")
    assert page.has("Makulerad")
    assert officer.see(f"/planer/{plan_id}/forhandsvisning").has("Utkast till handlingsplan")
    assert officer.see(f"/arenden/{site.world.case_id}").has("Planen makulerad")


def test_a_plan_in_a_draft_is_not_discarded_and_the_page_says_what_to_do(site: Site) -> None:
    matter, officer = w.drafted(site.world), site.client("officer")
    page = officer.see(f"/planer/{matter.plan_id}/makulera")
    assert page.has("ingår i ett beslut som bereds")
    assert page.has("Makulera det utkastet först")


def test_the_members_link_says_that_the_plan_is_discarded(site: Site) -> None:
    matter, world = w.circulated(site.world), site.world
    officer = world.actor("officer", w.ANSWERED)
    drafting.discard_plan(site.office, matter.plan_id, "Fel år.", officer, w.ANSWERED)
    email = world.parties["are"].email
    token = newest_token(site.office, email, LetterKind.CIRCULATION)
    page = site.client(None).see(f"/lank/{token}")
    assert page.has("handlingsplanen är makulerad")
    assert not page.has("Lämna yttrandet")
