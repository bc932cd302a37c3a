"""There and back again: what the tests do in a browser that is sent to the provider."""

from urllib.parse import parse_qs, urlsplit

from tests.web.pages.page import Page
from tests.web.pages.site import Client, Site
from tests.web.sign_in.providers import CLIENT_ID, CLIENT_SECRET, Told

BACK = "/logga-in/oidc/svar"


def with_provider(site: Site, address: str, *, local: bool = True) -> Site:
    named = {
        "oidc_issuer": address,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_name": "Region Exempel",
        "local": local,
    }
    sign_in = site.settings.sign_in.model_copy(update=named)
    return Site(site.world, site.clock, site.settings.model_copy(update={"sign_in": sign_in}))


def begun(client: Client, url: str = "/logga-in/oidc?next=/konto") -> dict[str, str]:
    """What the provider is asked, when the browser is sent there."""
    page = client.page(client.http.get(url))
    assert page.status == 303
    return {name: value[0] for name, value in parse_qs(urlsplit(page.location).query).items()}


def back(client: Client, state: str, code: str = "code", **more: str) -> Page:
    return client.page(client.http.get(BACK, query_string={"state": state, "code": code, **more}))


def come_back(house: Site, told: Told, client: Client, **changed: object) -> Page:
    """There and back, with a token whose claims are changed so."""
    asked = begun(client)
    told.token = told.signed(told.claims(asked["nonce"], house.clock.at, **changed))
    return back(client, asked["state"])
