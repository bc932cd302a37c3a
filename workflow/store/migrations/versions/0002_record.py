"""What is due, kept, recorded and on its way: duties, papers, events, seals and letters."""

from workflow.store.migrations.vocabulary import Table, drop, only_where

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = "seal event letter duty paper_use reminder"


def upgrade() -> None:
    (
        Table("seal")
        .has("date", "day")
        .has("text", "heads previous hash mac")
        .has("instant", "sealed_at")
        .once("day")
        .make()
    )
    (
        Table("event")
        .has("int", "case_id seq")
        .has("instant", "at")
        .has("text", "step thing")
        .has("int", "thing_id?")
        .has("text", "actor_kind actor_name")
        .has("int", "actor_person_id?")
        .has("bool", "refused")
        .has("text", "body previous hash mac")
        .points(case_id="matter_case", actor_person_id="person")
        .once("case_id seq")
        .one_of("actor_kind", "person link system")
        .make("actor_person_id", "at")
    )
    (
        Table("letter")
        .has("text", "key")
        .has("int", "case_id delivery_id?")
        .has("text", "kind to_name to_email subject body attachments message_id reply_to")
        .has("instant", "created_at")
        .has("text", "state")
        .has("int", "attempts")
        .has("instant", "next_at")
        .has("text", "claimed_by")
        .has("instant", "lease_until? sent_at?")
        .has("text", "problem")
        .points(case_id="matter_case", delivery_id="delivery")
        .once("key")
        .once("message_id")
        .one_of(
            "kind",
            "circulation thanks answered submitted sent_back referred decided "
            "notice_pending notice_missed dispatch_ready utdrag outcome_request "
            "followed_up agency_report committee_report corrected reminder",
        )
        .one_of("state", "waiting claimed sent failed")
        .make("case_id", "delivery_id")
    )
    only_where(
        "ix_letter_next",
        "letter",
        ["next_at", "id"],
        "state IN ('waiting', 'claimed')",
        unique=False,
    )
    (
        Table("duty")
        .has("int", "case_id")
        .has("text", "kind")
        .has("int", "plan_id? decision_id? party_id?")
        .has("text", "role_to")
        .has("date", "due_on")
        .has("text", "why")
        .has("date", "settled_on?")
        .has("text", "settled_by")
        .points(case_id="matter_case", plan_id="plan", decision_id="decision", party_id="party")
        .one_of(
            "kind",
            "answer decide dispatch notify adjust post confirm_force acknowledge "
            "open_follow_up outcome close_follow_up report_agency report_committee",
        )
        .one_of(
            "role_to",
            "members answering_member decider officer secretary registrar recipients "
            "responsibles agency",
        )
        .make("case_id", "decision_id", "party_id", "plan_id")
    )
    only_where(
        "uq_duty_open",
        "duty",
        [
            "case_id",
            "kind",
            "coalesce(plan_id, 0)",
            "coalesce(decision_id, 0)",
            "coalesce(party_id, 0)",
        ],
        "settled_on IS NULL",
        unique=True,
    )
    (
        Table("paper_use")
        .has("text", "sha256")
        .has("int", "case_id")
        .has("text", "kind name")
        .has("int", "decision_id? plan_id? party_id? notice_id?")
        .has("text", "step")
        .has("date", "made_on")
        .has("bool", "current")
        .points(
            sha256="paper.sha256",
            case_id="matter_case",
            decision_id="decision",
            plan_id="plan",
            party_id="party",
            notice_id="notice",
        )
        .one_of(
            "kind",
            "tjansteskrivelse handlingsplan hanskjutande delegationsbeslut anmalan "
            "anmalningslista utdrag foljebrev rattelse uppfoljning arsrapport "
            "aterrapportering tillkannagivande delegationsforteckning paminnelsebrev "
            "beslutsmissiv underlag",
        )
        .make("case_id", "decision_id", "notice_id", "party_id", "plan_id", "sha256")
    )
    (
        Table("reminder")
        .has("int", "duty_id level")
        .has("date", "remind_on")
        .has("text", "addressee")
        .has("date", "sent_on?")
        .points(duty_id="duty")
        .once("duty_id level addressee")
        .make()
    )
    only_where("ix_reminder_unsent", "reminder", ["remind_on"], "sent_on IS NULL", unique=False)


def downgrade() -> None:
    drop(TABLES)
