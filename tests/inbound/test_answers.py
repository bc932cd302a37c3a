"""Answers: a person's is told from a program's, and both by which letter they answer."""

import pytest

from tests.inbound.messages import OURS, reply, written
from workflow.inbound import Nature, read


def test_a_persons_answer_names_the_letter_and_carries_its_text() -> None:
    arrived = read(reply())
    assert (arrived.nature, arrived.names) == (Nature.WRITTEN, (OURS,))
    assert (arrived.from_name, arrived.from_email) == ("Registrator", "registrator@are.example")
    assert arrived.text == "Vi har tagit emot utdraget."


def test_our_letter_is_found_in_a_long_thread() -> None:
    thread = f"References: {OURS} <a@are.example>\n <b@are.example>\n"
    arrived = read(thread.encode() + written().as_bytes())
    assert arrived.names == ("<b@are.example>", "<a@are.example>", OURS)


@pytest.mark.parametrize(
    "sign",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x=y"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Autoreply": "yes"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"Return_Path": "<>"},
        {"Subject": "Frånvaro: RUN/536/2021: Utdrag"},
        {"Subject": "Autosvar: Utdrag"},
        {"Subject": "Automatiskt svar: Utdrag"},
        {"Subject": "Automatic reply: Utdrag"},
        {"Subject": "Out of office"},
        {"Subject": "Ej på plats"},
        {"Subject": "Semestersvar"},
    ],
)
def test_a_program_that_answers_for_somebody_is_known_by_its_signs(sign: dict[str, str]) -> None:
    assert read(reply(**sign)).nature is Nature.AUTOMATIC


@pytest.mark.parametrize(
    "sign",
    [
        {"Auto_Submitted": "no"},
        {"Precedence": "list"},
        {"Subject": "SV: Frånvaro vid sammanträdet"},
        {"Subject": "Semestern och utdraget"},
        {"Return_Path": "<registrator@are.example>"},
    ],
)
def test_a_person_is_not_taken_for_a_program(sign: dict[str, str]) -> None:
    assert read(reply(**sign)).nature is Nature.WRITTEN


def test_what_stands_after_the_plus_sign_is_kept() -> None:
    token = "0123456789abcdef0123456789abcdef"
    arrived = read(written(Delivered_To=f"beslutskedjan+{token}@region.example").as_bytes())
    assert arrived.tokens == (token,)


def test_an_answer_in_html_is_read_without_its_tags() -> None:
    message = written()
    message.set_content("<p>Vi har <b>tagit emot</b> det.</p>", subtype="html")
    assert " ".join(read(message.as_bytes()).text.split()) == "Vi har tagit emot det."
