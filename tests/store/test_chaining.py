"""The chain's arithmetic, which anybody must be able to repeat."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta, timezone

import pytest

from workflow.chaining import GENESIS, canonical, event_hash, instant, mac, signer, stamp


@pytest.mark.case("L04")
@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"namn": "Åre, «Östersund»"}, '{"namn":"Åre, «Östersund»"}'),
        ("rad\nrad", '"rad\\nrad"'),
        ({}, "{}"),
    ],
)
def test_a_value_is_written_in_one_way(value: object, written: str) -> None:
    assert canonical(value) == written


@pytest.mark.parametrize("value", [1.5, {1: "x"}, [b"x"], {"a": (1, 2)}, datetime.now(UTC), {1}])
def test_what_others_might_write_otherwise_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="record"):
        canonical(value)


def test_the_hash_is_sha256_over_predecessor_newline_and_body() -> None:
    expected = hashlib.sha256(b"0" * 64 + b'\n{"\xc3\xa5":1}').hexdigest()
    assert event_hash(GENESIS, canonical({"å": 1})) == expected


def test_the_signature_is_hmac_sha256_over_the_hash() -> None:
    assert mac(b"key", "abc") == hmac.digest(b"key", b"abc", "sha256").hex()


@pytest.mark.parametrize("length", [0, 1, 32, 64, 65, 200])
def test_many_are_signed_with_one_key_as_each_alone_is(length: int) -> None:
    key = bytes(number % 256 for number in range(length))
    sign = signer(key)
    assert [sign(each) for each in ("abc", "", GENESIS)] == [
        mac(key, each) for each in ("abc", "", GENESIS)
    ]


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2023, 10, 24, 7, tzinfo=UTC), "2023-10-24T07:00:00Z"),
        (datetime(2023, 10, 24, 7, 0, 0, 5, tzinfo=UTC), "2023-10-24T07:00:00.000005Z"),
        (datetime(2024, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), "2023-12-31T23:30:00Z"),
    ],
)
def test_an_instant_is_written_in_utc_and_read_back(at: datetime, written: str) -> None:
    assert stamp(at) == written
    assert instant(written) == at


@pytest.mark.parametrize("written", ["2023-10-24T07:00:00", "2023-10-24T07:00:00+00:00", "", "Z"])
def test_an_instant_that_is_not_said_to_be_utc_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"UTC|isoformat"):
        instant(written)


def test_an_instant_without_a_time_zone_is_not_recorded() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        stamp(datetime(2023, 10, 24, 7))  # noqa: DTZ001  # the very thing that is refused
