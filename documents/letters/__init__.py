"""Letters: each e-mail's words stand in a text file of their own, and are filled with facts.

A file is a subject line, an empty line and the body. A paragraph whose fact is lacking is left
out whole, so that the wording, also of what is said only sometimes, stays in the files.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template

from documents.letters.copies import copies_facts
from documents.letters.duties import REMINDED, VACANT, days_words
from documents.letters.handed import handed_facts
from documents.subject import plans_of
from documents.typography import enumerated, typeset, with_weekday
from workflow.duties import RULES, report_meeting
from workflow.duty_rules import is_verified
from workflow.facts import EVERY_YEAR, Decision, Notice
from workflow.orders import LetterAsk, Written
from workflow.references import with_title
from workflow.states import REPORTED, DutyKind, LetterKind, NoticeState
from workflow.year import next_meeting, working_day_on_or_before

_FOLDER = Path(__file__).parent
# Written to our own and to organisations outside, who have other things to do with it.
_TO_BOTH = frozenset({LetterKind.CORRECTED, LetterKind.REPEALED})
# A gap with a line break in it, looked for where a gap begins: a long one is read once.
_LINE_BREAKS = re.compile(r"(?<!\s)(?=[^\S\r\n]*[\r\n])\s++")


def write(ask: LetterAsk) -> Written:
    """The letter with its facts; text from people is put in as it is and never read as a form."""
    subject, paragraphs = _form(_name(ask))
    facts = _facts(ask)
    said = (each for each in _as_deputy(ask, paragraphs) if _said(each, facts))
    body = "\n\n".join(_fill(paragraph, facts) for paragraph in said)
    return Written(_LINE_BREAKS.sub(" ", _fill(subject, facts)), f"{body}\n")


def _as_deputy(ask: LetterAsk, paragraphs: tuple[Template, ...]) -> tuple[Template, ...]:
    """To a deputy every letter says in whose place it comes, after the greeting."""
    if not ask.to.deputy_for:
        return paragraphs
    greeting, *rest = paragraphs
    return (greeting, _to_deputy(), *rest)


@cache
def _to_deputy() -> Template:
    return Template((_FOLDER / "to_deputy.txt").read_text("utf-8").strip())


def _name(ask: LetterAsk) -> str:
    """The file of its kind; who reads it as somebody else than usual has words of their own."""
    if ask.kind is LetterKind.REMINDER and (ask.held_by or ask.vacant):
        return "escalated"
    is_outside = ask.kind in _TO_BOTH and ask.to.party_id is not None
    return f"{ask.kind}_outside" if is_outside else ask.kind


@cache
def _form(name: str) -> tuple[Template, tuple[Template, ...]]:
    subject, *paragraphs = (_FOLDER / f"{name}.txt").read_text("utf-8").strip().split("\n\n")
    return Template(subject), tuple(Template(paragraph) for paragraph in paragraphs)


def _said(paragraph: Template, facts: Mapping[str, str]) -> bool:
    return all(facts[name] for name in paragraph.get_identifiers())


def _fill(form: Template, facts: Mapping[str, str]) -> str:
    return typeset(form.substitute(facts))


def _facts(ask: LetterAsk) -> dict[str, str]:
    """Everything that a letter may say; what isn't known is empty."""
    situation = ask.situation
    return {
        "about": ask.plan.title if ask.plan else _title(ask),
        "agency": situation.programme.agency.name,
        "answer_by": with_weekday(ask.plan.answer_by) if ask.plan and ask.plan.answer_by else "",
        "change_by": _change_by(ask),
        "committee": situation.case.committee.name,
        "enclosed": "\n".join(f"- {name}" for name in ask.papers),
        "register_file": next((name for name in ask.papers if name.endswith(".json")), ""),
        "link": ask.link,
        "network": situation.region.network,
        "officer": situation.case.officer.name,
        "officer_email": situation.case.officer.email,
        "organisation": situation.region.name,
        "headings_by": _unsure_of_headings(ask),
        "plan": ask.plan.title if ask.plan else "",
        "plans": enumerated(plan.title for plan in plans_of(ask)),
        "programme": situation.programme.title,
        "reason": ask.reason.strip(),
        "recipient": ask.to.name,
        "reference": situation.case.reference,
        "replaces_on": with_weekday(ask.plan.replaces_on)
        if ask.plan and ask.plan.replaces_on
        else "",
        "sender": _sender(ask),
        "deputy_for": ask.to.deputy_for,
        **handed_facts(ask.handed),
        **copies_facts(ask),
        **_lost(ask),
        **_noticed(ask),
        **_decision(ask),
        **_meeting(ask),
        **_reminder(ask),
        **_in_whose_place(ask),
        **_committee_report(ask),
    }


