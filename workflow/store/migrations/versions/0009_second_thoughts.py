"""What can be taken back, put right and handed on after all, and the letters that say so."""

import json

import sqlalchemy as sa
from alembic import op

from workflow.store.migrations.vocabulary import add, not_pointing, pointing, words

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LETTERS = (
    "circulation thanks answered submitted sent_back referred decided notice_pending "
    "notice_missed dispatch_ready utdrag outcome_request followed_up agency_report "
    "committee_report corrected reminder undelivered moved appealed repealed handed_over"
)
_NEW_LETTERS = "taken_back conflict_declared report_moved committee_decided answer_extended"
# The nearest words that the older program has for them.
_NEAREST = {
    "taken_back": "sent_back",
    "conflict_declared": "sent_back",
    "report_moved": "committee_report",
    "committee_decided": "decided",
    "answer_extended": "circulation",
}
_OF_THE_HOUSE = "silence"
_BEFORE = f"{_LETTERS} {_OF_THE_HOUSE}"
_NOW = f"{_LETTERS} {_NEW_LETTERS} {_OF_THE_HOUSE}"

# Each: table, the states that there were, and what the older program calls those that are new.
_PLAN = (
    "drafting circulated submitted referred adopted following_up followed_up reported "
    "reported_back closed repealed"
)
_DECISION = "drafting submitted referred decided"
_STATES = (
    ("plan", _PLAN, {"discarded": "repealed"}),
    ("decision", _DECISION, {"discarded": "referred", "by_committee": "referred"}),
)


# What stands on a list is notified and what stands in a record of its own is not; the rest says
# what the committee's setting says now.
_DECIDED = """
    SELECT decision.id, committee.name, committee.genitive, region.house,
           CASE WHEN notice.meeting_id IS NOT NULL THEN true
                WHEN notice.state = 'recorded' OR notice.adjusted_on IS NOT NULL THEN false
                ELSE committee.notified END AS notified
    FROM decision
    JOIN committee ON committee.id = decision.committee_id
    JOIN region ON region.id = committee.region_id
    LEFT JOIN notice ON notice.decision_id = decision.id
    WHERE decision.state = 'decided'
"""
# The meeting that a report was drawn up for: the first that took papers when it was.
_REPORT_MEETING = """
    UPDATE plan SET meeting_id = (
        SELECT meeting.id FROM meeting
        JOIN matter_case ON matter_case.committee_id = meeting.committee_id
        WHERE matter_case.id = plan.case_id
          AND meeting.stop_on >= (
              SELECT max(paper_use.made_on) FROM paper_use
              WHERE paper_use.plan_id = plan.id AND paper_use.kind = 'aterrapportering'
                AND paper_use.current)
          AND (meeting.summoned_at IS NULL OR meeting.summoned_at > (
              SELECT max(event.at) FROM event
              WHERE event.case_id = plan.case_id AND event.step = 'report_committee'
                AND event.thing_id = plan.id AND NOT event.refused))
        ORDER BY meeting.held_on LIMIT 1)
"""
_KEEP = "UPDATE decision SET notified = :notified, as_decided = :as_decided WHERE id = :id"


def upgrade() -> None:
    words("letter", "kind", _NOW, _BEFORE)
    for table, states, new in _STATES:
        words(table, "state", " ".join((states, *new)), states)
    add("decision", "bool", "notified")
    add("decision", "text", "as_decided")
    add("decision", "text", "paragraph", "''")
    # The older program noted no appeal that came too late.
    add("notice", "bool", "appeal_is_late", "false")
    add("plan", "date", "replaces_on")
    add("opinion", "text", "how", "''")
    pointing("plan", "meeting_id", "meeting")
    op.execute(sa.text(_REPORT_MEETING))
    _keep_what_is_said_today()


def _keep_what_is_said_today() -> None:
    """What decisions read from settings was not kept until now: nobody knows it better."""
    connection = op.get_bind()
    for row in connection.execute(sa.text(_DECIDED)).all():
        house = json.loads(row.house)
        said = {
            "clause_style": house.get("clause_style", "passive"),
            "committee": row.name,
            "genitive": row.genitive,
            "headings": house.get("headings", []),
        }
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        kept = {"id": row.id, "notified": bool(row.notified), "as_decided": text}
        connection.execute(sa.text(_KEEP), kept)


def downgrade() -> None:
    for new, nearest in _NEAREST.items():
        _call("letter", "kind", new, nearest)
    words("letter", "kind", _BEFORE, _NOW)
    for table, states, added in _STATES:
        for state, nearest in added.items():
            _call(table, "state", state, nearest)
        words(table, "state", states, " ".join((states, *added)))
    not_pointing("plan", "meeting_id", "meeting")
    op.drop_column("opinion", "how")
    op.drop_column("plan", "replaces_on")
    op.drop_column("notice", "appeal_is_late")
    op.drop_column("decision", "paragraph")
    op.drop_column("decision", "as_decided")
    op.drop_column("decision", "notified")


def _call(table: str, column: str, word: str, nearest: str) -> None:
    """Put the nearest word of the older program for one that it does not know."""
    named = sa.column(column, sa.String())
    op.execute(sa.update(sa.table(table, named)).where(named == word).values({column: nearest}))
