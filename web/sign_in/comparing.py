"""Comparing what was typed with what is kept, once the throttle lets it: a password or a code."""

import logging
from dataclasses import dataclass

from flask import request

from web import current
from web.i18n import _
from web.sign_in import devices, passwords, totp
from workflow.operations import accounts, throttle
from workflow.operations.accounts import Account

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verdict:
    """Right or not; where nothing was compared, the seconds to wait."""

    right: bool
    seconds: int = 0


def password(user_name: str, account: Account | None, typed: str) -> Verdict:
    """Whether it is the password of the account; an unknown name is a wrong password."""
    tried = throttle.attempt(current.office(), user_name, devices.place(account), current.at())
    if tried.id is None:
        return _refused(tried.seconds)
    kept = account.password_hash if account and account.is_open(current.on()) else ""
    if not passwords.matches(kept, typed):
        return _wrong("password")
    throttle.succeeded(current.office(), tried.id)
    if account is not None and passwords.is_outdated(kept):
        accounts.set_password(
            current.office(),
            account.person_id,
            passwords.hashed(typed),
            must_change=account.must_change,
        )
    return Verdict(right=True)


def code(account: Account, typed: str) -> Verdict:
    """Whether it is the account's code of this moment, not used before."""
    name = f"code of {account.user_name}"
    tried = throttle.attempt(current.office(), name, devices.place(account), current.at())
    if tried.id is None:
        return _refused(tried.seconds)
    step = totp.step_of(account.totp_secret, typed, current.at(), account.totp_last_step)
    if step is None or not accounts.use_totp_step(current.office(), account.person_id, step):
        return _wrong("code")
    throttle.succeeded(current.office(), tried.id)
    return Verdict(right=True)


def too_many(seconds: int) -> str:
    """What is said to who has to wait before trying again."""
    minutes = -(-seconds // 60)
    if minutes > 1:
        return _("För många försök. Vänta %(minutes)s minuter och försök igen.", minutes=minutes)
    return _("För många försök. Vänta %(seconds)s sekunder och försök igen.", seconds=seconds)


def _wrong(what: str) -> Verdict:
    log.warning("sign-in refused: wrong %s from %s", what, request.remote_addr)
    return Verdict(right=False)


def _refused(seconds: int) -> Verdict:
    log.warning("sign-in refused: too many tries from %s", request.remote_addr)
    return Verdict(right=False, seconds=seconds)
