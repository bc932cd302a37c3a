"""What can be taken back, put right and handed on after all, and the letters that say so."""

import sqlalchemy as sa
from alembic import op

from workflow.store.migrations.vocabulary import words

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LETTERS = (
    "circulation thanks answered submitted sent_back referred decided notice_pending "
    "notice_missed dispatch_ready utdrag outcome_request followed_up agency_report "
    "committee_report corrected reminder undelivered moved appealed repealed handed_over"
)
_NEW_LETTERS = "taken_back"
_OF_THE_HOUSE = "silence"
_BEFORE = f"{_LETTERS} {_OF_THE_HOUSE}"
_NOW = f"{_LETTERS} {_NEW_LETTERS} {_OF_THE_HOUSE}"


def upgrade() -> None:
    words("letter", "kind", _NOW, _BEFORE)


def downgrade() -> None:
    # The nearest word that the older program has for a matter that came back undecided.
    op.execute(sa.text("UPDATE letter SET kind = 'sent_back' WHERE kind = 'taken_back'"))
    words("letter", "kind", _BEFORE, _NOW)
