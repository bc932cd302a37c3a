"""The record of the registers: a chain of their own, which can only grow."""

from alembic import op

from workflow.store.migrations.vocabulary import Table, drop

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = "register_event register_head"
GUARDED = "register_event"


def upgrade() -> None:
    (
        Table("register_event")
        .has("int", "seq")
        .has("instant", "at")
        .has("text", "step thing")
        .has("int", "thing_id?")
        .has("text", "actor_kind actor_name")
        .has("int", "actor_person_id?")
        .has("bool", "refused")
        .has("text", "body previous hash mac")
        .points(actor_person_id="person")
        .once("seq")
        .one_of("actor_kind", "person link system")
        .make("actor_person_id", "at")
    )
    Table("register_head", numbered=False).has("text", "name").has("int", "seq").has(
        "text", "hash"
    ).key("name").make()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {GUARDED}_append_only "
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {GUARDED} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {GUARDED}_no_{change} BEFORE {change.upper()} ON {GUARDED} "
            f"BEGIN SELECT RAISE(ABORT, 'append only: {GUARDED}'); END"
        )


def downgrade() -> None:
    drop(TABLES)
