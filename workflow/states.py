"""The words for where each thing stands, who acts, and what a step can make."""

from enum import StrEnum


class Thing(StrEnum):
    """What has a state of its own; a plan and its decision are two things."""

    PLAN = "plan"
    DECISION = "decision"
    NOTICE = "notice"
    DISPATCH = "dispatch"


class PlanState(StrEnum):
    """Handlingsplan: from the first draft to the archive."""

    DRAFTING = "drafting"
    CIRCULATED = "circulated"
    SUBMITTED = "submitted"
    REFERRED = "referred"
    ADOPTED = "adopted"
    FOLLOWING_UP = "following_up"
    FOLLOWED_UP = "followed_up"
    REPORTED = "reported"
    REPORTED_BACK = "reported_back"
    CLOSED = "closed"
    REPEALED = "repealed"
    DISCARDED = "discarded"


# The agency has its report: there is none that is to come, or that replaces it.
REPORTED = (PlanState.REPORTED, PlanState.REPORTED_BACK, PlanState.CLOSED)

# A plan that the network still works on: no decision is on its way.
DRAFTS = (PlanState.DRAFTING, PlanState.CIRCULATED)


class DecisionState(StrEnum):
    """Delegationsbeslut: one decision covers one or several plans."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    REFERRED = "referred"
    DECIDED = "decided"
    DISCARDED = "discarded"
    BY_COMMITTEE = "by_committee"


# Plans that no longer stand in the way of another one for the same year.
GONE = (PlanState.REPEALED, PlanState.DISCARDED)

# A decision on its way: nobody has decided it yet, or left it to the committee.
UNDECIDED = (DecisionState.DRAFTING, DecisionState.SUBMITTED)


class NoticeState(StrEnum):
    """Anmälan: the committee takes note; there is no approving or rejecting of a notice."""

    PENDING = "pending"
    LISTED = "listed"
    NOTIFIED = "notified"
    RECORDED = "recorded"
    ADJUSTED = "adjusted"
    POSTED = "posted"
    IN_FORCE = "in_force"
    REPEALED = "repealed"


class AppealOutcome(StrEnum):
    """How an appeal (laglighetsprövning) ended; that the decision is repealed is its own step."""

    REJECTED = "rejected"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    REPEALED = "repealed"


class DispatchState(StrEnum):
    """Expediering: the frozen list of recipients of one decision."""

    READY = "ready"
    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"


class DeliveryState(StrEnum):
    """Försändelse: one recipient's copy on its way."""

    WAITING = "waiting"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGED_OTHERWISE = "acknowledged_otherwise"


class Channel(StrEnum):
    """Kanal: how an organisation gets what is sent to it."""

    EMAIL = "email"
    POST = "post"


class IncomingKind(StrEnum):
    """What a message that came in is: a bounce, an automatic answer, a reply, or none of ours."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    REPLY = "reply"
    UNMATCHED = "unmatched"


class Role(StrEnum):
    """Who may take a step; DECIDER is nobody's by grant, only by a delegation in force."""

    OFFICER = "officer"
    MEMBER = "member"
    DECIDER = "decider"
    SECRETARY = "secretary"
    REGISTRAR = "registrar"
    RECIPIENT = "recipient"
    RESPONSIBLE = "responsible"
    ADMINISTRATOR = "administrator"
    CALENDAR = "calendar"


class ActorKind(StrEnum):
    """A person signed in, the bearer of a personal link, or the program's own clock."""

    PERSON = "person"
    LINK = "link"
    SYSTEM = "system"


class PaperKind(StrEnum):
    """Each kind of paper, under its Swedish name (ASCII-folded).

    Two are ordered by no step but drawn up when somebody asks: delegationsförteckning and
    påminnelsebrev. Underlag and inkommet are what others wrote.
    """

    TJANSTESKRIVELSE = "tjansteskrivelse"
    HANDLINGSPLAN = "handlingsplan"
    HANSKJUTANDE = "hanskjutande"
    DELEGATIONSBESLUT = "delegationsbeslut"
    ANMALAN = "anmalan"
    ANMALNINGSLISTA = "anmalningslista"
    UTDRAG = "utdrag"
    FOLJEBREV = "foljebrev"
    RATTELSE = "rattelse"
    UPPFOLJNING = "uppfoljning"
    ARSRAPPORT = "arsrapport"
    ATERRAPPORTERING = "aterrapportering"
    TILLKANNAGIVANDE = "tillkannagivande"
    DELEGATIONSFORTECKNING = "delegationsforteckning"
    PAMINNELSEBREV = "paminnelsebrev"
    BESLUTSMISSIV = "beslutsmissiv"
    SARSKILT_PROTOKOLL = "sarskilt_protokoll"
    UNDERLAG = "underlag"
    INKOMMET = "inkommet"


class LetterKind(StrEnum):
    """Each e-mail that the program writes; one text file each."""

    CIRCULATION = "circulation"
    THANKS = "thanks"
    ANSWERED = "answered"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    REFERRED = "referred"
    DECIDED = "decided"
    NOTICE_PENDING = "notice_pending"
    NOTICE_MISSED = "notice_missed"
    DISPATCH_READY = "dispatch_ready"
    UTDRAG = "utdrag"
    OUTCOME_REQUEST = "outcome_request"
    FOLLOWED_UP = "followed_up"
    AGENCY_REPORT = "agency_report"
    COMMITTEE_REPORT = "committee_report"
    CORRECTED = "corrected"
    REMINDER = "reminder"
    UNDELIVERED = "undelivered"
    MOVED = "moved"
    APPEALED = "appealed"
    REPEALED = "repealed"
    HANDED_OVER = "handed_over"
    TAKEN_BACK = "taken_back"
    CONFLICT_DECLARED = "conflict_declared"
    REPORT_MOVED = "report_moved"
    COMMITTEE_DECIDED = "committee_decided"
    ANSWER_EXTENDED = "answer_extended"


class HouseLetter(StrEnum):
    """Each e-mail about the program's own operation: of no case."""

    SILENCE = "silence"


class DutyKind(StrEnum):
    """Bevakning: what is due on a day."""

    ANSWER = "answer"
    DECIDE = "decide"
    DISPATCH = "dispatch"
    NOTIFY = "notify"
    ADJUST = "adjust"
    POST = "post"
    CONFIRM_FORCE = "confirm_force"
    ACKNOWLEDGE = "acknowledge"
    RECORD = "record"
    MEND = "mend"
    OPEN_FOLLOW_UP = "open_follow_up"
    OUTCOME = "outcome"
    CLOSE_FOLLOW_UP = "close_follow_up"
    REPORT_AGENCY = "report_agency"
    REPORT_COMMITTEE = "report_committee"


class To(StrEnum):
    """To whom a letter or a duty goes; the step's facts name the persons."""

    MEMBERS = "members"
    ANSWERING_MEMBER = "answering_member"
    DECIDER = "decider"
    OFFICER = "officer"
    SECRETARY = "secretary"
    REGISTRAR = "registrar"
    RECIPIENTS = "recipients"
    RESPONSIBLES = "responsibles"
    AGENCY = "agency"


class Per(StrEnum):
    """How many of a paper a step orders: one, or one for each plan, recipient."""

    ONE = "one"
    PLAN = "plan"
    RECIPIENT = "recipient"
