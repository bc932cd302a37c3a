"""Delivery reports: what a server says of a letter, in the standard form or in words."""

import pytest

from tests.inbound.messages import OURS, report
from workflow.inbound import Nature, read
from workflow.inbound.problems import in_swedish


@pytest.mark.parametrize(
    ("action", "nature"),
    [
        ("failed", Nature.FAILED),
        ("delayed", Nature.DELAYED),
        ("relayed", Nature.RELAYED),
        ("delivered", Nature.RELAYED),
        ("expanded", Nature.RELAYED),
        ("FAILED", Nature.FAILED),
        ("exploded", Nature.UNCLEAR),
    ],
)
def test_a_report_says_what_has_become_of_the_letter(action: str, nature: Nature) -> None:
    assert read(report(action=action)).nature is nature


@pytest.mark.parametrize("headers_only", [False, True])
def test_a_report_names_the_letter_that_it_sends_back(headers_only: bool) -> None:
    arrived = read(report(headers_only=headers_only))
    assert arrived.names == (OURS,)
    assert (arrived.status, arrived.diagnostic) == ("5.1.1", "550 5.1.1 User unknown")


def test_a_report_on_two_recipients_is_as_bad_as_the_worst_of_them() -> None:
    delivered = b"\nFinal-Recipient: rfc822; b@are.example\nAction: delivered\nStatus: 2.0.0\n"
    raw = report().replace(b"\nFinal-Recipient", delivered + b"\nFinal-Recipient", 1)
    assert read(raw).nature is Nature.FAILED


def test_a_report_without_its_fields_says_nothing() -> None:
    raw = report(action="failed", status="").replace(b"message/delivery-status", b"text/plain")
    assert read(raw).nature is Nature.UNCLEAR


IN_WORDS = (
    "From: MAILER-DAEMON@old.example\nTo: beslutskedjan@region.example\nSubject: failure notice\n"
    "\nHi. This is the qmail-send program.\n<r@are.example>:\n{said}\n"
    "--- Below this line is a copy of the message.\n\nMessage-ID: {names}\nSubject: Utdrag\n"
)


@pytest.mark.parametrize(
    ("said", "nature"),
    [
        ("550 5.1.1 no such user", Nature.FAILED),
        ("This is a warning: 5.4.7 delay, still trying", Nature.UNCLEAR),
        ("Sorry, it didn't work out.", Nature.UNCLEAR),
        ("450 4.2.0 greylisted", Nature.UNCLEAR),
    ],
)
def test_a_report_in_words_counts_only_where_it_is_a_plain_no(said: str, nature: Nature) -> None:
    arrived = read(IN_WORDS.format(said=said, names=OURS).encode())
    assert (arrived.nature, arrived.names) == (nature, (OURS,))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("5.1.1", "Adressen finns inte hos mottagaren (5.1.1)."),
        ("5.2.2", "Mottagarens brevlåda är full (5.2.2)."),
        ("5.2.99", "Mottagarens brevlåda tar inte emot brevet (5.2.99)."),
        ("5.7.26", "Mottagarens server släppte inte in brevet (5.7.26)."),
        ("4.4.7", "Tiden för att försöka leverera brevet har gått ut (4.4.7)."),
        ("5.0.0", "Mottagarens server avvisade brevet (5.0.0)."),
        ("", "Mottagarens server avvisade brevet."),
    ],
)
def test_a_code_is_said_in_swedish(status: str, words: str) -> None:
    assert in_swedish(status) == words
    assert in_swedish(status, "550 No").endswith("Servern svarade: ”550 No”")