def _change_by(ask: LetterAsk) -> str:
    """The last day on which an answer can be changed, as long as there is time."""
    day = ask.plan.answer_by if ask.plan else None
    return with_weekday(day) if day is not None and ask.on <= day else ""


def _unsure_of_headings(ask: LetterAsk) -> str:
    """Who has yet to confirm the headings of the yearly report; nobody once it is done."""
    programme = ask.situation.programme
    headings = programme.headings_for(ask.plan.year if ask.plan else EVERY_YEAR)
    return "" if headings.is_verified else programme.agency.name


def _sender(ask: LetterAsk) -> str:
    """Who the letter is from and where an answer goes."""
    officer, region = ask.situation.case.officer, ask.situation.region
    lines = (
        officer.name,
        f"{officer.unit or region.unit}, {region.name}",
        f"Tfn: {officer.phone}" if officer.phone else "",
        f"E-post: {officer.email}",
    )
    return "\n".join(line for line in lines if line)


def _title(ask: LetterAsk) -> str:
    decision = ask.situation.decision
    return decision.title if decision else ask.situation.case.title


def _decision(ask: LetterAsk) -> dict[str, str]:
    decision = ask.situation.decision
    decider = decision.decider if decision else None
    return {
        "decided_on": with_weekday(decision.decided_on) if decision and decision.decided_on else "",
        "decider": with_title(decider.name, decider.title) if decider else "",
        "decision": _title(ask),
        "decision_number": decision.number if decision else "",
        "committees_decision": _by_committee(decision) if decision else "",
    }


def _by_committee(decision: Decision) -> str:
    """The paragraph and the day of what the committee decided itself."""
    if not decision.is_by_committee or decision.decided_on is None:
        return ""
    return f"{decision.paragraph} {with_weekday(decision.decided_on)}"


def _lost(ask: LetterAsk) -> dict[str, str]:
    """The letter that did not get there, where this one tells of it."""
    lost = ask.lost
    return {
        "lost_to": lost.to_name if lost else "",
        "lost_email": lost.to_email if lost else "",
        "lost_subject": lost.subject if lost else "",
        "problem": lost.problem if lost else "",
    }


def _noticed(ask: LetterAsk) -> dict[str, str]:
    """How the committee gets to know of the decision, and what became of it in court."""
    committee, notice = ask.situation.its_committee(), ask.situation.notice
    repealed_on = notice.repealed_on if notice else None
    told, meeting = committee.notified, _meeting(ask)
    return {
        "to_be_noticed": "anmälas" if told else "protokollföras särskilt",
        "notified_committee": committee.name if told else "",
        "recorded_committee": "" if told else committee.name,
        "notice_meeting": meeting["meeting"] if told else "",
        "notice_stop": meeting["meeting_stop"] if told else "",
        "record_by": "" if told else _due(ask),
        "repealed_on": with_weekday(repealed_on) if repealed_on else "",
        **_appealed(notice),
    }


