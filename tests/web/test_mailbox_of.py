"""Which mailbox is read, by the settings; a password in the clear or half a setting is refused."""

from pathlib import Path

import pytest

from web.working import mailbox_of
from workflow.inbound.imap import ImapBox
from workflow.inbound.maildir import MaildirBox
from workflow.refusals import BadInput
from workflow.settings import Settings, load_settings


def settings(folder: Path, *lines: str) -> Settings:
    file = folder / "config.toml"
    file.write_text("\n".join(["[mail]", *lines]), "utf-8")
    return load_settings(file, {"BESLUTSKEDJAN_MAIL__IMAP_PASSWORD": "hemligt"})


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ((), type(None)),
        (('mailbox = "maildir:/var/mail/beslut"',), MaildirBox),
        (('mailbox = "imap"', 'imap_host = "mail.example"', 'imap_user = "beslut"'), ImapBox),
    ],
)
def test_the_settings_say_which_mailbox_is_read(
    tmp_path: Path, lines: tuple[str, ...], kind: type
) -> None:
    assert isinstance(mailbox_of(settings(tmp_path, *lines)), kind)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (('mailbox = "pop3"',), "maildir:"),
        (('mailbox = "maildir:"',), "maildir:"),
        (('mailbox = "imap"',), "imap_host"),
        (
            (
                'mailbox = "imap"',
                'imap_host = "mail.example"',
                'imap_user = "beslut"',
                'imap_security = "none"',
            ),
            "okrypterat",
        ),
        (('imap_password = "hemligt"',), "BESLUTSKEDJAN_MAIL__IMAP_PASSWORD"),
    ],
)
def test_a_mailbox_that_cant_be_read_safely_is_refused(
    tmp_path: Path, lines: tuple[str, ...], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        settings(tmp_path, *lines)
