"""Checking whole years: every rule asked of the rows that a run has left, and of its mail."""

from collections.abc import Callable, Iterator
from pathlib import Path

from web import bootstrap
from web.year import folder
from web.year.truth import decided, facit, sent, watched
from web.year.truth.facit import Facit
from workflow.operations.queries import whole_run
from workflow.operations.queries.whole_run import WholeRun
from workflow.store.engine import reading

Rule = Callable[[WholeRun, Facit], Iterator[str]]

RULES: tuple[Rule, ...] = (
    decided.plans,
    decided.decisions,
    decided.notices,
    decided.reports,
    sent.papers,
    sent.copies,
    sent.letters,
    watched.duties,
    watched.reminders,
    watched.foretold,
)


def findings(out: Path, url: str = "") -> tuple[str, ...]:
    """What is missed, doubled or out of order in a folder of whole years; nothing is written."""
    wanted = facit.read(out / folder.KEPT)
    with (
        bootstrap.database_kept(out / folder.DATABASE, url) as engine,
        reading(engine) as connection,
    ):
        run = whole_run.read(connection)
    found = [text for rule in RULES for text in rule(run, wanted)]
    return (*found, *sent.mailbox(run, out / folder.MAIL))
