"""The web application on a small office, with clients that are signed in as its people."""

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from apiflask import APIFlask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.operations.builders import World, when
from tests.web.pages import applications
from tests.web.pages.page import Page
from web.current import SID
from workflow.operations import registers, sessions
from workflow.operations.office import Office
from workflow.settings import Settings
from workflow.states import Role

Sent = Mapping[str, str | Sequence[str] | tuple[BytesIO, str]]


@dataclass
class Clock:
    """The time that the application is told; a test sets it."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


class Client:
    """A browser of one person; every page that it gets is parsed strictly."""

    def __init__(self, client: FlaskClient) -> None:
        self.http = client

    def see(self, url: str, status: int = 200) -> Page:
        """The page at an address, which answers with that status."""
        page = self.page(self.http.get(url))
        assert page.status == status, f"{url}: {page.status} {page.location} {page.title}"
        return page

    def send(
        self,
        url: str,
        sent: Sent | None = None,
        *,
        follow: bool = True,
        **more: str | Sequence[str],
    ) -> Page:
        """Post a form; ``more`` overrides what it holds. Follows the answer unless told not to."""
        data: dict[str, Any] = {**(sent or {}), **more}
        data.setdefault("csrf_token", self.token())
        return self.page(self.http.post(url, data=data, follow_redirects=follow))

    def page(self, answer: TestResponse) -> Page:
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        page = Page(answer.status_code, answer.location or "", html)
        if html and page.status not in range(300, 400):
            assert page.tree is not None  # which is where it is parsed
        return page

    def token(self) -> str:
        """The token against forged forms that the pages of this browser carry."""
        with self.http.session_transaction() as cookie:
            secret: str = cookie.setdefault("csrf_token", "0" * 40)
        key = self.http.application.secret_key
        assert key is not None
        token: str = URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(secret)
        return token


@dataclass
class Site:
    """The application, its office, and its clock; an application of its own unless one is lent."""

    world: World
    clock: Clock
    settings: Settings
    lent: InitVar[APIFlask | None] = None
    app: Any = field(init=False)

    def __post_init__(self, lent: APIFlask | None) -> None:
        own = applications.new
        self.app = lent or own(self.settings, self.world.office, self.clock)
        self.app.testing = False

    @property
    def office(self) -> Office:
        return self.world.office

    def at(self, day: str, hour: int = 10, minute: int = 0) -> datetime:
        """Set the clock to a local time of a day."""
        self.clock.at = when(day, hour, minute)
        return self.clock.at

    def client(self, who: str | None = None) -> Client:
        """A browser, signed in as one of the office's people or as nobody."""
        http = self.app.test_client()
        if who is not None:
            sid = sessions.begin(self.office, self.person(who), "password", "test", self.clock.at)
            with http.session_transaction() as cookie:
                cookie[SID] = sid
        return Client(http)

    def person(self, who: str) -> int:
        if who == "administrator" and who not in self.world.people:
            made = registers.add_person(self.office, "Administratören", "admin@region.example")
            since = self.clock.at.date().replace(month=1, day=1)
            registers.grant_role(self.office, made, Role.ADMINISTRATOR, since)
            self.world.people[who] = made
        return self.world.people[who]
