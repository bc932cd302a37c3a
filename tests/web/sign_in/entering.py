"""People of the office who sign in through the page, as the tests have them do."""

from urllib.parse import urlencode

from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from web.sign_in import passwords
from workflow.operations import accounts
from workflow.operations.accounts import Account

PASSWORD = "granskog lampa tisdag kanot"
ANOTHER = "vinbär stege åtta dragspel"
WRONG = "alldeles fel lösenord här"


def an_account(site: Site, who: str = "officer", *, must_change: bool = False) -> Account:
    """An account of one of the office's people, under the person's key."""
    accounts.add(
        site.office,
        site.person(who),
        who,
        site.clock.at,
        passwords.hashed(PASSWORD),
        must_change=must_change,
    )
    return the_account(site, who)


def the_account(site: Site, who: str = "officer") -> Account:
    found = accounts.of_person(site.office, site.person(who))
    assert found is not None
    return found


def enter(
    client: Client, who: str = "officer", password: str = PASSWORD, leads_to: str = "/konto"
) -> Page:
    """The answer to name and password, not followed."""
    url = "/logga-in?" + urlencode({"next": leads_to})
    return client.send(url, {"user_name": who, "password": password}, follow=False)


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return client.http.get("/konto").status_code == 200
