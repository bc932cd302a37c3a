"""What a year-run leaves behind: papers and letters under readable names, events, the calendar."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from web.year import folder
from workflow.delivery.folder_post import file_name
from workflow.duties import RULES
from workflow.operations import looking
from workflow.operations.office import Office
from workflow.references import file_stem
from workflow.states import DutyKind, LetterKind, To

WHOM = {
    To.OFFICER: "handläggaren",
    To.SECRETARY: "nämndsekreteraren",
    To.REGISTRAR: "registratorn",
    To.DECIDER: "beslutsfattaren",
    To.RESPONSIBLES: "handläggaren",
}
# What each letter is called in the folder; the words of docs/glossary.md, without å, ä and ö.
LETTERS = {
    LetterKind.CIRCULATION: "samrad",
    LetterKind.ANSWER_EXTENDED: "langre-samrad",
    LetterKind.THANKS: "tack",
    LetterKind.ANSWERED: "svar",
    LetterKind.SUBMITTED: "for-beslut",
    LetterKind.TAKEN_BACK: "atertaget",
    LetterKind.CONFLICT_DECLARED: "jav",
    LetterKind.COMMITTEE_DECIDED: "namndens-beslut",
    LetterKind.SENT_BACK: "tillbaka",
    LetterKind.REFERRED: "hanskjutet",
    LetterKind.DECIDED: "beslutat",
    LetterKind.NOTICE_PENDING: "att-anmala",
    LetterKind.NOTICE_MISSED: "missad-anmalan",
    LetterKind.DISPATCH_READY: "att-expediera",
    LetterKind.UTDRAG: "utdrag",
    LetterKind.OUTCOME_REQUEST: "lamna-utfall",
    LetterKind.FOLLOWED_UP: "uppfoljt",
    LetterKind.AGENCY_REPORT: "arsrapport",
    LetterKind.COMMITTEE_REPORT: "aterrapport",
    LetterKind.REPORT_MOVED: "flyttad-aterrapport",
    LetterKind.CORRECTED: "rattat",
    LetterKind.REMINDER: "paminnelse",
}


def papers(office: Office, out: Path) -> int:
    """Copy every paper under its own name; a later version of the same name gets a number."""
    taken: dict[str, str] = {}
    for used in looking.papers_made(office):
        name = _free_name(used.name, used.sha256, taken)
        if name not in taken:
            taken[name] = used.sha256
            (out / folder.PAPERS / name).write_bytes(office.files.get(used.sha256))
    return len(taken)


def _free_name(name: str, sha256: str, taken: dict[str, str]) -> str:
    path, number = Path(name), 1
    while taken.get(name, sha256) != sha256:
        number += 1
        name = f"{path.stem}_{number}{path.suffix}"
    return name


def letters(office: Office, posted: Path, out: Path) -> int:
    """Copy every letter that was sent, numbered in the order in which they were written."""
    zone = ZoneInfo(office.time_zone)
    sent = [letter for letter in looking.letters_ordered(office) if letter.sent]
    for number, letter in enumerate(sent, 1):
        day = f"{letter.created_at.astimezone(zone):%Y-%m-%d}"
        kind = LETTERS[LetterKind(letter.kind)]
        name = f"{number:04d}_{day}_{file_stem(kind, letter.to_name)}.eml"
        content = (posted / file_name(letter.message_id)).read_bytes()
        (out / folder.MAIL / name).write_bytes(content)
    return len(sent)


def calendar(office: Office, out: Path, on: date) -> int:
    """Write each duty and reminder with its day and why, in the order of the days."""
    watched = looking.calendar(office)
    lines = [
        "Bevakningskalender",
        f"Läget {on}. Varje rad är en dag att hålla, med påminnelserna till den.",
        "",
    ]
    for duty in watched:
        lines += _duty(duty)
    (out / folder.CALENDAR).write_text("\n".join(lines) + "\n", "utf-8")
    return len(watched)


def _duty(duty: looking.Watched) -> list[str]:
    year = f" {duty.year}" if duty.year else ""
    whom = WHOM.get(To(duty.whom)) if duty.whom in set(To) else duty.whom
    state = _state(duty)
    lines = [
        f"{duty.due_on}  {RULES[duty.kind].swedish}{year} – {whom} ({state})",
        f"            {duty.why}",
    ]
    return [*lines, *(_reminder(duty, *each) for each in duty.reminders), ""]


def _state(duty: looking.Watched) -> str:
    if duty.settled_on is None:
        return "inte klart"
    if duty.kind is DutyKind.ANSWER and duty.settled_by not in ("answer", "note_answer"):
        return f"stängt {duty.settled_on} utan svar"
    late = (duty.settled_on - duty.due_on).days
    # Legal force can be confirmed from its day on: no day after it is late.
    if late <= 0 or duty.kind is DutyKind.CONFIRM_FORCE:
        return f"klart {duty.settled_on}"
    return f"klart {duty.settled_on}, {late} {'dag' if late == 1 else 'dagar'} efter tiden"


def _reminder(duty: looking.Watched, level: int, day: date, sent_on: date | None) -> str:
    """One line; of several that were due at once, only the nearest became a letter."""
    if duty.kind is DutyKind.CONFIRM_FORCE and level == 0:
        when = "första dagen"
    elif level == 0:
        when = "sista dagen" if day == duty.due_on else "sista arbetsdagen före"
    elif level > 0:
        when = "en dag före" if level == 1 else f"{level} dagar före"
    else:
        when = "en dag efter" if level == -1 else f"{-level} dagar efter"
    if sent_on in (later for other, _, later in duty.reminders if sent_on and other < level):
        fate = f"ersatt av en senare, {sent_on}"
    elif sent_on:
        fate = "skickad" if sent_on == day else f"skickad {sent_on}"
    else:
        fate = "behövdes inte" if duty.settled_on else "väntar"
    return f"            påminnelse {day}, {when}: {fate}"
