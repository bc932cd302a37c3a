"""What each duty is called in a reminder, and how it is done."""

from documents.typography import counted
from workflow.states import DutyKind, To

_BY_LINK = "Du gör det med din personliga länk och behöver inget konto."
_SIGNED_IN = "Du gör det i Beslutskedjan."

REMINDED: dict[DutyKind, tuple[str, str]] = {
    DutyKind.ANSWER: ("svara på samrådet om handlingsplanen", _BY_LINK),
    DutyKind.DECIDE: ("ta ställning till förslaget till beslut", _SIGNED_IN),
    DutyKind.DISPATCH: ("expediera beslutet till mottagarna", _SIGNED_IN),
    DutyKind.NOTIFY: ("anteckna att nämnden har tagit del av beslutet", _SIGNED_IN),
    DutyKind.RECORD: ("protokollföra delegationsbeslutet särskilt", _SIGNED_IN),
    DutyKind.ADJUST: ("skriva in vilken dag protokollet justerades", _SIGNED_IN),
    DutyKind.POST: ("anslå att protokollet är justerat", _SIGNED_IN),
    DutyKind.CONFIRM_FORCE: ("bekräfta om beslutet har fått laga kraft", _SIGNED_IN),
    DutyKind.ACKNOWLEDGE: ("bekräfta att du har fått utdraget", _BY_LINK),
    DutyKind.MEND: ("få fram utdraget till mottagaren, som inte har fått det", _SIGNED_IN),
    DutyKind.OPEN_FOLLOW_UP: ("öppna uppföljningen av handlingsplanen", _SIGNED_IN),
    DutyKind.OUTCOME: ("lämna utfall för dina insatser", _BY_LINK),
    DutyKind.CLOSE_FOLLOW_UP: ("avsluta uppföljningen av handlingsplanen", _SIGNED_IN),
    DutyKind.REPORT_AGENCY: ("lämna årsrapporten till $agency", _SIGNED_IN),
    DutyKind.REPORT_COMMITTEE: ("återrapportera handlingsplanen till nämnden", _SIGNED_IN),
}


# Whose a duty would be that nobody has.
VACANT: dict[To, str] = {
    To.OFFICER: "handläggare i ärendet",
    To.DECIDER: "innehavare av den befattning som beslutar",
    To.SECRETARY: "nämndsekreterare",
    To.REGISTRAR: "registrator",
    To.RESPONSIBLES: "handläggare i ärendet",
}


def days_words(days: int) -> str:
    """``3 dagar kvar``, ``i dag är sista dagen``, ``2 dagar efter tiden``."""
    if days == 0:
        return "i dag är sista dagen"
    if days > 0:
        return f"{counted(days, 'dag', 'dagar')} kvar"
    return f"{counted(-days, 'dag', 'dagar')} efter tiden"
