"""The forms of signing in: name and password, a code, a new password, the first start."""

import re
from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, PasswordField, ValidationError

from web.forms.base import PageForm
from web.forms.fields import LineField, Needed
from web.i18n import _, lazy
from web.sign_in import passwords

_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_OFF = {"autocapitalize": "none", "spellcheck": "false"}


class SecretField(PasswordField):
    """What is typed unseen; kept exactly as it was typed, and never sent back to the page."""

    def __init__(self, label: str, checks: list[Any], autocomplete: str, **more: Any) -> None:
        super().__init__(label, checks, render_kw={"autocomplete": autocomplete}, **more)


class CodeField(LineField):
    """Six digits from an app."""

    def __init__(self, label: str, checks: list[Any], **more: Any) -> None:
        about = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        super().__init__(label, checks, most=20, render_kw=about, **more)


class PasswordForm(PageForm):
    """Who one is here, and the password."""

    user_name = LineField(
        lazy("Användarnamn"),
        [Needed(lazy("Skriv ditt användarnamn."))],
        render_kw={"autocomplete": "username webauthn", **_OFF},
    )
    password = SecretField(
        lazy("Lösenord"), [Needed(lazy("Skriv ditt lösenord."))], "current-password"
    )


class ConfirmForm(PageForm):
    """The password once more."""

    password = SecretField(
        lazy("Lösenord"), [Needed(lazy("Skriv ditt lösenord."))], "current-password"
    )


class CodeForm(PageForm):
    """The code of this moment."""

    code = CodeField(
        lazy("Kod från appen"), [Needed(lazy("Skriv de sex siffrorna som appen visar."))]
    )


class NewPasswordForm(PageForm):
    """A password that is to be the person's own."""

    new_password = SecretField(
        lazy("Nytt lösenord"), [Needed(lazy("Skriv ett nytt lösenord."))], "new-password"
    )

    def refuse_weak(self, about: Iterable[str]) -> bool:
        """Say what is wrong with the new password; whether anything was."""
        wrong = passwords.fault(self.new_password.data or "", about)
        if wrong:
            self.blame("new_password", _(wrong))
        return bool(wrong)


class ChangePasswordForm(NewPasswordForm):
    """The password that is, and the one that is to be."""

    password = SecretField(
        lazy("Nuvarande lösenord"),
        [Needed(lazy("Skriv ditt nuvarande lösenord."))],
        "current-password",
    )


class FirstStartForm(NewPasswordForm):
    """The installation's first administrator."""

    code = LineField(
        lazy("Kod från terminalen"),
        [Needed(lazy("Skriv koden som programmet visade när det startade."))],
        most=40,
        render_kw={"autocomplete": "off", **_OFF},
    )
    name = LineField(
        lazy("Ditt namn"), [Needed(lazy("Skriv ditt namn."))], render_kw={"autocomplete": "name"}
    )
    email = LineField(
        lazy("Din e-postadress"),
        [Needed(lazy("Skriv din e-postadress."))],
        render_kw={"autocomplete": "email", **_OFF},
    )

    def validate_email(self, field: Any) -> None:
        if field.data and not _MAIL.fullmatch(field.data):
            raise ValidationError(_("Skriv en hel e-postadress, till exempel namn@region.example."))


class KeyForm(PageForm):
    """What a device answers; the page's script fills it in."""

    answer = HiddenField()
