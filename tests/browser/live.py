"""The demonstration as a running web server, and hands that count their clicks in a browser."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from werkzeug.serving import make_server

from tests.web.pages.site import Clock
from web import bootstrap, environment, serving
from web.app import create_app
from web.current import SID
from workflow.delivery.folder_post import FolderPost
from workflow.jobs import sender
from workflow.operations import accounts, sessions
from workflow.operations.office import Office
from workflow.settings import Settings

WIDE, NARROW = 1240, 320


def demo_settings(folder: Path, port: int) -> Settings:
    """The settings of a demonstration in a folder, on a port of this machine."""
    values = {**serving.in_folder(folder), **serving.as_demo("localhost", port)}
    return environment.settings_of(environment.as_variables(values), _nothing(folder))


def _nothing(folder: Path) -> Path:
    """A settings file with nothing in it, so that no other one is read."""
    file = folder / "config.toml"
    file.touch()
    return file


class Live:
    """The web on a copy of the demonstration; ``clock`` is the one that its pages go by."""

    def __init__(self, folder: Path, clock: Clock, browser: Browser) -> None:
        self.clock = clock
        self.browser = browser
        self.folder = folder
        self._server = make_server("127.0.0.1", 0, lambda *_: [b""], threaded=True)
        self.settings = demo_settings(folder, self._server.server_port)
        self.office: Office = bootstrap.open_office(self.settings, clock.at)
        self.app = create_app(self.settings, self.office, clock)
        self._server.app = self.app
        self.address = self.settings.office.base_url
        self._contexts: list[BrowserContext] = []

    @contextmanager
    def running(self) -> Iterator["Live"]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            for context in self._contexts:
                context.close()
            self._server.shutdown()
            thread.join()
            self._server.server_close()
            self.office.engine.dispose()

    def page(self, who: str | None = None, width: int = WIDE) -> Page:
        """A page of a new browser, signed in as one of the demonstration's people."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="sv-SE", base_url=self.address
        )
        self._contexts.append(context)
        if who is not None:
            self._sign_in(context, who)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    def _sign_in(self, context: BrowserContext, who: str) -> None:
        sid = sessions.begin(self.office, self.person(who), "password", "test", self.clock.at)
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert serializer is not None
        name, value = self.app.config["SESSION_COOKIE_NAME"], serializer.dumps({SID: sid})
        context.add_cookies([{"name": name, "value": str(value), "url": self.address}])

    def person(self, who: str) -> int:
        """The person behind a user name of the demonstration."""
        return accounts_of(self.office)[who]

    def post(self) -> None:
        """Let the letters leave, into the demonstration's folder."""
        folder = FolderPost(self.settings.mail.folder)
        while sender.send_due(self.office, folder, "test", self.clock.at):
            pass

    def link(self, email: str, about: str = "") -> str:
        """The personal link in the newest letter to an address whose text holds ``about``."""
        self.post()
        letters = sorted(self.settings.mail.folder.rglob("*.eml"), key=lambda f: f.stat().st_mtime)
        for file in reversed(letters):
            letter = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = letter.get_body(("plain",))
            text = f"{letter['to']} {letter['subject']} {body.get_content() if body else ''}"
            found = re.search(r"/lank/[A-Za-z0-9_-]{43}", text)
            if email in text and about in text and found:
                return found[0]
        raise AssertionError(f"no letter with a link to {email}")


def accounts_of(office: Office) -> dict[str, int]:
    """Whose each user name is."""
    return {account.user_name: account.person_id for account in accounts.every(office)}


@dataclass
class Hand:
    """Somebody at a browser, whose clicks are counted; typing is not a click."""

    page: Page
    clicks: int = 0

    def goes_to(self, url: str) -> None:
        self.page.goto(url)

    def clicks_on(self, text: str, within: str = "main") -> None:
        """Click a button or a link by its text."""
        self._click(self._named(text, within))

    def _named(self, text: str, within: str) -> Locator:
        place = self.page.locator(within)
        exactly = re.compile(rf"^\s*{re.escape(text)}")
        button = place.get_by_role("button", name=exactly)
        return button.first if button.count() else place.get_by_role("link", name=exactly).first

    def _click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1
        self.page.wait_for_load_state("load")

    def answers(self, label: str) -> None:
        """Answer a question of a form by its label: filling in is writing, not a click."""
        self.page.locator("main").get_by_label(label).first.check()

    def types(self, label: str, text: str) -> None:
        self.page.locator("main").get_by_label(label).first.fill(text)

    def fills_all(self, label: str, text: str) -> None:
        """The same text in every field whose label holds the words."""
        for field in self.page.locator("main").get_by_label(label).all():
            field.fill(text)

    def sees(self, text: str) -> None:
        assert text in self.page.locator("main").inner_text(), self.page.url
