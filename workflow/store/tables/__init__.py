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
    LetterRow,
    LetterState,
    PaperRow,
    PaperUseRow,
    ReminderRow,
    SealRow,
)

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
group_member = metadata.tables["group_member"]
holding = metadata.tables["holding"]
letter = metadata.tables["letter"]
matter_case = metadata.tables["matter_case"]
measure = metadata.tables["measure"]
meeting = metadata.tables["meeting"]
notice = metadata.tables["notice"]
opinion = metadata.tables["opinion"]
outcome = metadata.tables["outcome"]
paper = metadata.tables["paper"]
paper_use = metadata.tables["paper_use"]
party = metadata.tables["party"]
party_group = metadata.tables["party_group"]
person = metadata.tables["person"]
personal_link = metadata.tables["personal_link"]
plan = metadata.tables["plan"]
post = metadata.tables["post"]
programme = metadata.tables["programme"]
region = metadata.tables["region"]
reminder = metadata.tables["reminder"]
role_grant = metadata.tables["role_grant"]
seal = metadata.tables["seal"]
series = metadata.tables["series"]
target = metadata.tables["target"]

__all__ = [
    "GRANTED",
    "LINK_ROLES",
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
    "EventRow",
    "GroupMemberRow",
    "HoldingRow",
    "LetterRow",
    "LetterState",
    "MeasureRow",
    "MeetingRow",
    "NoticeRow",
    "OpinionRow",
    "OutcomeRow",
    "PaperRow",
    "PaperUseRow",
    "PartyGroupRow",
    "PartyRow",
    "PersonRow",
    "PersonalLinkRow",
    "PlanRow",
    "PostRow",
    "ProgrammeRow",
    "RegionRow",
    "ReminderRow",
    "RoleGrantRow",
    "SealRow",
    "SeriesRow",
    "TargetRow",
    "basis",
    "committee",
    "conflict",
    "decision",
    "decision_plan",
    "delegation",
    "delivery",
    "dispatch",
    "duty",
    "event",
    "group_member",
    "holding",
    "letter",
    "matter_case",
    "measure",
    "meeting",
    "metadata",
    "notice",
    "opinion",
    "outcome",
    "paper",
    "paper_use",
    "party",
    "party_group",
    "person",
    "personal_link",
    "plan",
    "post",
    "programme",
    "region",
    "reminder",
    "role_grant",
    "seal",
    "series",
    "target",
]
