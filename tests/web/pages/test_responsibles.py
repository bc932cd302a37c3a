"""Outcomes by personal link: its own measures, one number each, nothing lost on the way."""

from decimal import Decimal

import pytest

from tests.operations import walking as w
from tests.operations.reading import events, newest_token, row
from tests.web.pages.found import outcomes
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from workflow.operations import autosaves, dispatching, following_up, looking
from workflow.operations.office import token_hash
from workflow.states import LetterKind
from workflow.store import tables as t


class Link:
    """The municipality's link, and the ids of its two targets."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.matter = w.asked_for_outcomes(site.world)
        site.at("2024-01-16", 14, 8)
        email = site.world.parties["are"].email
        self.token = newest_token(site.office, email, LetterKind.OUTCOME_REQUEST) or ""
        ids = looking.target_ids(site.office, self.matter.plan_id)
        self.first, self.second = ids["are-2023", 1], ids["are-2023", 2]
        self.regions = ids["own-2023", 1]
        self.url, self.to = f"/lank/{self.token}", f"/lank/{self.token}/utfall"

    def client(self) -> Client:
        return self.site.client()

    def send(self, client: Client | None = None, **typed: str) -> Page:
        """Open the page and send it with what is typed: ``first_value`` and the like."""
        browser = client or self.client()
        return browser.send(
            self.to, {**browser.see(self.url).form("utfall"), **self.named(**typed)}
        )

    def named(self, **typed: str) -> dict[str, str]:
        targets = {"first": self.first, "second": self.second}
        parted = [(name.partition("_"), text) for name, text in typed.items()]
        return {f"mal{targets[which]}-{field}": text for (which, _, field), text in parted}

    def told(self) -> dict[int, tuple[Decimal | None, str]]:
        return outcomes(self.site)

    def value(self, page: Page, which: str, field: str = "value") -> str:
        (name,) = self.named(**{f"{which}_{field}": ""})
        (shown,) = page.form("utfall")[name]
        return shown


@pytest.fixture
def link(site: Site) -> Link:
    return Link(site)


def test_the_page_shows_exactly_the_organisations_own_targets(link: Link) -> None:
    page = link.client().see(link.url)
    assert page.has("Du svarar för Åre kommun.")
    assert page.has("Senast 31 januari 2024.")
    assert page.has("Utfall (orter)")
    assert not page.has("own-2023")
    assert f"mal{link.regions}-value" not in page.form("utfall")
    assert page.buttons == ["Klar"]


def test_one_number_for_each_target_and_klar(link: Link) -> None:
    page = link.send(first_value="2", second_value="0")
    assert page.has("Tack, utfallen är lämnade")
    assert link.told() == {
        link.first: (Decimal(2), "reached"),
        link.second: (Decimal(0), "missed"),
    }


def test_zero_is_an_outcome_and_empty_is_not(link: Link) -> None:
    page = link.send(first_value="0")
    assert page.has("Sparat. Ett mål saknar fortfarande utfall.")
    assert link.told() == {link.first: (Decimal(0), "missed")}
    assert page.has("1 av 2 mål har utfall.")


def test_nothing_at_all_is_no_answer(link: Link) -> None:
    page = link.send()
    assert page.status == 422
    assert page.has("Fyll i utfallet för minst ett mål.")
    assert link.told() == {}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1234.5", "1234.5"),
        (" 7 ", "7"),
        ("0", "0"),
        ("0,00", "0.00"),
        ("-3", "-3"),
        ("−3", "-3"),
    ],
)
def test_numbers_are_read_as_swedes_write_them(link: Link, typed: str, value: str) -> None:
    link.send(first_value=typed)
    assert link.told()[link.first][0] == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    ["tolv", "12 st", "1,2,3", "1.000.000", "1.500", "1,500", "12 5", "½", "1e5", "9" * 20, "∞"],
)
def test_what_is_no_number_is_said_at_the_field_and_all_is_kept(link: Link, typed: str) -> None:
    page = link.send(first_value=typed, first_comment="Ombud saknas.", second_value="3")
    assert page.status == 422
    assert page.title.startswith("Fel: ")
    assert f"#mal{link.first}-value" in page.html
    assert link.value(page, "first") == typed
    assert link.value(page, "first", "comment") == "Ombud saknas."
    assert link.value(page, "second") == "3"
    assert link.told() == {}


def test_what_may_be_two_numbers_is_asked_and_the_answer_comes_back_as_it_was(link: Link) -> None:
    page = link.send(first_value="1.125", second_value="3")
    assert page.has("Menar du 1 125 eller 1,1250? Skriv det ena av dem: ”1.125” kan läsas")
    link.send(first_value="1,1250", second_value="3")
    assert link.told()[link.first][0] == Decimal("1.125")
    assert link.value(link.client().see(link.url), "first") == "1,1250"


def test_a_reason_says_why_a_value_is_missing(link: Link) -> None:
    link.send(first_missing_reason="Enkäten går ut i mars.", second_value="1")
    assert link.told()[link.first] == (None, "not_measured")
    assert row(link.site.office.engine, t.outcome, target_id=link.first).missing_reason


def test_a_value_and_a_reason_contradict_each_other(link: Link) -> None:
    page = link.send(first_value="2", first_missing_reason="Saknas.")
    assert page.status == 422
    assert page.has("Ta bort antingen värdet eller texten om varför det saknas.")
    assert link.value(page, "first", "missing_reason") == "Saknas."


def test_a_comment_alone_is_no_outcome(link: Link) -> None:
    page = link.send(first_comment="Vi gjorde vad vi kunde.")
    assert page.status == 422
    assert page.has("Fyll i ett värde (0 är ett värde) eller skriv varför det saknas.")
    assert link.value(page, "first", "comment") == "Vi gjorde vad vi kunde."


def test_the_judgement_follows_the_value_unless_somebody_sees_it_otherwise(link: Link) -> None:
    link.send(first_value="1", second_value="1", second_status="reached")
    assert [status for _, status in link.told().values()] == ["partly", "reached"]
    again = link.client().see(link.url)
    assert link.value(again, "first", "status") == ""
    assert link.value(again, "second", "status") == "reached"


def test_a_changed_value_changes_the_judgement_that_followed_it(link: Link) -> None:
    link.send(first_value="2")
    link.send(first_value="0")
    assert link.told() == {link.first: (Decimal(0), "missed")}


def test_what_was_reported_is_shown_and_can_be_changed(link: Link) -> None:
    link.send(first_value="1 234,5", first_lesson="Börja tidigare.", second_value="2")
    again = link.client().see(link.url)
    assert link.value(again, "first") == "1234,5"
    assert link.value(again, "first", "lesson") == "Börja tidigare."
    assert again.has("Lämnat 2024-01-16 av Åre kommun: 1 234,5 Uppfyllt")
    link.send(second_value="1")
    assert link.told()[link.second] == (Decimal(1), "partly")


def test_only_what_was_changed_is_reported_anew(link: Link) -> None:
    link.send(first_value="2", second_value="2")
    link.send(second_value="1")
    *_, newest = events(link.site.office, step="report_outcome")
    assert [target_id for target_id, _ in newest["given"]["outcomes"]] == [link.second]


def test_a_reported_outcome_is_not_taken_back_to_nothing(link: Link) -> None:
    link.send(first_value="2")
    page = link.send(first_value="")
    assert page.status == 422
    assert page.has("Fyll i ett värde (0 är ett värde)")
    assert link.told() == {link.first: (Decimal(2), "reached")}


def test_another_organisations_target_and_the_goal_are_out_of_reach(link: Link) -> None:
    more = {f"mal{link.regions}-value": "9", f"mal{link.first}-goal": "1", "plan_id": "2"}
    browser = link.client()
    form = browser.see(link.url).form("utfall")
    browser.send(link.to, {**form, **link.named(first_value="2"), **more})
    assert link.told() == {link.first: (Decimal(2), "reached")}
    assert row(link.site.office.engine, t.target, id=link.first).goal == Decimal(2)


def test_an_unknown_link_and_one_for_something_else_take_no_outcome(link: Link) -> None:
    browser = link.client()
    form = browser.see(link.url).form("utfall")
    assert browser.send(f"/lank/{'B' * 43}/utfall", form).status == 404
    world, at = link.site.world, link.site.clock.at
    registrar = world.actor("registrar", at)
    dispatching.dispatch(world.office, link.matter.decision_id, registrar, at)
    recipients = newest_token(world.office, world.parties["are"].email, LetterKind.UTDRAG)
    assert browser.send(f"/lank/{recipients}/utfall", form).status == 404
    assert link.told() == {}


@pytest.mark.case("W02")
@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "'; DROP TABLE outcome; --", "%(who)s %s"]
)
def test_hostile_text_is_only_text(link: Link, text: str) -> None:
    page = link.send(first_value="x", first_comment=text)
    assert link.value(page, "first", "comment") == text
    assert "<script>alert(1)" not in page.html
    link.send(first_value="0", first_comment=text, second_value="0")
    assert link.client().see(f"{link.to}/tack").has(text)


@pytest.mark.case("W10")
def test_hidden_characters_and_endless_texts_are_refused(link: Link) -> None:
    assert link.send(first_value="1", first_comment="osynligt\u202etecken").status == 422
    long = link.send(first_value="1", first_lesson="a" * 4001)
    assert long.has("Korta den till högst 4000.")
    assert link.told() == {}


def test_an_unknown_judgement_is_refused(link: Link) -> None:
    page = link.send(first_value="1", first_status="not_measured")
    assert page.status == 422
    assert page.has("Välj ett av alternativen.")


def test_two_with_the_same_link_overwrite_nothing_unseen(link: Link) -> None:
    one, other = link.client(), link.client()
    forms = [each.see(link.url).form("utfall") for each in (one, other)]
    one.send(link.to, {**forms[0], **link.named(first_value="1")})
    late = other.send(link.to, {**forms[1], **link.named(first_value="2", second_value="2")})
    assert late.status == 409
    assert late.has("Åre kommun lämnade 2024-01-16 ett utfall för målet ”Ett ombud öppnar.”")
    assert late.has("Lämnat 2024-01-16 av Åre kommun: 1")
    assert link.value(late, "first") == "2"
    other.send(link.to, late.form("utfall"))
    assert [value for value, _ in link.told().values()] == [Decimal(2), Decimal(2)]


def test_two_with_the_same_link_may_answer_for_one_target_each(link: Link) -> None:
    one, other = link.client(), link.client()
    forms = [each.see(link.url).form("utfall") for each in (one, other)]
    one.send(link.to, {**forms[0], **link.named(first_value="1")})
    done = other.send(link.to, {**forms[1], **link.named(second_value="2")})
    assert done.has("Tack, utfallen är lämnade")


def test_a_double_click_reports_once(link: Link) -> None:
    browser = link.client()
    form = browser.see(link.url).form("utfall")
    typed = link.named(first_value="2", second_value="2")
    answers = [browser.send(link.to, {**form, **typed}, follow=False) for _ in range(2)]
    assert [each.status for each in answers] == [303, 303]
    assert len(events(link.site.office, step="report_outcome")) == 1


def test_a_page_from_before_the_follow_up_was_closed_keeps_what_was_typed(link: Link) -> None:
    browser, site = link.client(), link.site
    form = browser.see(link.url).form("utfall")
    w.report(link.matter, "own-2023", site.world.actor("officer", w.OUTCOMES_IN))
    link.send(first_value="1", second_value="1")
    officer = site.world.actor("officer", w.CLOSED_UP)
    following_up.close_follow_up(site.office, link.matter.plan_id, officer, w.CLOSED_UP)
    late = browser.send(link.to, {**form, **link.named(first_value="2")})
    assert late.status == 409
    assert late.has("handlingsplanen är uppföljd")
    page = browser.see(link.url)
    assert page.has("Utfallen kan inte ändras nu.")
    assert page.forms() == []


def test_what_was_typed_and_not_sent_is_there_when_the_link_is_opened_again(link: Link) -> None:
    office, owner = link.site.office, f"link:{token_hash(link.token)}"
    browser = link.client()
    form = {name: text[0] for name, text in browser.see(link.url).form("utfall").items()}
    typed = {**form, **link.named(first_value="1 2x", first_comment="Kvar.")}
    autosaves.keep(office, owner, "utfall", typed, link.site.clock.at)
    page = browser.see(link.url)
    assert (link.value(page, "first"), link.value(page, "first", "comment")) == ("1 2x", "Kvar.")
    assert page.has("Här är det du skrev 2024-01-16 14:08 men inte skickade.")
    browser.send(link.to, {**page.form("utfall"), **link.named(first_value="12")})
    assert autosaves.kept(office, owner, "utfall") is None


def test_thanks_come_only_when_everything_is_answered(link: Link) -> None:
    answer = link.client().http.get(f"{link.to}/tack")
    assert (answer.status_code, answer.location) == (303, link.url)