def _appealed(notice: Notice | None) -> dict[str, str]:
    """The appeal: in time it stops legal force, and one that came too late does not."""
    came, due = (notice.appealed_on, notice.last_appeal_on) if notice else (None, None)
    is_late = notice is not None and notice.appeal_is_late
    return {
        "appealed_on": with_weekday(came) if came else "",
        "appeal_reference": notice.appeal_reference if notice else "",
        "force_waits": "" if is_late else "Beslutet får inte laga kraft",
        "appeal_was_due": with_weekday(due) if is_late and due else "",
    }


def _meeting(ask: LetterAsk) -> dict[str, str]:
    """The meeting that is to be told: the thing's own, else the next one that takes papers."""
    # A letter about a plan's report has its own: the notice's meeting was that of the decision.
    notice = None if ask.plan else ask.situation.notice
    own = ask.plan.meeting if ask.plan else notice.meeting if notice else None
    meeting = own or next_meeting(ask.situation.meetings, ask.on)
    listed = notice is not None and notice.state is not NoticeState.PENDING
    return {
        "meeting": with_weekday(meeting.held_on) if meeting else "",
        "meeting_stop": with_weekday(meeting.stop_on) if meeting and not listed else "",
    }


def _reminder(ask: LetterAsk) -> dict[str, str]:
    if ask.duty is None:
        none = dict.fromkeys(("duty", "how", "days", "unverified", "working", "from"), "")
        return {**none, "due": _due(ask)}
    duty, how = REMINDED[ask.duty]
    calendar, programme = ask.situation.region.calendar, ask.situation.programme
    unsure = ask.plan and not is_verified(calendar, programme, ask.duty, ask.plan.year)
    # Legal force can be confirmed from a day on: that day is the first, not the last.
    first = ask.duty is DutyKind.CONFIRM_FORCE
    return {
        "duty": Template(duty).substitute(agency=ask.situation.programme.agency.name),
        "how": how,
        "due": "" if first else _due(ask),
        "from": _due(ask) if first else "",
        "working": "" if first else _working_day_before(ask),
        "days": "kan göras nu" if first else days_words(ask.days),
        # The agency's own day is a fact that nobody has confirmed until the setting says so.
        "unverified": ask.situation.programme.agency.name if unsure else "",
    }


def _in_whose_place(ask: LetterAsk) -> dict[str, str]:
    """Whose duty it is that somebody else is told of, and why."""
    return {
        "task": RULES[ask.duty].swedish if ask.duty else "",
        "held_by": "" if ask.unreached else ask.held_by,
        "unreached": ask.held_by if ask.unreached else "",
        "vacant": VACANT[ask.vacant] if ask.vacant else "",
    }


def _committee_report(ask: LetterAsk) -> dict[str, str]:
    """What the reports hang on: the agency's first, then a meeting that takes papers."""
    plan, agency = ask.plan, ask.situation.programme.agency.name
    if plan is None or ask.duty not in (DutyKind.REPORT_AGENCY, DutyKind.REPORT_COMMITTEE):
        return dict.fromkeys(("agency_first", "report_meeting", "report_stop", "no_meeting_of"), "")
    meeting = report_meeting(ask.situation, plan, ask.on)
    waits = ask.duty is DutyKind.REPORT_COMMITTEE and plan.state not in REPORTED
    return {
        "agency_first": agency if waits else "",
        "report_meeting": with_weekday(meeting.held_on) if meeting else "",
        "report_stop": with_weekday(meeting.stop_on) if meeting else "",
        "no_meeting_of": "" if meeting else ask.situation.case.committee.genitive,
    }


def _working_day_before(ask: LetterAsk) -> str:
    """The last working day before a day that is free, as long as it has not passed."""
    if ask.due_on is None:
        return ""
    working = working_day_on_or_before(ask.due_on)
    return with_weekday(working) if working != ask.due_on and working >= ask.on else ""


def _due(ask: LetterAsk) -> str:
    return with_weekday(ask.due_on) if ask.due_on else ""
