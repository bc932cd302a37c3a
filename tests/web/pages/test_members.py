"""Members by personal link: own measures and opinion without an account, and nobody else's."""

from dataclasses import replace
from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.builders import when
from tests.operations.reading import everything, newest_token, row, rows
from tests.web.pages.site import Client, Site
from workflow.facts import Measure
from workflow.operations import autosaves, drafting, looking
from workflow.operations.office import token_hash
from workflow.operations.queries import drafts
from workflow.states import LetterKind
from workflow.store import tables as t

HOSTILE = '<script>alert("x")</script>'


class Link:
    """A plan on its round, and the links of two of its members."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.matter = w.circulated(site.world)
        site.at("2023-09-14")
        self.token = self.token_of("are")
        self.url = f"/lank/{self.token}"
        self.own = self.measure("are-2023").id
        self.mine, self.new = f"{self.url}/insatser/{self.own}", f"{self.url}/insatser/ny"
        self.answer = f"{self.url}/svar"

    def token_of(self, party: str) -> str:
        email = self.site.world.parties[party].email
        return newest_token(self.site.office, email, LetterKind.CIRCULATION) or ""

    def client(self) -> Client:
        return self.site.client()

    def measures(self) -> tuple[Measure, ...]:
        return drafts.draft(self.site.office, self.matter.plan_id, date(2023, 9, 14)).measures

    def measure(self, key: str) -> Measure:
        return next(each for each in self.measures() if each.key == key)

    def opinions(self) -> dict[int, str]:
        found = rows(self.site.office.engine, t.opinion)
        return {each.party_id: each.text for each in found}

    def party(self, key: str) -> int:
        return self.site.world.parties[key].id


@pytest.fixture
def link(site: Site) -> Link:
    return Link(site)


def test_the_own_measures_are_one_click_from_the_letter(link: Link) -> None:
    client = link.client()
    page = client.see(link.url)
    assert page.has("Samråd i Service Z · Åre kommun Handlingsplan 2023")
    assert page.has("senast 22 september 2023")
    assert page.links["Stöd till service (are-2023)"] == link.mine
    form = client.see(link.mine).form() | {"purpose": ["Kommunens text."]}
    assert client.send(link.mine, form).has("är sparad")
    assert link.measure("are-2023").purpose == "Kommunens text."


def test_the_measures_of_others_are_read_and_not_written(link: Link) -> None:
    others = link.measure("own-2023").id
    page = link.client().see(link.url)
    assert page.has("De andras insatser")
    assert "Stöd till service (own-2023)" not in page.links
    link.client().see(f"{link.url}/insatser/{others}", 404)
    client = link.client()
    form = client.see(link.mine).form()
    sent = client.send(f"{link.url}/insatser/{others}", form, purpose="Inte er.")
    assert sent.status == 409
    assert sent.has("Åre kommun ansvarar inte för insatsen")
    assert link.measure("own-2023").purpose == "Service ska finnas nära."


def test_a_member_adds_a_measure_of_its_own(link: Link) -> None:
    client = link.client()
    form = client.see(link.new).form()
    assert "responsible" not in form
    region = str(link.party("region"))
    client.send(link.new, form, activity="Ny butik", area="A", responsible=region)
    new = link.measures()[-1]
    assert new.responsible is not None
    assert (new.activity, new.responsible.name) == ("Ny butik", "Åre kommun")


def test_a_member_has_no_button_to_remove(link: Link) -> None:
    page = link.client().see(link.mine)
    assert not page.has("Ta bort insatsen")
    plan = f"/planer/{link.matter.plan_id}"
    for url in (plan, f"{plan}/insatser/{link.own}/ta-bort"):
        assert "/logga-in" in link.client().see(url, 303).location


def test_a_member_writes_an_opinion_and_is_thanked(link: Link) -> None:
    client = link.client()
    text = f"Vi tillstyrker.\n\nMen se över {HOSTILE}."
    page = client.send(link.answer, client.see(link.url).form("svar"), opinion=text)
    assert page.has("Tack, ert yttrande är lämnat")
    assert page.has(f"Men se över {HOSTILE}.")
    assert page.has("Till och med 22 september 2023 kan ni ändra svaret")
    assert link.opinions() == {link.party("are"): text}
    assert client.see(link.url).form("svar")["opinion"] == [text]
    assert client.see(link.url).has("Ni svarade 14 september 2023.")


def test_nothing_to_add_is_one_click(link: Link) -> None:
    client = link.client()
    page = client.send(link.answer, client.see(link.url).form("svar"), do="nothing")
    assert page.has("Inga synpunkter.")
    assert link.opinions() == {link.party("are"): "Inga synpunkter."}


def test_a_new_opinion_takes_the_place_of_the_old(link: Link) -> None:
    client = link.client()
    client.send(link.answer, client.see(link.url).form("svar"), opinion="Nej.")
    client.send(link.answer, client.see(link.url).form("svar"), opinion="Ja.")
    assert link.opinions() == {link.party("are"): "Ja."}


def test_a_double_click_answers_once(link: Link) -> None:
    client = link.client()
    form = client.see(link.url).form("svar") | {"opinion": ["Ja."]}
    first, second = (client.send(link.answer, form, follow=False) for _ in range(2))
    assert first.location == second.location == f"{link.answer}/tack"
    assert len(rows(link.site.office.engine, t.event, step="answer")) == 1


def test_what_is_kept_of_a_sent_form_does_not_open_the_link(link: Link) -> None:
    client = link.client()
    client.send(link.answer, client.see(link.url).form("svar"), opinion="Ja.")
    (kept,) = rows(link.site.office.engine, t.form_use)
    assert kept.location == "/lank/{token}/svar/tack"
    assert link.token not in repr(kept)


@pytest.mark.parametrize(
    ("opinion", "said"),
    [
        ("", "Skriv ett yttrande, eller välj Inga synpunkter."),
        ("  \n ", "Skriv ett yttrande, eller välj Inga synpunkter."),
        ("a" * 10_001, "Texten är 10001 tecken lång."),
        ("text\u202e", "får inte finnas i texten."),
    ],
)
def test_an_opinion_that_cannot_be_read_comes_back(link: Link, opinion: str, said: str) -> None:
    client = link.client()
    page = client.send(link.answer, client.see(link.url).form("svar"), opinion=opinion)
    assert page.status == 422
    assert page.title.startswith("Fel: ")
    assert page.has(said)
    assert page.form("svar")["opinion"] == [opinion.strip()]
    assert link.opinions() == {}


def test_the_link_reads_but_does_not_write_after_the_day(link: Link) -> None:
    client = link.client()
    form, own = client.see(link.url).form("svar"), client.see(link.mine).form()
    link.site.at("2023-09-23")
    page = client.send(link.answer, form, opinion="För sent.")
    assert page.status == 409
    assert page.has("Svarstiden gick ut 2023-09-22. Kontakta handläggaren.")
    assert client.send(link.mine, own, purpose="För sent.").form()["purpose"] == ["För sent."]
    page = client.see(link.url)
    assert page.has("Svarstiden gick ut 2023-09-22.")
    assert page.has("Stöd till service (are-2023)")
    assert page.buttons == []
    assert client.see(link.mine, 303).location == link.url
    assert link.measure("are-2023").purpose == "Service ska finnas nära."


def test_the_officer_who_writes_meanwhile_is_not_overwritten(link: Link) -> None:
    client = link.client()
    form = client.see(link.mine).form()
    at = link.site.clock.at
    officer = link.site.world.actor("officer", at)
    measure = link.measure("are-2023")
    changed = replace(measure, purpose="Handläggarens.")
    drafting.write_measure(link.site.office, link.matter.plan_id, changed, officer, at)
    page = client.send(link.mine, form, purpose="Kommunens.")
    assert page.has("Malin Nyqvist Ljungberg sparade en annan text")
    assert page.has("Syfte Handläggarens. Kommunens.")


def test_the_whole_draft_can_be_read(link: Link) -> None:
    page = link.client().see(f"{link.url}/utkast")
    assert page.has("Utkast till handlingsplan")
    assert page.has("Stöd till service (own-2023)")


def test_unsent_text_waits_under_the_link(link: Link) -> None:
    office, at = link.site.office, when("2023-09-13", 14, 8)
    place = f"opinion:{link.matter.plan_id}"
    autosaves.keep(office, f"link:{token_hash(link.token)}", place, {"opinion": "Halvt"}, at)
    client = link.client()
    page = client.see(link.url)
    assert page.has("Här är det du skrev 2023-09-13 14:08 men inte skickade.")
    assert page.form("svar")["opinion"] == ["Halvt"]
    other = link.client().see(f"/lank/{link.token_of('berg')}")
    assert other.form("svar")["opinion"] == [""]
    client.send(link.answer, page.form("svar"))
    assert autosaves.kept(office, f"link:{token_hash(link.token)}", place) is None


def test_the_script_keeps_a_members_text_under_the_link(link: Link) -> None:
    client = link.client()
    body = {name: values[0] for name, values in client.see(link.mine).form().items()}
    said = {
        "place": f"measure:{link.matter.plan_id}:{link.own}",
        "page": link.mine,
        "fields": body | {"purpose": "Halvt"},
    }
    kept = client.http.post("/autospara", json=said, headers={"X-CSRFToken": client.token()})
    assert kept.status_code == 204
    assert client.see(link.mine).has("Du har ett osparat utkast")
    assert client.see(f"{link.mine}?utkast=1").form()["purpose"] == ["Halvt"]


@pytest.mark.parametrize("path", ["", "/insatser/ny", "/insatser/2", "/utkast", "/svar/tack"])
def test_a_link_that_is_not_whole_opens_nothing(link: Link, path: str) -> None:
    link.client().see(f"/lank/{link.token[:-1]}x{path}", 404)


@pytest.mark.parametrize("path", ["/insatser/ny", "/insatser/2", "/utkast", "/svar/tack"])
def test_a_link_made_for_something_else_opens_no_members_page(site: Site, path: str) -> None:
    w.dispatched(site.world)
    site.at("2023-10-26")
    token = newest_token(site.office, site.world.parties["are"].email, LetterKind.UTDRAG)
    site.client().see(f"/lank/{token}{path}", 404)


def test_a_forged_answer_by_another_links_address_changes_nothing(link: Link) -> None:
    before = everything(link.site.office.engine, "form_use")
    page = link.client().send(f"/lank/{link.token[:-1]}x/svar", {"opinion": "Ja."})
    assert page.status == 404
    assert everything(link.site.office.engine, "form_use") == before


def test_a_member_is_shown_no_opinion_of_another(link: Link) -> None:
    bearer = link.matter.bearer("berg", LetterKind.CIRCULATION)
    drafting.answer(link.site.office, link.matter.plan_id, "Bergs åsikt.", bearer, w.ANSWERED)
    for path in ("", "/utkast"):
        assert not link.client().see(link.url + path).has("Bergs åsikt.")
    assert link.client().see(f"{link.answer}/tack", 303).location == link.url


def test_a_reminder_has_the_same_link(link: Link) -> None:
    email = link.site.world.parties["are"].email
    tokens = looking.tokens_in_letters(link.site.office, email, (LetterKind.CIRCULATION,))
    assert tokens == (link.token,)


def test_the_thanks_of_a_plan_that_moved_on_still_shows_the_answer(link: Link) -> None:
    client = link.client()
    client.send(link.answer, client.see(link.url).form("svar"), opinion="Ja.")
    link.site.at("2023-09-30")
    page = client.see(f"{link.answer}/tack")
    assert page.has("Ja.")
    assert not page.has("kan ni ändra svaret")
    assert row(link.site.office.engine, t.plan).state == "circulated"
