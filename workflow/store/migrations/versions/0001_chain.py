"""People and register, cases and plans, decisions and what follows from them."""

from workflow.store.migrations.vocabulary import Table, drop, only_where

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "paper party party_group person post region committee group_member holding "
    "role_grant delegation meeting programme series matter_case decision plan basis "
    "conflict decision_plan dispatch measure notice opinion delivery target outcome "
    "personal_link"
)


def upgrade() -> None:
    (
        Table("paper", numbered=False)
        .has("text", "sha256 kind name media_type")
        .has("int", "size")
        .key("sha256")
        .one_of(
            "kind",
            "tjansteskrivelse handlingsplan hanskjutande delegationsbeslut anmalan "
            "anmalningslista utdrag foljebrev rattelse uppfoljning arsrapport "
            "aterrapportering tillkannagivande delegationsforteckning paminnelsebrev "
            "beslutsmissiv underlag",
        )
        .make()
    )
    Table("party").has("text", "key name kind number email contact").once("key").make()
    Table("party_group").has("text", "name").once("name").make()
    Table("person").has("text", "name email phone unit").make()
    Table("post").has("text", "title").make()
    Table("region").has("text", "name number unit network time_zone house calendar").make()
    (
        Table("committee")
        .has("int", "region_id")
        .has("text", "code name genitive")
        .has("int", "register_version")
        .points(region_id="region")
        .once("code")
        .make("region_id")
    )
    (
        Table("group_member", numbered=False)
        .has("int", "group_id party_id")
        .key("group_id party_id")
        .points(group_id="party_group", party_id="party")
        .make("party_id")
    )
    (
        Table("holding")
        .has("int", "post_id person_id")
        .has("date", "valid_from valid_to?")
        .points(post_id="post", person_id="person")
        .check("days_in_order", "valid_to IS NULL OR valid_from <= valid_to")
        .make("person_id", "post_id")
    )
    (
        Table("role_grant")
        .has("int", "person_id")
        .has("text", "role")
        .has("date", "valid_from valid_to?")
        .points(person_id="person")
        .check("days_in_order", "valid_to IS NULL OR valid_from <= valid_to")
        .one_of(
            "role",
            "officer member secretary registrar recipient responsible administrator calendar",
        )
        .make("person_id")
    )
    (
        Table("delegation")
        .has("int", "committee_id")
        .has("text", "ground_kind ground_label")
        .has("date", "ground_decided_on")
        .has("text", "ground_reference matter? case_reference?")
        .has("int", "post_id deputy_post_id?")
        .has("date", "valid_from valid_to? revoked_on?")
        .has("text", "conditions")
        .has("int", "parent_id?")
        .has("bool", "may_sub_delegate")
        .points(
            committee_id="committee", post_id="post", deputy_post_id="post", parent_id="delegation"
        )
        .check("days_in_order", "valid_to IS NULL OR valid_from <= valid_to")
        .one_of("ground_kind", "committee_decision delegation_order")
        .make("committee_id", "deputy_post_id", "parent_id", "post_id")
    )
    (
        Table("meeting")
        .has("int", "committee_id")
        .has("date", "held_on stop_on")
        .points(committee_id="committee")
        .once("committee_id held_on")
        .check("days_in_order", "stop_on <= held_on")
        .make()
    )
    (
        Table("programme")
        .has("int", "region_id committee_id")
        .has("text", "title short_title")
        .has("int", "first_year last_year")
        .has("text", "ground_kind ground_label")
        .has("date", "ground_decided_on")
        .has("text", "ground_reference")
        .has("int", "agency_party_id")
        .has("text", "report_headings")
        .has("bool", "report_headings_verified")
        .points(region_id="region", committee_id="committee", agency_party_id="party")
        .one_of("ground_kind", "committee_decision delegation_order")
        .check("years_in_order", "first_year <= last_year")
        .make("agency_party_id", "committee_id", "region_id")
    )
    (
        Table("series", numbered=False)
        .has("int", "committee_id year last")
        .key("committee_id year")
        .points(committee_id="committee")
        .make()
    )
    (
        Table("matter_case")
        .has("int", "programme_id committee_id")
        .has("text", "reference title")
        .has("date", "opened_on")
        .has("int", "officer_id head_seq")
        .has("text", "head_hash")
        .has("instant", "head_at?")
        .points(programme_id="programme", committee_id="committee", officer_id="person")
        .once("reference")
        .make("committee_id", "officer_id", "programme_id")
    )
    (
        Table("decision")
        .has("int", "case_id committee_id version")
        .has("text", "state title matter text")
        .has("int", "delegation_id drafted_by")
        .has("text", "dispatch_to")
        .has("bool", "new_direction?")
        .has("text", "handled_by")
        .has("date", "document_on?")
        .has("int", "number_year? number_serial?")
        .has("date", "decided_on?")
        .has("instant", "decided_at?")
        .has("int", "decider_id?")
        .has("text", "decider_name decider_title deputy_for deputy_reason")
        .points(
            case_id="matter_case",
            committee_id="committee",
            delegation_id="delegation",
            drafted_by="person",
            decider_id="person",
        )
        .once("committee_id number_year number_serial")
        .check(
            "decided_is_whole",
            "state <> 'decided' OR (decider_id IS NOT NULL AND decided_on IS NOT NULL AND "
            "decided_at IS NOT NULL AND number_year IS NOT NULL AND number_serial IS NOT "
            "NULL)",
        )
        .one_of("state", "drafting submitted referred decided")
        .make("case_id", "decider_id", "delegation_id", "drafted_by")
    )
    (
        Table("plan")
        .has("int", "case_id year revision version")
        .has("text", "state title")
        .has("int", "opened_by")
        .has("date", "answer_by? followed_up_on? reported_on?")
        .has("text", "receipt")
        .points(case_id="matter_case", opened_by="person")
        .once("case_id year revision")
        .one_of(
            "state",
            "drafting circulated submitted referred adopted following_up followed_up "
            "reported reported_back closed",
        )
        .make("opened_by")
    )
    (
        Table("basis")
        .has("int", "decision_id position")
        .has("text", "title")
        .has("date", "dated_on?")
        .has("text", "sha256? name")
        .has("int", "plan_id?")
        .points(decision_id="decision", sha256="paper.sha256", plan_id="plan")
        .once("decision_id position")
        .make("plan_id", "sha256")
    )
    (
        Table("conflict")
        .has("int", "decision_id person_id")
        .has("text", "ground")
        .has("instant", "declared_at")
        .points(decision_id="decision", person_id="person")
        .once("decision_id person_id")
        .make("person_id")
    )
    (
        Table("decision_plan")
        .has("int", "decision_id plan_id position")
        .has("bool", "adopted")
        .points(decision_id="decision", plan_id="plan")
        .once("decision_id plan_id")
        .once("decision_id position")
        .make("plan_id")
    )
    only_where("uq_decision_plan_adopted", "decision_plan", ["plan_id"], "adopted", unique=True)
    (
        Table("dispatch")
        .has("int", "decision_id version")
        .has("text", "state")
        .points(decision_id="decision")
        .once("decision_id")
        .one_of("state", "ready dispatched acknowledged")
        .make()
    )
    (
        Table("measure")
        .has("int", "plan_id")
        .has("text", "key")
        .has("int", "position")
        .has("text", "area activity purpose")
        .has("int", "responsible_party_id?")
        .has("text", "responsible_person participants")
        .has("date", "starts_on? ends_on?")
        .has("text", "funding sustainability")
        .has("int", "carried_from?")
        .has("text", "choice")
        .points(plan_id="plan", responsible_party_id="party", carried_from="measure")
        .once("plan_id key")
        .one_of("choice", "new keep change")
        .make("carried_from", "responsible_party_id")
    )
    (
        Table("notice")
        .has("int", "decision_id version")
        .has("text", "state")
        .has("int", "meeting_id? position?")
        .has("text", "paragraph")
        .has("date", "adjusted_on? posted_on?")
        .has("text", "posted_place")
        .has("date", "last_appeal_on? in_force_on?")
        .points(decision_id="decision", meeting_id="meeting")
        .once("decision_id")
        .one_of("state", "pending listed notified adjusted posted in_force")
        .make("meeting_id")
    )
    (
        Table("opinion")
        .has("int", "plan_id party_id")
        .has("text", "text")
        .has("date", "answered_on")
        .points(plan_id="plan", party_id="party")
        .make("party_id", "plan_id")
    )
    (
        Table("delivery")
        .has("int", "dispatch_id party_id")
        .has("text", "party_name address state paper_sha256 paper_name")
        .has("date", "settled_on?")
        .has("text", "settled_how settled_by")
        .points(dispatch_id="dispatch", party_id="party")
        .once("dispatch_id party_id")
        .one_of("state", "waiting sent acknowledged acknowledged_otherwise")
        .make("party_id")
    )
    (
        Table("target")
        .has("int", "measure_id position")
        .has("text", "level text indicator unit baseline? goal? source")
        .points(measure_id="measure")
        .make("measure_id")
    )
    (
        Table("outcome")
        .has("int", "target_id")
        .has("text", "value? status comment lesson missing_reason reported_by")
        .has("date", "reported_on")
        .points(target_id="target")
        .once("target_id")
        .one_of("status", "reached partly missed not_measured")
        .make()
    )
    (
        Table("personal_link")
        .has("text", "token_hash purpose")
        .has("int", "case_id plan_id? delivery_id? party_id")
        .has("date", "expires_on")
        .points(case_id="matter_case", plan_id="plan", delivery_id="delivery", party_id="party")
        .once("token_hash")
        .one_of("purpose", "member recipient responsible")
        .make("case_id", "delivery_id", "party_id", "plan_id")
    )


def downgrade() -> None:
    drop(TABLES)
