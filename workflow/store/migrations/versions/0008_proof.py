"""What makes the program quick at a hundred thousand cases, and what its operation needs."""

import sqlalchemy as sa
from alembic import op

from workflow.store.migrations import search
from workflow.store.migrations.vocabulary import (
    Table,
    add,
    drop,
    may_be_empty,
    only_where,
    over,
    words,
)

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = "operation_mode"

_LETTERS = (
    "circulation thanks answered submitted sent_back referred decided notice_pending "
    "notice_missed dispatch_ready utdrag outcome_request followed_up agency_report "
    "committee_report corrected reminder undelivered moved appealed repealed"
)
_NEW_LETTERS = "handed_over silence"

# Each: name, table, columns, rule. The rows that a page or a job looks for among very many.
_INDEXES: tuple[tuple[str, str, list[str], str], ...] = (
    ("ix_letter_not_sent", "letter", ["state"], "state <> 'sent'"),
    ("ix_plan_not_closed", "plan", ["state", "case_id", "opened_by"], "state <> 'closed'"),
    (
        "ix_decision_not_decided",
        "decision",
        ["state", "case_id", "drafted_by", "delegation_id"],
        "state <> 'decided'",
    ),
    ("ix_notice_not_in_force", "notice", ["state", "decision_id"], "state <> 'in_force'"),
    (
        "ix_dispatch_not_acknowledged",
        "dispatch",
        ["state", "decision_id"],
        "state <> 'acknowledged'",
    ),
)
# The list of cases as it is walked.
_ORDERS: tuple[tuple[str, str, list[str]], ...] = (
    ("ix_matter_case_changed", "matter_case", ["head_at", "id"]),
    (
        "ix_matter_case_number",
        "matter_case",
        [
            "(substr(reference, length(reference) - 3))",
            "committee_id",
            "(length(reference))",
            "reference",
        ],
    ),
    ("ix_matter_case_officer_changed", "matter_case", ["officer_id", "head_at"]),
    ("ix_plan_year", "plan", ["year", "case_id"]),
)


def upgrade() -> None:
    (
        Table("operation_mode", numbered=False)
        .has("text", "name reason by_name")
        .has("instant", "since")
        .key("name")
        .make()
    )
    add("heartbeat", "text", "detail", "''")
    # Letters about the operation itself belong to no case.
    may_be_empty("letter", "case_id", "int")
    words("letter", "kind", f"{_LETTERS} {_NEW_LETTERS}", _LETTERS)
    for name, table, columns, rule in _INDEXES:
        only_where(name, table, columns, rule, unique=False)
    for name, table, columns in _ORDERS:
        over(name, table, columns)
    op.drop_index("ix_matter_case_officer_id", "matter_case")  # another begins with the same
    search.make()


def downgrade() -> None:
    search.drop()
    op.create_index("ix_matter_case_officer_id", "matter_case", ["officer_id"])
    for name, table, _columns in _ORDERS:
        op.drop_index(name, table)
    for name, table, _columns, _rule in _INDEXES:
        op.drop_index(name, table)
    op.execute(sa.text("DELETE FROM letter WHERE case_id IS NULL"))
    # Word of a handover was of the kind of word that a notice has moved.
    op.execute(sa.text("UPDATE letter SET kind = 'moved' WHERE kind = 'handed_over'"))
    words("letter", "kind", _LETTERS, f"{_LETTERS} {_NEW_LETTERS}")
    may_be_empty("letter", "case_id", "int", never=True)
    op.drop_column("heartbeat", "detail")
    drop(TABLES)
