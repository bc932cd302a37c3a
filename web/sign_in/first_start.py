"""The first start: a code that only who runs the program can read, from the terminal."""

import hmac
from base64 import b32encode
from hashlib import sha256

from workflow.operations import accounts
from workflow.operations.office import Office


def is_open(office: Office) -> bool:
    """Whether the installation still waits for its first administrator."""
    return not accounts.has_administrator(office)


def code(office: Office) -> str:
    """The code that ``serve`` prints; it is worth nothing once there is an administrator."""
    digest = hmac.new(office.key, b"first start", sha256).digest()
    letters = b32encode(digest).decode()[:16]
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def is_right(office: Office, typed: str) -> bool:
    """Whether it is the code, with or without its hyphens, in any case."""
    said = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hmac.compare_digest(said.encode(), code(office).replace("-", "").encode())
