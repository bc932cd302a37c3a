"""Whose an unsent text is, as it is kept: a person's, or that of whoever bears a personal link."""

from workflow.operations.office import token_hash


def of_person(person_id: int) -> str:
    """What is typed by somebody who signs in."""
    return f"person:{person_id}"


def of_link(token: str) -> str:
    """What is typed on the pages of a personal link; of the link nothing but its hash is kept."""
    return f"link:{token_hash(token)}"
