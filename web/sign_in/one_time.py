"""A one-time password: shown once to the administrator who gave it, and kept nowhere.

What is kept until then is a seed; without the installation's key nobody makes the password of it.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from web import current, owners
from web.sign_in import passwords
from workflow.operations import accounts, autosaves

_LASTS = timedelta(minutes=10)
_BYTES = 15
_SEED = "seed"


@dataclass(frozen=True)
class OneTime:
    """A password that has been made and not been shown."""

    seed: str

    @property
    def password(self) -> str:
        said = f"one-time password\x1f{self.seed}".encode()
        digest = hmac.new(current.office().key, said, sha256).digest()
        return urlsafe_b64encode(digest[:_BYTES]).decode()

    def kept(self) -> str:
        """What is kept of the password with the account."""
        return passwords.hashed(self.password)


def new() -> OneTime:
    return OneTime(secrets.token_urlsafe(32))


def hold(person_id: int, made: OneTime) -> None:
    """Let the signed-in administrator see the person's password at the next page."""
    autosaves.keep(current.office(), _mine(), _place(person_id), {_SEED: made.seed}, current.at())


def show(person_id: int) -> str | None:
    """The password, this once; nothing where it was shown, is old, or is no longer the person's."""
    held = autosaves.take(current.office(), _mine(), _place(person_id))
    if held is None or current.at() - held.saved_at > _LASTS:
        return None
    password = OneTime(held.body.get(_SEED, "")).password
    account = accounts.of_person(current.office(), person_id)
    return password if account and passwords.matches(account.password_hash, password) else None


def _mine() -> str:
    return owners.of_person(current.person_id())


def _place(person_id: int) -> str:
    return f"one-time password of person {person_id}"
