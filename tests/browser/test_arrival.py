"""A decision arrives: ten recipients over a real mail server, nine confirm, one comes back."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.browser.live import Hand, Live
from tests.inbound.messages import report
from tests.mail import MailServer
from tests.operations.builders import when
from workflow.delivery.smtp_post import Server, SmtpPost
from workflow.inbound.maildir import MaildirBox
from workflow.jobs import collecting
from workflow.jobs.sender import Sender

NEXT_DAY = "2026-11-24"
CHASED, LOST = "Krokoms kommun", "Bergs kommun"
NEW = "diarium@berg.example"


class Post:
    """The mail server that letters are handed to, and the mailbox that bounces come to."""

    def __init__(self, live: Live, mail: MailServer, folder: Path) -> None:
        self.live, self.mail = live, mail
        self.box = folder / "box"
        for name in ("new", "cur", "tmp"):
            (self.box / name).mkdir(parents=True)

    def leaves(self) -> list[EmailMessage]:
        """Everything that waits is handed over; all that the server has had so far."""
        server = Server("localhost", self.mail.ports["good"], security="none", per_second=10_000)
        post = SmtpPost(server)
        sender = Sender(self.live.office, post, "test", lambda: self.live.clock.at)
        while sender.send(50).claimed:
            pass
        post.rest()
        return self._had()

    def _had(self) -> list[EmailMessage]:
        files = sorted(self.mail.folder.glob("good/*.eml"), key=lambda file: int(file.stem))
        return [_read(file) for file in files]

    def bounces(self, letter: EmailMessage) -> None:
        """The recipient's server sends the letter back, and the mailbox is read."""
        (self.box / "new" / "1").write_bytes(report(letter["Message-ID"]))
        assert collecting.collect(self.live.office, MaildirBox(self.box), self.live.clock.at) == 1


def _read(file: Path) -> EmailMessage:
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def newest_to(letters: list[EmailMessage], name: str) -> EmailMessage:
    """The newest letter with a personal link to somebody."""
    to = [each for each in letters if name in str(each["To"]) and "/lank/" in _text(each)]
    return to[-1]


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return str(body.get_content()) if body else ""


def confirms(live: Live, letter: EmailMessage) -> None:
    """Somebody opens the link in the letter, and presses the one button."""
    link = re.search(r"/lank/[A-Za-z0-9_-]{43}", _text(letter))
    assert link is not None
    recipient = Hand(live.page())
    recipient.goes_to(link[0])
    recipient.clicks_on("Kvittera")
    recipient.sees("Tack, ni har kvitterat")
    recipient.page.context.close()


def dispatches(live: Live) -> str:
    """Two clicks from the start page; gives the address of the dispatch."""
    registrar = Hand(live.page("registrator"))
    registrar.goes_to("/")
    registrar.clicks_on("Expediera")
    registrar.clicks_on("Expediera till 10 mottagare")
    registrar.sees("Beslutet är expedierat. 10 utdrag skickas strax.")
    assert registrar.clicks == 2
    return registrar.page.url


def is_reminded(live: Live, dispatch: str) -> None:
    """The next day, in two clicks from the dispatch; whose utdrag came back hears nothing."""
    live.clock.at = when(NEXT_DAY)
    registrar = Hand(live.page("registrator"))
    registrar.goes_to(dispatch)
    registrar.clicks_on("Påminn dem som inte har svarat")
    registrar.clicks_on("Skicka 1 påminnelse")
    registrar.sees(f"Påminnelser skickas strax till {CHASED}.")
    assert registrar.clicks == 2


def is_mended(live: Live, dispatch: str) -> None:
    """The registrar sees the bounce at once, and sends the copy to the right address."""
    registrar = Hand(live.page("registrator"))
    registrar.goes_to("/")
    registrar.sees(f"ett brev till {LOST} kom i retur")
    registrar.goes_to(dispatch)
    registrar.sees("Studsad")
    registrar.sees("Adressen finns inte hos mottagaren (5.1.1).")
    registrar.page.get_by_role("link", name=f"Sänd igen till {LOST}").click()
    registrar.types("Adress", NEW)
    registrar.types("Varför sänds utdraget igen?", "Rätt adress lämnad per telefon.")
    registrar.clicks_on("Sänd igen")
    registrar.sees(f"Utdraget till {LOST} sänds igen.")


def test_ten_get_the_decision_nine_confirm_one_is_chased_and_one_that_bounced_is_mended(
    live: Live, mail: MailServer, tmp_path: Path
) -> None:
    post = Post(live, mail, tmp_path)
    dispatch = dispatches(live)
    utdrag = [each for each in post.leaves() if "Utdrag ur" in str(each["Subject"])]
    assert len(utdrag) == 10
    post.bounces(newest_to(utdrag, LOST))
    for letter in utdrag:
        if not any(name in str(letter["To"]) for name in (CHASED, LOST)):
            confirms(live, letter)
    is_reminded(live, dispatch)
    confirms(live, newest_to(post.leaves(), CHASED))
    is_mended(live, dispatch)
    again = newest_to(post.leaves(), LOST)
    assert NEW in str(again["To"])
    confirms(live, again)
    registrar = Hand(live.page("registrator"))
    registrar.goes_to("/expediering/matris")
    registrar.sees("10 av 10")
    registrar.goes_to("/expediering/matris?visa=obesvarade")
    assert "Studsad" not in registrar.page.locator("main").inner_text()
    registrar.goes_to(dispatch)
    registrar.sees("10 av 10 mottagare har kvitterat.")
