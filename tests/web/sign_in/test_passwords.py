"""A password is long and says nothing that others know; what is kept of it is a slow hash."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from web.sign_in import passwords

ABOUT = ("Malin Nyqvist Ljungberg", "malin@region.example", "Region Jämtland Härjedalen")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("kort lösenord", passwords.TOO_SHORT),
        ("fjorton tecken", passwords.TOO_SHORT),
        ("x" * 201, passwords.TOO_LONG),
        ("aaaaaaaaaaaaaaaaaaaa", passwords.TOO_PLAIN),
        ("hejsanhejsanhejsan", passwords.TOO_PLAIN),
        ("ababababababababab", passwords.TOO_PLAIN),
        ("123456789012345", passwords.TOO_NEAR),
        ("abcdefghijklmnopq", passwords.TOO_NEAR),
        ("qwertyuiopåasdfgh", passwords.TOO_NEAR),
        ("Lösenord1234567890", passwords.TOO_NEAR),
        ("passwordpassword1", passwords.TOO_NEAR),
        ("Sommar2024!Sommar2023", passwords.TOO_NEAR),
        ("malin.nyqvist.ljungberg", passwords.TOO_NEAR),
        ("Ljungberg-Nyqvist-1984", passwords.TOO_NEAR),
        ("regionjämtland2024", passwords.TOO_NEAR),
        ("beslutskedjan.region", passwords.TOO_NEAR),
        ("granskog lampa tisdag", ""),
        ("fem ord som står här", ""),
        ("Kx8#vQ2!mZ5@pL9$", ""),
        ("malin tycker om gröna kanoter", ""),
    ],
)
def test_a_password_is_good_or_is_told_why_not(password: str, fault: str) -> None:
    assert passwords.fault(password, ABOUT) == fault


def test_the_same_letters_typed_on_another_keyboard_are_the_same_password() -> None:
    typed = "åäö och fyra ord till"
    kept = passwords.hashed(typed)
    assert passwords.matches(kept, unicodedata.normalize("NFD", typed))
    assert not passwords.matches(kept, typed + " ")
    assert not passwords.matches(kept, typed.upper())


@pytest.mark.parametrize("kept", ["", "not a hash"])
def test_where_no_password_is_kept_none_is_right(kept: str) -> None:
    for typed in ("", "nobody's", "nobody has this password, and nobody can"):
        assert not passwords.matches(kept, typed)


def test_what_is_kept_is_argon2id_and_another_each_time() -> None:
    first, second = passwords.hashed("fem ord som står här"), passwords.hashed("fem ord som står")
    assert first.startswith("$argon2id$")
    assert first.partition("p=")[2] != second.partition("p=")[2]


def test_a_weaker_hash_is_outdated() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash("x")
    assert passwords.is_outdated(weak)
    assert not passwords.is_outdated(passwords.hashed("x"))
