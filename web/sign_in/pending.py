"""Half-way in: the password was right, and a code or a new password is still to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import session as cookie

from web import current
from web.sign_in.addresses import local
from workflow.operations import accounts
from workflow.operations.accounts import Account

_KEY = "pending"
_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Pending:
    """Whose sign-in it is, where it leads, and whether the code has been shown."""

    account: Account
    next: str
    code_shown: bool

    @property
    def wants_code(self) -> bool:
        return bool(self.account.totp_secret) and not self.code_shown


def begin(account: Account, leads_to: str, *, code_shown: bool = False) -> Pending:
    """Remember in the cookie how far this sign-in has come."""
    cookie[_KEY] = {
        "person": account.person_id,
        "at": current.at().isoformat(),
        "next": leads_to,
        "code": code_shown,
        # A password that is changed meanwhile makes the old one's sign-in worth nothing.
        "password": account.password_hash[-16:],
    }
    return Pending(account, leads_to, code_shown)


def found() -> Pending | None:
    """The sign-in under way in this browser, unless it has taken too long."""
    kept = cookie.get(_KEY)
    if not isinstance(kept, dict) or _is_late(kept):
        return None
    account = accounts.of_person(current.office(), int(kept["person"]))
    if account is None or not account.is_open(current.on()):
        return None
    if account.password_hash[-16:] != kept["password"]:
        return None
    return Pending(account, local(kept["next"]), bool(kept["code"]))


def drop() -> None:
    cookie.pop(_KEY, None)


def _is_late(kept: dict[str, str]) -> bool:
    begun = datetime.fromisoformat(kept["at"])
    return not timedelta(0) <= current.at() - begun <= _LASTS
