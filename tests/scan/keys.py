"""What opens the doors for a role: a token of the API, and the cookie of a session."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests

from tests.scan.roles import Role
from web import bootstrap, environment, serving
from web.demo.people import DemoPerson
from workflow.operations import accounts, tokens
from workflow.store.tables import Scope

_FIELD = re.compile(r'name="(csrf_token|page|once)" value="([^"]*)"')


def token(folder: Path, role: Role) -> str | None:
    """A token with the widest scope; nobody has none."""
    if role.person is None:
        return None
    now = datetime.now(UTC)
    values = {**serving.in_folder(folder), **serving.as_demo("localhost", 8000)}
    nothing = folder / "config.toml"
    nothing.touch()
    settings = environment.settings_of(environment.as_variables(values), nothing)
    office = bootstrap.open_office(settings, now)
    found = accounts.by_name(office, role.person.user_name)
    assert found is not None, f"the demonstration has no {role.person.user_name}"
    last = now.date() + timedelta(days=2)
    made = tokens.issue(office, found.person_id, "make scan", Scope.STEPS, last, now)
    office.engine.dispose()
    return made


def session(address: str, role: Role) -> requests.Session:
    """A browser's session, signed in by the page of the sign-in where the role has a person."""
    held = requests.Session()
    if role.person is not None:
        _sign_in(held, address, role.person)
    # A page with a form puts what guards forms into the cookie.
    held.get(f"{address}/akta", timeout=30).raise_for_status()
    return held


def _sign_in(held: requests.Session, address: str, person: DemoPerson) -> None:
    page = held.get(f"{address}/logga-in", timeout=30).text
    fields = dict(_FIELD.findall(page[: page.index("</form>")]))
    fields |= {"user_name": person.user_name, "password": person.password}
    answer = held.post(f"{address}/logga-in", fields, timeout=30, allow_redirects=False)
    assert answer.status_code == 303, f"{person.user_name} could not sign in: {answer.status_code}"


def holds(held: requests.Session, address: str) -> bool:
    """Whether the session still is one: the scan must not have signed itself out."""
    answer = held.get(f"{address}/konto", timeout=30, allow_redirects=False)
    return answer.status_code == 200
