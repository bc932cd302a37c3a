"""No secret lies among the files: keys, tokens, addresses with a password, texts of pure chance."""

import math
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.house.tree import texts

# Kinds that say what they are. None may stand anywhere, not even as an example.
KINDS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}",
    "cloud key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b",
    "code host": r"\b(?:gh[oprsu]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20})",
    "package index": r"\b(?:pypi-AgE[\w-]{30,}|npm_[A-Za-z0-9]{36})",
    "chat and payment": r"\b(?:xox[abprs]-[\w-]{10,}|sk_live_\w{16,})",
    "signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "address with a password": r"\b[a-z+]{3,20}://[^\s/:@'\"{}]{1,80}:[^\s/:@'\"{}]{4,80}@",
}
KNOWN = re.compile("|".join(f"({each})" for each in KINDS.values()))
# What looks like chance: long, without spaces, and with letters and figures mixed.
LONG = re.compile(r"(?<=['\"=])[A-Za-z0-9+/_-]{32,120}={0,2}(?=['\"\s])")
CHECKSUM = re.compile(r"[0-9a-f]{32,128}")
# Locks and sums are made of checksums; what is vendored is read where it comes from.
SUMS = re.compile(r".*\.lock|.*/SHA256SUMS|web/static/vendor/.*")
MOST_CHANCE = 4.3  # bits a character: words and paths have less, 32 random letters more

# Passwords of nobody, that show that a password is refused, hidden or asked for.
MADE_UP = {"hemligt", "LÖSENORD", "secret", "losenord"}


def bits(text: str) -> float:
    """How much chance there is in each character."""
    counted = Counter(text).values()
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counted)


def secrets(text: str) -> Iterator[str]:
    """What in a text looks like a secret."""
    for found in KNOWN.finditer(text):
        if not any(f":{each}@" in found[0] for each in MADE_UP):
            yield found[0][:60]
    for found in LONG.finditer(text):
        if not CHECKSUM.fullmatch(found[0]) and bits(found[0]) > MOST_CHANCE:
            yield found[0][:60]


def test_no_file_holds_a_secret() -> None:
    found = [
        f"{name}: {each}"
        for name, text in texts()
        if not SUMS.fullmatch(name)
        for each in secrets(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEpAIBAAKCAQEAxgNSxyzabc",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "a1B2" * 9,
        "xoxb-" + "1234567890-abcdef",
        "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0.abcdefghijkl",
        "postgresql+psycopg://app:" + "kX82hasr@db.region.example/app",
        'key = "' + "q8Zr0vXw3LmT7yPb" + "N2sKd9HfJc5GuEaA" + '"',
    ],
)
def test_a_secret_is_found(text: str) -> None:
    assert list(secrets(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        'sha256 = "' + "0123456789abcdef" * 4 + '"',
        "postgresql+psycopg://beslutskedjan:LÖSENORD@/beslutskedjan",
        '"a_function_with_a_very_long_name_that_tells_all"',
    ],
)
def test_what_is_no_secret_is_left_alone(text: str) -> None:
    assert list(secrets(text)) == []
