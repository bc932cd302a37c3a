"""A person's name, address and telephone are changed: by the administrator, or one's own."""

import pytest

from tests.operations.reading import row
from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from workflow.operations import person_details
from workflow.operations.register_record import By
from workflow.refusals import NotFound, Refused
from workflow.store import tables as t


def sent(client: Client, url: str, **fields: str) -> Page:
    return client.send(url, {**client.see(url).form(), **fields})


def test_the_administrator_changes_a_name_and_an_address(site: Site) -> None:
    url = f"/register/personer/{site.world.people['officer']}/andra"
    page = sent(site.client("administrator"), url, name="Handläggaren", email="h@region.example")
    assert page.has("Uppgifterna om Handläggaren är ändrade.")
    noted = row(site.office.engine, t.register_event, step="change_person")
    assert '"email":"h@region.example"' in noted.body


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "Skriv personens namn."),
        ({"email": "handläggaren"}, "e-postadress"),
        ({"phone": "ring mig"}, "telefon"),
    ],
)
def test_details_that_cannot_be_right_are_refused(
    site: Site, fields: dict[str, str], says: str
) -> None:
    url = f"/register/personer/{site.world.people['officer']}/andra"
    page = sent(site.client("administrator"), url, **fields)
    assert page.status == 422
    assert says in page.text.casefold() or page.has(says)


def test_an_officer_enters_their_own_telephone_but_no_other_name(site: Site) -> None:
    officer, url = site.client("officer"), "/konto/uppgifter"
    assert sent(officer, url, phone="063-14 66 04").has("063-14 66 04")
    held = row(site.office.engine, t.person, id=site.world.people["officer"])
    assert (held.phone, held.name) == ("063-14 66 04", "Malin Nyqvist Ljungberg")
    assert officer.http.get(f"/register/personer/{held.id}/andra").status_code == 403


def test_nobody_changes_somebody_elses_telephone(site: Site) -> None:
    world = site.world
    by = By(world.actor("secretary", site.clock.at), site.clock.at)
    with pytest.raises(Refused):
        person_details.change_own(site.office, world.people["officer"], "0", "", by)


def test_a_person_that_is_not_there_cannot_be_changed(site: Site) -> None:
    by = By(site.world.actor("secretary", site.clock.at), site.clock.at)
    with pytest.raises(NotFound):
        person_details.change_own(site.office, 999, "0", "", by)
