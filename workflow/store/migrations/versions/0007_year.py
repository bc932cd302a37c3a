"""The year that runs itself: own rules, absence, calendar feeds, and the jobs' beats."""

from alembic import op

from workflow.store.migrations.vocabulary import Table, add, drop, only_where

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = "duty_rule absence feed heartbeat"

# What the tick looks for: of each table the few rows that wait.
_WAITING = (
    ("ix_duty_open", "duty", ["kind", "due_on"], "settled_on IS NULL"),
    ("ix_notice_pending", "notice", ["id"], "state = 'pending'"),
    ("ix_dispatch_on_its_way", "dispatch", ["id"], "state = 'dispatched'"),
)
_UNSENT = "sent_on IS NULL"
_WAITS = f"{_UNSENT} AND stopped_on IS NULL"


def upgrade() -> None:
    (
        Table("duty_rule")
        .has("int", "programme_id year working_days? escalate_days?")
        .has("text", "kind due levels? role_to escalate_to verified_by")
        .has("date", "verified_on?")
        .points(programme_id="programme")
        .once("programme_id year kind")
        .one_of(
            "kind",
            "answer decide dispatch notify adjust post confirm_force acknowledge record mend "
            "open_follow_up outcome close_follow_up report_agency report_committee",
        )
        .make()
    )
    (
        Table("absence")
        .has("int", "person_id deputy_id?")
        .has("date", "first_on last_on")
        .has("text", "note")
        .points(person_id="person", deputy_id="person")
        .check("days_in_order", "first_on <= last_on")
        .check("deputy_is_another", "person_id <> deputy_id")
        .make("person_id", "deputy_id")
    )
    (
        Table("feed")
        .has("int", "person_id")
        .has("text", "token_hash")
        .has("instant", "made_at ended_at?")
        .points(person_id="person")
        .once("token_hash")
        .make("person_id")
    )
    (
        Table("heartbeat", numbered=False)
        .has("text", "name problem")
        .has("instant", "beat_at ok_at?")
        .key("name")
        .make()
    )
    for name, table, columns, rule in _WAITING:
        only_where(name, table, columns, rule, unique=False)
    add("reminder", "date", "stopped_on")
    _look_for_reminders(_WAITS)


def _look_for_reminders(rule: str) -> None:
    op.drop_index("ix_reminder_unsent", "reminder")
    only_where("ix_reminder_unsent", "reminder", ["remind_on"], rule, unique=False)


def downgrade() -> None:
    _look_for_reminders(_UNSENT)
    op.drop_column("reminder", "stopped_on")
    for name, table, _columns, _rule in _WAITING:
        op.drop_index(name, table)
    drop(TABLES)
