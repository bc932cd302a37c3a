"""The same mailbox as a real server serves it: where there is one, it is asked too."""

from collections.abc import Iterator

import pytest

from tests.inbound import dovecot, imapserver
from tests.inbound.messages import report, written
from workflow.inbound.imap import ImapAccount, ImapBox

MESSAGES = (report(), written().as_bytes())
SERVERS = ["small", *(["dovecot"] if dovecot.CAN_RUN else [])]


@pytest.fixture(params=SERVERS)
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    if request.param == "dovecot":
        with dovecot.serving(*MESSAGES) as (number, _folder):
            yield number
        return
    box = imapserver.Box()
    for raw in MESSAGES:
        box.put(raw)
    with imapserver.serving(box) as number:
        yield number


def met(port: int, *, file: bool) -> list[bytes]:
    account = ImapAccount("127.0.0.1", port, "nobody", "hemligt", "none", done_folder="Klart")
    found = []
    for each in ImapBox(account).messages(10):
        found.append(each.raw.replace(b"\r\n", b"\n"))
        if file:
            each.done()
    return found


def test_every_message_is_met_until_it_is_filed_and_never_after(port: int) -> None:
    wanted = [raw.replace(b"\r\n", b"\n") for raw in MESSAGES]
    assert met(port, file=False) == wanted
    assert met(port, file=True) == wanted
    assert met(port, file=True) == []
