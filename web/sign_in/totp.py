"""Codes from an app (TOTP): the secret, its picture to scan, and which code is right now."""

import hmac
import re
from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
_NEAR = (0, -1, 1)
_CODE = re.compile(r"\d{6}")


def new_secret() -> str:
    """A secret of 160 bits, as apps take it."""
    return pyotp.random_base32()


def spaced(secret: str) -> str:
    """The secret in groups of four, to be typed by hand."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def picture(secret: str, user_name: str, organisation: str) -> str:
    """The secret as a QR code to scan: the address of an SVG picture."""
    address = pyotp.TOTP(secret).provisioning_uri(name=user_name, issuer_name=organisation)
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=5, border=4, light="#fff")


def step_of(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """The time step whose code this is: now, or one beside; none that was used before."""
    digits = re.sub(r"\s", "", code)
    if not _CODE.fullmatch(digits):
        return None
    codes = pyotp.TOTP(secret)
    now = int(at.timestamp()) // STEP_SECONDS
    right = [
        now + near
        for near in _NEAR
        if hmac.compare_digest(codes.generate_otp(now + near), digits) and now + near > last_step
    ]
    return right[0] if right else None
