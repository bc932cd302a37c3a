"""The words of every case, for looking: one table that the database itself keeps true.

A case is found by its number and title, its officer, its plans' and decisions' titles and by who
decided. Triggers write its words anew when one of them changes, whoever changes it. As with all
that migrations are made of, what is here is added to and never changed.
"""

import sqlalchemy as sa
from alembic import op

# Of each table: the columns that say something of a case, and the case (or cases) that they say.
_SAID = (
    ("matter_case", "reference title officer_id", "{row}.id"),
    ("plan", "case_id title", "{row}.case_id"),
    ("decision", "case_id title decider_name", "{row}.case_id"),
    ("person", "name", "SELECT id FROM matter_case WHERE officer_id = {row}.id"),
)
# A person comes and goes without any case; a case that goes takes its words with it.
_NEVER = {("insert", "person"), ("delete", "person"), ("delete", "matter_case")}
_ALL = (
    "c.reference || ' ' || c.title || ' ' || p.name"
    " || coalesce((SELECT {joined}(' ' || title, '') FROM plan WHERE case_id = c.id), '')"
    " || coalesce((SELECT {joined}(' ' || title || ' ' || decider_name, '')"
    " FROM decision WHERE case_id = c.id), '')"
)
_OF = "FROM matter_case c JOIN person p ON p.id = c.officer_id"

# What is no sign of a word, as the other database tells it: of its own it would keep RUN/1/2023
# whole. It lowers ASCII only where its locale is C.
_CAPITALS, _SMALL = "ÅÄÖÉÈÜÆØÁÍÓÑÇŠŽ", "åäöéèüæøáíóñçšž"
_BETWEEN = r"[^a-z0-9\u00c0-\u1fff]+"


def make() -> None:
    """The table, its triggers, and the words of the cases that are there."""
    (_make_postgresql if _is_postgresql() else _make_sqlite)()


def drop() -> None:
    for event, table in _events():
        at = f" ON {table}" if _is_postgresql() else ""
        op.execute(f"DROP TRIGGER {_name(event, table)}{at}")
    if _is_postgresql():
        for _, table in _events():
            op.execute(f"DROP FUNCTION IF EXISTS say_case_of_{table}()")
        op.execute("DROP TABLE case_search")
        op.execute("DROP FUNCTION case_words(integer)")
    else:
        op.execute("DROP VIEW case_words")
        op.execute("DROP TABLE case_search")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _events() -> list[tuple[str, str]]:
    found = ((event, table) for table, _, _ in _SAID for event in ("insert", "update", "delete"))
    return [each for each in found if each not in _NEVER or _is_case_gone(each)]


def _is_case_gone(event: tuple[str, str]) -> bool:
    """SQLite's table of words can't point at the case; a trigger of its own takes them away."""
    return event == ("delete", "matter_case") and not _is_postgresql()


def _name(event: str, table: str) -> str:
    return f"{table}_said_{event}"


def _when(event: str, columns: str) -> tuple[str, str]:
    """On what a trigger is taken, and under which condition."""
    if event != "update":
        return f"AFTER {event.upper()}", ""
    names = columns.split()
    unlike = "IS DISTINCT FROM" if _is_postgresql() else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {unlike} NEW.{name}" for name in names)
    return f"AFTER UPDATE OF {', '.join(names)}", f"WHEN ({changed})"


def _make_sqlite() -> None:
    said = _ALL.format(joined="group_concat")
    op.execute(f"CREATE VIEW case_words AS SELECT c.id AS case_id, {said} AS words {_OF}")
    op.execute(
        "CREATE VIRTUAL TABLE case_search USING fts5"
        "(words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4 5')"
    )
    op.execute("INSERT INTO case_search (rowid, words) SELECT case_id, words FROM case_words")
    for event, table in _events():
        columns, case = next((c, k) for name, c, k in _SAID if name == table)
        taken, condition = _when(event, columns)
        rows = case.format(row="OLD" if event == "delete" else "NEW")
        trigger = f"CREATE TRIGGER {_name(event, table)} {taken} ON {table} {condition} BEGIN"
        gone = f"DELETE FROM case_search WHERE rowid IN ({rows})"  # noqa: S608  # our own names
        said = "INSERT INTO case_search (rowid, words) SELECT case_id, words FROM case_words"
        op.execute(f"{trigger} {gone}; {said} WHERE case_id IN ({rows}); END")


def _make_postgresql() -> None:
    said = _ALL.format(joined="string_agg")
    op.execute(
        sa.text(
            "CREATE FUNCTION case_words(integer) RETURNS tsvector LANGUAGE sql STABLE AS $$ "
            "SELECT to_tsvector('simple', regexp_replace(translate("
            f"lower({said}), '{_CAPITALS}', '{_SMALL}'), '{_BETWEEN}', ' ', 'g')) "
            f"{_OF} WHERE c.id = $1 $$"
        )
    )
    op.execute(
        "CREATE TABLE case_search (case_id integer PRIMARY KEY "
        "REFERENCES matter_case (id) ON DELETE CASCADE, words tsvector NOT NULL)"
    )
    op.execute("INSERT INTO case_search SELECT id, case_words(id) FROM matter_case")
    op.execute("CREATE INDEX ix_case_search_words ON case_search USING gin (words)")
    for table, columns, case in _SAID:
        op.execute(_say(table, case))
        for event in ("insert", "update", "delete"):
            if (event, table) not in _NEVER:
                taken, condition = _when(event, columns)
                op.execute(
                    f"CREATE TRIGGER {_name(event, table)} {taken} ON {table} "
                    f"FOR EACH ROW {condition} EXECUTE FUNCTION say_case_of_{table}()"
                )


def _say(table: str, case: str) -> str:
    """The function of a table's triggers; of a row that is gone it says its case without it."""
    head = f"CREATE FUNCTION say_case_of_{table}() RETURNS trigger LANGUAGE plpgsql AS $$"
    row = "IF TG_OP = 'DELETE' THEN said_of := OLD; ELSE said_of := NEW; END IF"
    of = case.format(row="said_of")
    said = f"INSERT INTO case_search SELECT id, case_words(id) FROM matter_case WHERE id IN ({of})"  # noqa: S608  # our own names
    anew = "ON CONFLICT (case_id) DO UPDATE SET words = EXCLUDED.words"
    return f"{head} DECLARE said_of {table}; BEGIN {row}; {said} {anew}; RETURN NULL; END $$"
