"""What arrives: meetings that are summoned, appeals, channels, how letters fare, incoming mail."""

from alembic import op

from workflow.store.migrations.vocabulary import Table, add, drop, only_where, rule, words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = "incoming"

# Table and column, with the words that were known before and those that are known now.
_PAPERS = (
    "tjansteskrivelse handlingsplan hanskjutande delegationsbeslut anmalan anmalningslista utdrag "
    "foljebrev rattelse uppfoljning arsrapport aterrapportering tillkannagivande "
    "delegationsforteckning paminnelsebrev beslutsmissiv"
)
_PLAN = (
    "drafting circulated submitted referred adopted following_up followed_up reported "
    "reported_back closed"
)
_LETTERS = (
    "circulation thanks answered submitted sent_back referred decided notice_pending "
    "notice_missed dispatch_ready utdrag outcome_request followed_up agency_report "
    "committee_report corrected reminder"
)
_DUTIES = "answer decide dispatch notify adjust post confirm_force acknowledge"
_DUTIES_OF_YEAR = "open_follow_up outcome close_follow_up report_agency report_committee"
WORDS = (
    ("paper", "kind", f"{_PAPERS} underlag", f"{_PAPERS} sarskilt_protokoll underlag inkommet"),
    ("paper_use", "kind", f"{_PAPERS} underlag", f"{_PAPERS} sarskilt_protokoll underlag inkommet"),
    ("plan", "state", _PLAN, f"{_PLAN} repealed"),
    (
        "notice",
        "state",
        "pending listed notified adjusted posted in_force",
        "pending listed notified recorded adjusted posted in_force repealed",
    ),
    ("letter", "kind", _LETTERS, f"{_LETTERS} undelivered moved appealed repealed"),
    (
        "letter",
        "state",
        "waiting claimed sent failed",
        "waiting claimed sent maybe held failed bounced withdrawn",
    ),
    (
        "duty",
        "kind",
        f"{_DUTIES} {_DUTIES_OF_YEAR}",
        f"{_DUTIES} record mend {_DUTIES_OF_YEAR}",
    ),
)
_STILL_TO_GO = "state IN ('waiting', 'claimed')"
_STILL_TO_GO_NOW = "state IN ('waiting', 'claimed', 'maybe')"
_DAYS = "valid_to IS NULL OR valid_from <= valid_to"


def upgrade() -> None:
    for table, column, before, now in WORDS:
        words(table, column, now, before)
    add("committee", "bool", "notified", "true")
    add("meeting", "instant", "summoned_at")
    add("meeting", "text", "calendar_uid", "''")
    add("notice", "date", "appealed_on appeal_closed_on repealed_on")
    add("notice", "text", "appeal_reference appeal_outcome", "''")
    for table in ("party", "delivery"):
        add(table, "text", "channel", "'email'")
        words(table, "channel", "email post")
    add("party", "date", "valid_from valid_to verified_on")
    add("party", "text", "verified_by", "''")
    rule("party", "days_in_order", _DAYS)
    add("letter", "instant", "handing_at bounced_at")
    add("letter", "bool", "as_link", "false")
    op.drop_index("ix_letter_next", "letter")
    only_where("ix_letter_next", "letter", ["next_at", "id"], _STILL_TO_GO_NOW, unique=False)
    (
        Table("incoming")
        .has("instant", "received_at")
        .has("text", "message_id kind from_email subject sha256")
        .has("int", "letter_id? case_id?")
        .has("text", "note handled_by")
        .has("date", "handled_on?")
        .points(letter_id="letter", case_id="matter_case")
        .once("message_id")
        .one_of("kind", "bounce auto_reply reply unmatched")
        .make("received_at", "letter_id", "case_id")
    )


def downgrade() -> None:
    drop(TABLES)
    op.drop_index("ix_letter_next", "letter")
    only_where("ix_letter_next", "letter", ["next_at", "id"], _STILL_TO_GO, unique=False)
    _drop("letter", "as_link bounced_at handing_at")
    rule("party", "days_in_order", "", _DAYS)
    for table in ("delivery", "party"):
        words(table, "channel", "", "email post")
    _drop("party", "verified_by verified_on valid_to valid_from channel")
    _drop("delivery", "channel")
    _drop("notice", "appeal_outcome appeal_reference repealed_on appeal_closed_on appealed_on")
    _drop("meeting", "calendar_uid summoned_at")
    _drop("committee", "notified")
    for table, column, before, now in reversed(WORDS):
        words(table, column, before, now)


def _drop(table: str, names: str) -> None:
    for name in names.split():
        op.drop_column(table, name)
