"""Every table: the rows as classes, and the same as Core tables under the database's names."""

from workflow.store.tables.base import metadata
from workflow.store.tables.decisions import (
    LINK_ROLES,
    BasisRow,
    DecisionPlanRow,
    DecisionRow,
    DeliveryRow,
    DispatchRow,
    NoticeRow,
    PersonalLinkRow,
    SeriesRow,
)
from workflow.store.tables.operation import OperationModeRow
from workflow.store.tables.people import (
    GRANTED,
    CommitteeRow,
    ConflictRow,
    DelegationRow,
    GroupMemberRow,
    HoldingRow,
    MeetingRow,
    PartyGroupRow,
    PartyRow,
    PersonRow,
    PostRow,
    RegionRow,
    RoleGrantRow,
)
from workflow.store.tables.plans import (
    CaseRow,
    MeasureRow,
    OpinionRow,
    OutcomeRow,
    PlanRow,
    ProgrammeRow,
    TargetRow,
)
from workflow.store.tables.record import (
    DutyRow,
    EventRow,
    IncomingRow,
    LetterRow,
    LetterState,
    PaperRow,
    PaperUseRow,
    RegisterEventRow,
    RegisterHeadRow,
    ReminderRow,
    SealRow,
)
from workflow.store.tables.sign_in import (
    AccountRow,
    ApiTokenRow,
    AutosaveRow,
    FormUseRow,
    IdentityRow,
    LastReadRow,
    Method,
    PasskeyRow,
    Scope,
    SignInTryRow,
    WebSessionRow,
)
from workflow.store.tables.year import AbsenceRow, DutyRuleRow, FeedRow, HeartbeatRow

account = metadata.tables["account"]
api_token = metadata.tables["api_token"]
autosave = metadata.tables["autosave"]
basis = metadata.tables["basis"]
committee = metadata.tables["committee"]
conflict = metadata.tables["conflict"]
decision = metadata.tables["decision"]
decision_plan = metadata.tables["decision_plan"]
delegation = metadata.tables["delegation"]
delivery = metadata.tables["delivery"]
dispatch = metadata.tables["dispatch"]
duty = metadata.tables["duty"]
event = metadata.tables["event"]
form_use = metadata.tables["form_use"]
group_member = metadata.tables["group_member"]
holding = metadata.tables["holding"]
identity = metadata.tables["identity"]
last_read = metadata.tables["last_read"]
absence = metadata.tables["absence"]
duty_rule = metadata.tables["duty_rule"]
feed = metadata.tables["feed"]
heartbeat = metadata.tables["heartbeat"]
incoming = metadata.tables["incoming"]
letter = metadata.tables["letter"]
matter_case = metadata.tables["matter_case"]
measure = metadata.tables["measure"]
meeting = metadata.tables["meeting"]
notice = metadata.tables["notice"]
operation_mode = metadata.tables["operation_mode"]
opinion = metadata.tables["opinion"]
outcome = metadata.tables["outcome"]
paper = metadata.tables["paper"]
paper_use = metadata.tables["paper_use"]
party = metadata.tables["party"]
party_group = metadata.tables["party_group"]
passkey = metadata.tables["passkey"]
person = metadata.tables["person"]
personal_link = metadata.tables["personal_link"]
plan = metadata.tables["plan"]
post = metadata.tables["post"]
programme = metadata.tables["programme"]
region = metadata.tables["region"]
register_event = metadata.tables["register_event"]
register_head = metadata.tables["register_head"]
reminder = metadata.tables["reminder"]
role_grant = metadata.tables["role_grant"]
seal = metadata.tables["seal"]
series = metadata.tables["series"]
sign_in_try = metadata.tables["sign_in_try"]
target = metadata.tables["target"]
web_session = metadata.tables["web_session"]

__all__ = [
    "GRANTED",
    "LINK_ROLES",
    "AbsenceRow",
    "AccountRow",
    "ApiTokenRow",
    "AutosaveRow",
    "BasisRow",
    "CaseRow",
    "CommitteeRow",
    "ConflictRow",
    "DecisionPlanRow",
    "DecisionRow",
    "DelegationRow",
    "DeliveryRow",
    "DispatchRow",
    "DutyRow",
    "DutyRuleRow",
    "EventRow",
    "FeedRow",
    "FormUseRow",
    "GroupMemberRow",
    "HeartbeatRow",
    "HoldingRow",
    "IdentityRow",
    "IncomingRow",
    "LastReadRow",
    "LetterRow",
    "LetterState",
    "MeasureRow",
    "MeetingRow",
    "Method",
    "NoticeRow",
    "OperationModeRow",
    "OpinionRow",
    "OutcomeRow",
    "PaperRow",
    "PaperUseRow",
    "PartyGroupRow",
    "PartyRow",
    "PasskeyRow",
    "PersonRow",
    "PersonalLinkRow",
    "PlanRow",
    "PostRow",
    "ProgrammeRow",
    "RegionRow",
    "RegisterEventRow",
    "RegisterHeadRow",
    "ReminderRow",
    "RoleGrantRow",
    "Scope",
    "SealRow",
    "SeriesRow",
    "SignInTryRow",
    "TargetRow",
    "WebSessionRow",
    "absence",
    "account",
    "api_token",
    "autosave",
    "basis",
    "committee",
    "conflict",
    "decision",
    "decision_plan",
    "delegation",
    "delivery",
    "dispatch",
    "duty",
    "duty_rule",
    "event",
    "feed",
    "form_use",
    "group_member",
    "heartbeat",
    "holding",
    "identity",
    "incoming",
    "last_read",
    "letter",
    "matter_case",
    "measure",
    "meeting",
    "metadata",
    "notice",
    "operation_mode",
    "opinion",
    "outcome",
    "paper",
    "paper_use",
    "party",
    "party_group",
    "passkey",
    "person",
    "personal_link",
    "plan",
    "post",
    "programme",
    "region",
    "register_event",
    "register_head",
    "reminder",
    "role_grant",
    "seal",
    "series",
    "sign_in_try",
    "target",
    "web_session",
]
