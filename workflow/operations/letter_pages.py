"""Which page each letter to one of our own opens: the one where its reader acts."""

from dataclasses import dataclass

from workflow.operations.office import Office
from workflow.orders import LetterAsk
from workflow.states import DutyKind, LetterKind


@dataclass(frozen=True)
class Place:
    """A page of one plan or of one decision."""

    path: str
    of_plan: bool = False


_PLAN = Place("/planer", of_plan=True)
_FOLLOW_UP = Place("/uppfoljning", of_plan=True)
_DECISION = Place("/delegationsbeslut")
_NOTICE = Place("/anmalan")
_DISPATCH = Place("/expediering")

LETTERS: dict[LetterKind, Place] = {
    LetterKind.ANSWERED: _PLAN,
    LetterKind.SUBMITTED: _DECISION,
    LetterKind.TAKEN_BACK: _DECISION,
    LetterKind.CONFLICT_DECLARED: _DECISION,
    LetterKind.COMMITTEE_DECIDED: _DECISION,
    LetterKind.SENT_BACK: _DECISION,
    LetterKind.REFERRED: _DECISION,
    LetterKind.DECIDED: _DECISION,
    LetterKind.CORRECTED: _DECISION,
    LetterKind.NOTICE_PENDING: _NOTICE,
    LetterKind.NOTICE_MISSED: _NOTICE,
    LetterKind.DISPATCH_READY: _DISPATCH,
    LetterKind.OUTCOME_REQUEST: _FOLLOW_UP,
    LetterKind.FOLLOWED_UP: _FOLLOW_UP,
    LetterKind.COMMITTEE_REPORT: _FOLLOW_UP,
    LetterKind.REPORT_MOVED: _FOLLOW_UP,
}
DUTIES: dict[DutyKind, Place] = {
    DutyKind.ANSWER: _PLAN,
    DutyKind.DECIDE: _DECISION,
    DutyKind.DISPATCH: _DISPATCH,
    DutyKind.ACKNOWLEDGE: _DISPATCH,
    DutyKind.MEND: _DISPATCH,
    DutyKind.NOTIFY: _NOTICE,
    DutyKind.RECORD: _NOTICE,
    DutyKind.ADJUST: _NOTICE,
    DutyKind.POST: _NOTICE,
    DutyKind.CONFIRM_FORCE: _NOTICE,
    DutyKind.OPEN_FOLLOW_UP: _FOLLOW_UP,
    DutyKind.OUTCOME: _FOLLOW_UP,
    DutyKind.CLOSE_FOLLOW_UP: _FOLLOW_UP,
    DutyKind.REPORT_AGENCY: _FOLLOW_UP,
    DutyKind.REPORT_COMMITTEE: _FOLLOW_UP,
}


def page(office: Office, letter: LetterAsk) -> str:
    """The page's address; an organisation outside has none, and comes by its personal link."""
    if letter.to.person_id is None:
        return ""
    place = DUTIES[letter.duty] if letter.duty else LETTERS.get(letter.kind)
    if place is None:
        return office.page(f"/arenden/{letter.situation.case.id}")
    subject = letter.plan if place.of_plan else letter.situation.decision
    if subject is None:
        return office.page(f"/arenden/{letter.situation.case.id}")
    return office.page(f"{place.path}/{subject.id}")
