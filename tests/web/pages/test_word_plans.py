"""An edited handlingsplan comes back measure by measure, and is saved when the officer says so."""

import pytest

from tests.documents.wordfiles import p, r, unzipped
from tests.operations import walking as w
from tests.web.pages.measure_desk import Desk
from tests.web.pages.page import Page
from tests.web.pages.site import Site
from tests.web.pages.test_change_list import next_plan
from tests.web.pages.wordfiles import DOCUMENT, REFUSED, fetched, sent
from workflow.measures import measure_fingerprint

PURPOSE, NEW_PURPOSE = "Service ska finnas nära.", "Service ska finnas i varje bygd."
MARKED = "Hämta som Word med markerade ändringar"
AFTER = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:keepNext/></w:pPr><w:r><w:t xml:space="preserve">Pl'
)


class Sender:
    """The officer of a plan in drafting, with the plan in Word."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.url, self.client = desk, f"{desk.plan}/fil", desk.client()
        self.measures, self.measure = desk.measures, desk.measure

    def upload(self, *changed: tuple[str, str]) -> Page:
        file = fetched(self.client, f"{self.desk.plan}/utkast.docx", *changed)
        return sent(self.client, self.url, file)

    def confirm(self, page: Page) -> Page:
        return self.client.send(f"{self.url}/granska", page.form("granska"))


@pytest.fixture
def sender(site: Site) -> Sender:
    return Sender(Desk(site))


def test_the_plan_leads_to_its_file_and_back(sender: Sender) -> None:
    client = sender.client
    page = client.see(client.see(sender.desk.plan).links["Läs in en ändrad Wordfil"])
    answer = client.http.get(page.links["Hämta utkastet som Word (DOCX)"])
    assert PURPOSE in unzipped(answer.data)[DOCUMENT].decode()


def test_each_changed_measure_is_shown_and_nothing_is_saved_yet(sender: Sender) -> None:
    before = sender.measures()
    page = sender.upload((PURPOSE, NEW_PURPOSE))
    assert page.has("Syfte: Service ska finnas [borttaget: nära][tillagt: i varje bygd].")
    assert page.text.count("Ändrad") == 1
    assert sender.measures() == before


def test_confirming_saves_what_was_shown_and_leaves_the_rest(sender: Sender) -> None:
    other = measure_fingerprint(sender.measure("are-2023"))
    page = sender.upload((PURPOSE, NEW_PURPOSE), (">2<", ">2 400,5<"))
    done = sender.confirm(page)
    assert done.has("Insatser som är sparade: 1.")
    (target,) = sender.measure().targets
    assert (sender.measure().purpose, str(target.goal)) == (NEW_PURPOSE, "2400.5")
    assert measure_fingerprint(sender.measure("are-2023")) == other


def test_an_untouched_file_changes_nothing(sender: Sender) -> None:
    page = sender.upload()
    assert page.has("Filen ändrar inga insatser.")
    assert "Spara insatserna" not in page.buttons


def test_new_measures_are_saved_last_each_with_its_own_key(sender: Sender) -> None:
    added = "".join(p(r(f"{n}. Ny insats {n}"), "Heading2") for n in (8, 9))
    page = sender.upload((AFTER, f"{added}{AFTER}"))
    sender.confirm(page)
    activities = {each.key: each.activity for each in sender.measures()}
    assert list(activities.values())[2:] == ["Ny insats 8", "Ny insats 9"]
    assert len(activities) == 4


def test_what_no_field_takes_is_listed(sender: Sender) -> None:
    loose = p(r("En lös tanke."))
    page = sender.upload((AFTER, f"{loose}{AFTER}"), (">Handlingsplan 2023<", ">Ny titel<"))
    assert page.has("En lös tanke.")
    assert page.has("Ny titel Planens titel, som inte ändras när filen läses in")


def test_what_is_chosen_and_not_typed_is_told_and_stays(sender: Sender) -> None:
    before = sender.measures()
    page = sender.upload(("kronor från Kommunerna", "kronor från staten"))
    assert page.has("Gör ändringen i formuläret.")
    assert sender.measures() == before


def test_what_the_form_would_refuse_is_told_and_can_not_be_saved(sender: Sender) -> None:
    page = sender.upload(("Stöd till service (own-2023)", "Å" * 301))
    assert page.has("Korta den till högst 300.")
    assert "Spara insatserna" not in page.buttons


def test_a_plan_that_is_changed_meanwhile_asks_for_the_file_anew(sender: Sender) -> None:
    page = sender.upload((PURPOSE, NEW_PURPOSE))
    sender.desk.change(sustainability="Ny text.")
    again = sender.confirm(page)
    assert again.status == 409
    assert again.has("Ladda upp filen igen")
    assert sender.measure().purpose == PURPOSE


def test_a_page_of_another_file_saves_nothing(sender: Sender) -> None:
    first = sender.upload((PURPOSE, NEW_PURPOSE))
    sender.upload((PURPOSE, "Något annat."))
    again = sender.confirm(first)
    assert again.status == 409
    assert again.has("Granska den först.")
    assert sender.measure().purpose == PURPOSE


@REFUSED
@pytest.mark.case("F04")
def test_a_refused_file_is_told_at_the_field_and_changes_nothing(
    sender: Sender, content: bytes, name: str, said: str
) -> None:
    before = sender.measures()
    page = sent(sender.client, sender.url, content, name)
    assert (page.status, page.title[:4]) == (422, "Fel:")
    assert page.has(said)
    assert sender.measures() == before


@pytest.mark.parametrize("who", ["director", "secretary", "registrar", "stranger", "administrator"])
@pytest.mark.parametrize("path", ["/utkast.docx", "/fil", "/fil/granska"])
def test_only_the_officer_has_the_plan_in_word(sender: Sender, who: str, path: str) -> None:
    sender.desk.site.client(who).see(f"{sender.desk.plan}{path}", status=403)


def test_a_plan_that_is_handed_over_takes_no_file(site: Site) -> None:
    matter = w.submitted(site.world)
    page = site.client("officer").see(f"/planer/{matter.plan_id}/fil")
    assert "Läs in filen" not in page.buttons


def test_the_plan_is_fetched_with_all_that_differs_from_last_years_marked(site: Site) -> None:
    plan_id = next_plan(site)
    client = site.client("officer")
    answer = client.http.get(client.see(f"/planer/{plan_id}").links[MARKED])
    document = unzipped(answer.data)[DOCUMENT].decode()
    assert "markerade-andringar.docx" in answer.headers["Content-Disposition"]
    assert "w:del " in document
    assert "2023" in document


def test_a_first_plan_has_nothing_to_be_marked_against(sender: Sender) -> None:
    assert MARKED not in sender.client.see(sender.desk.plan).links
    sender.client.see(f"{sender.desk.plan}/andringar-mot-forra-aret.docx", status=404)
