"""What is to come, in words: which reminder, why somebody gets it, what stops it, how certain."""

from web.i18n import _, translated
from web.i18n import lazy as _l
from web.swedish import Swedish
from web.words import duty, step
from workflow.operations.queries.forecast import DutyAhead, Line
from workflow.reminding_rules import Because
from workflow.states import LetterKind

# The letters that are no reminders.
_LETTERS = {
    LetterKind.OUTCOME_REQUEST: _l("Förfrågan om utfall"),
    LetterKind.NOTICE_MISSED: _l("Larm: beslutet är inte anmält"),
}


def kind(line: Line) -> str:
    """What comes: ``Påminnelse``, ``Besked om försening``, or the letter of a step."""
    if line.letter in _LETTERS:
        return translated(_LETTERS[line.letter])
    return _("Besked om försening") if line.is_escalated else _("Påminnelse")


def level(line: Line) -> str:
    """How the day lies to the last one: ``3 dagar före``, ``sista dagen``."""
    days = (line.duty.due_on - line.on).days
    if line.level is None:
        return ""
    if days == 0:
        return _("sista dagen")
    if days in (1, -1):
        return _("1 dag före") if days > 0 else _("1 dag efter")
    if days > 0:
        return _("%(days)s dagar före", days=days)
    return _("%(days)s dagar efter", days=-days)


def whom(each: Line | DutyAhead) -> str:
    """Who gets it, and for whom where it is a deputy."""
    return ", ".join(_named(to.name, to.deputy_for) for to in each.to)


def _named(name: str, deputy_for: str) -> str:
    if not deputy_for:
        return name
    return _("%(name)s (ersätter %(other)s)", name=name, other=deputy_for)


def reason(each: Line | DutyAhead) -> Swedish:
    """The reason for the duty in a sentence, which is the rule's own and Swedish."""
    return Swedish(each.duty.why)


def more(line: Line) -> str:
    """Why it comes to somebody whose duty it is not; empty where it comes to whose it is."""
    match line.because:
        case Because.LATE if line.held_by:
            return _("Bevakningen hos %(who)s är försenad.", who=line.held_by)
        case Because.LATE:
            return _("Bevakningen är försenad.")
        case Because.VACANT:
            return _("Ingen har uppgiften den dagen.")
        case Because.UNREACHED:
            return _("%(who)s har ingen e-postadress att påminna på.", who=line.held_by)
        case _:
            return ""


def why(line: Line) -> str:
    """All of the reason, as plain text."""
    return f"{reason(line)} {more(line)}".strip()


def stops(each: Line | DutyAhead) -> str:
    """What has to be done for it not to come."""
    usual = sorted(each.stopped_by, key=lambda name: name == "repeal")  # which is never usual
    *others, last = map(step, usual)
    if not others:
        return _("Slutar med att %(steps)s.", steps=last)
    return _("Slutar med att %(steps)s eller %(last)s.", steps=", ".join(others), last=last)


def certainty(each: Line | DutyAhead) -> str:
    """Whether it is certain, or which step it follows and when that is taken."""
    if not each.follows or each.follows_on is None:
        return _("Säker")
    return _(
        "Följer av steget ”%(step)s”, som kalendern tar %(day)s",
        step=step(each.follows),
        day=each.follows_on,
    )


def act(each: Line | DutyAhead) -> str:
    """The duty as an act: ``expediera beslutet``."""
    return duty(each.duty.kind)
