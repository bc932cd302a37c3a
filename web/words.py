"""The words that officials use for states, roles, steps and papers, each with its tone."""

from functools import cache
from typing import Any

from flask import Flask
from markupsafe import Markup

from documents import KINDS
from web.i18n import language, translated
from web.i18n import lazy as _l
from workflow.chain import BY_NAME
from workflow.duties import RULES
from workflow.duty_rules import NOBODY
from workflow.facts import OutcomeStatus
from workflow.operations.queries.copies import Copy
from workflow.operations.queries.delegations import Standing
from workflow.operations.register_record import SWEDISH as CHANGES
from workflow.references import uncapitalised
from workflow.states import (
    Channel,
    DecisionState,
    DeliveryState,
    DispatchState,
    DutyKind,
    NoticeState,
    PaperKind,
    PlanState,
    Role,
    Thing,
    To,
)

# How a thing stands: the word, and the tone that it is shown in.
STATES: dict[tuple[str, str], tuple[str, str]] = {
    (Thing.PLAN, PlanState.DRAFTING): (_l("Under beredning"), "doing"),
    (Thing.PLAN, PlanState.CIRCULATED): (_l("På samråd"), "doing"),
    (Thing.PLAN, PlanState.SUBMITTED): (_l("Väntar på beslut"), "todo"),
    (Thing.PLAN, PlanState.REFERRED): (_l("Hänskjuten till nämnden"), "later"),
    (Thing.PLAN, PlanState.ADOPTED): (_l("Fastställd"), "done"),
    (Thing.PLAN, PlanState.FOLLOWING_UP): (_l("Följs upp"), "doing"),
    (Thing.PLAN, PlanState.FOLLOWED_UP): (_l("Uppföljd"), "doing"),
    (Thing.PLAN, PlanState.REPORTED): (_l("Rapporterad till myndigheten"), "doing"),
    (Thing.PLAN, PlanState.REPORTED_BACK): (_l("Återrapporterad till nämnden"), "doing"),
    (Thing.PLAN, PlanState.CLOSED): (_l("Avslutad"), "done"),
    (Thing.PLAN, PlanState.REPEALED): (_l("Upphävd"), "wrong"),
    (Thing.PLAN, PlanState.DISCARDED): (_l("Makulerad"), "later"),
    (Thing.DECISION, DecisionState.DRAFTING): (_l("Under beredning"), "doing"),
    (Thing.DECISION, DecisionState.SUBMITTED): (_l("Väntar på beslut"), "todo"),
    (Thing.DECISION, DecisionState.REFERRED): (_l("Hänskjutet till nämnden"), "later"),
    (Thing.DECISION, DecisionState.DECIDED): (_l("Beslutat"), "done"),
    (Thing.DECISION, DecisionState.DISCARDED): (_l("Makulerat"), "later"),
    (Thing.DECISION, DecisionState.BY_COMMITTEE): (_l("Beslutat av nämnden"), "done"),
    (Thing.NOTICE, NoticeState.PENDING): (_l("Väntar på anmälan"), "todo"),
    (Thing.NOTICE, NoticeState.LISTED): (_l("På anmälningslistan"), "doing"),
    (Thing.NOTICE, NoticeState.NOTIFIED): (_l("Anmält"), "doing"),
    (Thing.NOTICE, NoticeState.RECORDED): (_l("Protokollfört särskilt"), "doing"),
    (Thing.NOTICE, NoticeState.ADJUSTED): (_l("Justerat"), "doing"),
    (Thing.NOTICE, NoticeState.POSTED): (_l("Anslaget"), "doing"),
    (Thing.NOTICE, NoticeState.IN_FORCE): (_l("Har laga kraft"), "done"),
    (Thing.NOTICE, NoticeState.REPEALED): (_l("Upphävt"), "wrong"),
    (Thing.DISPATCH, DispatchState.READY): (_l("Att expediera"), "todo"),
    (Thing.DISPATCH, DispatchState.DISPATCHED): (_l("Expedierat"), "doing"),
    (Thing.DISPATCH, DispatchState.ACKNOWLEDGED): (_l("Alla har kvitterat"), "done"),
    ("copy", Copy.NOT_ORDERED): (_l("Inte expedierad"), "later"),
    ("copy", Copy.WAITING): (_l("Väntar"), "later"),
    ("copy", Copy.SENDING): (_l("Skickas"), "doing"),
    ("copy", Copy.SENT): (_l("Skickad"), "doing"),
    ("copy", Copy.MAYBE): (_l("Kanske skickad"), "late"),
    ("copy", Copy.BOUNCED): (_l("Studsad"), "wrong"),
    ("copy", Copy.WITHDRAWN): (_l("Avbruten"), "wrong"),
    ("copy", Copy.TO_POST): (_l("Ska postas"), "todo"),
    ("copy", Copy.POSTED): (_l("Postad"), "doing"),
    ("copy", Copy.PROBLEM): (_l("Tillfälligt fel"), "late"),
    ("copy", Copy.FAILED): (_l("Permanent fel"), "wrong"),
    ("copy", Copy.ACKNOWLEDGED): (_l("Kvitterad"), "done"),
    ("copy", Copy.ACKNOWLEDGED_OTHERWISE): (_l("Kvitterad på annat sätt"), "done"),
    ("delivery", DeliveryState.WAITING): (_l("Väntar"), "later"),
    ("delivery", DeliveryState.SENT): (_l("Skickad"), "doing"),
    ("delivery", DeliveryState.ACKNOWLEDGED): (_l("Kvitterad"), "done"),
    ("delivery", DeliveryState.ACKNOWLEDGED_OTHERWISE): (_l("Kvitterad på annat sätt"), "done"),
}

# How a target ended, and the tone that it is said in.
OUTCOMES: dict[str, tuple[str, str]] = {
    OutcomeStatus.REACHED: (_l("Uppfyllt"), "done"),
    OutcomeStatus.PARTLY: (_l("Delvis uppfyllt"), "doing"),
    OutcomeStatus.MISSED: (_l("Inte uppfyllt"), "wrong"),
    OutcomeStatus.NOT_MEASURED: (_l("Inte mätt"), "later"),
}

ROLES: dict[str, str] = {
    Role.OFFICER: _l("handläggaren"),
    Role.MEMBER: _l("medlemmarna i nätverket"),
    Role.DECIDER: _l("beslutsfattaren"),
    Role.SECRETARY: _l("nämndsekreteraren"),
    Role.REGISTRAR: _l("registratorn"),
    Role.RECIPIENT: _l("mottagarna"),
    Role.RESPONSIBLE: _l("de ansvariga organisationerna"),
    Role.ADMINISTRATOR: _l("administratören"),
    Role.CALENDAR: _l("kalendern"),
}

# A role as it stands in a list of a person's roles.
ROLE_NAMES: dict[str, str] = {
    Role.OFFICER: _l("Handläggare"),
    Role.SECRETARY: _l("Nämndsekreterare"),
    Role.REGISTRAR: _l("Registrator"),
    Role.ADMINISTRATOR: _l("Administratör"),
}

PAPERS: dict[str, str] = {
    **{str(kind): made.label for kind, made in KINDS.items()},
    PaperKind.UNDERLAG: _l("Underlag"),
    PaperKind.INKOMMET: _l("Inkommet"),
}


# Whom a duty is for, where it is nobody by name.
WHOM: dict[str, str] = {
    To.MEMBERS: _l("medlemmarna i nätverket"),
    To.ANSWERING_MEMBER: _l("medlemmen"),
    To.DECIDER: _l("beslutsfattaren"),
    To.OFFICER: _l("handläggaren"),
    To.SECRETARY: _l("nämndsekreteraren"),
    To.REGISTRAR: _l("registratorn"),
    To.RECIPIENTS: _l("mottagarna"),
    To.RESPONSIBLES: _l("de ansvariga organisationerna"),
    To.AGENCY: _l("myndigheten"),
}


# Who is told of a duty that is late.
TOLD: dict[str, str] = {
    Role.OFFICER: _l("handläggaren"),
    Role.DECIDER: _l("beslutsfattaren"),
    Role.SECRETARY: _l("nämndsekreteraren"),
    Role.REGISTRAR: _l("registratorn"),
    Role.ADMINISTRATOR: _l("administratörerna"),
    NOBODY: _l("ingen mer"),
}


# What an organisation outside is.
PARTY_KINDS: dict[str, str] = {
    "municipality": _l("Kommun"),
    "county_board": _l("Länsstyrelse"),
    "agency": _l("Statlig myndighet"),
    "other": _l("Annan organisation"),
    "region": _l("Regionen själv"),
}

# How an organisation gets what is sent to it.
CHANNELS: dict[str, str] = {
    Channel.EMAIL: _l("E-post"),
    Channel.POST: _l("Post"),
}

# A change of a register, by the name it has on record.
_CHANGES: dict[str, str] = {str(change): words for change, words in CHANGES.items()}

# Whether a mandate counts: the word and its tone.
STANDINGS: dict[str, tuple[str, str]] = {
    Standing.IN_FORCE: (_l("Gäller"), "done"),
    Standing.COMING: (_l("Kommer att gälla"), "doing"),
    Standing.ENDED: (_l("Har upphört"), "later"),
    Standing.REVOKED: (_l("Återkallad"), "wrong"),
}


def state(thing: str, standing: str) -> str:
    """The word for how a thing stands."""
    return translated(STATES[thing, standing][0])


def tone(thing: str, standing: str) -> str:
    """The tone of that word: todo, doing, later, done, late or wrong."""
    return STATES[thing, standing][1]


def tag(thing: str, standing: str) -> Markup:
    """The word in its tone, as every page shows it."""
    return _tag(thing, standing, language())


@cache
def _tag(thing: str, standing: str, _language: str) -> Markup:
    """Made once: a list shows a hundred of them."""
    made = Markup('<strong class="tag tag--{}">{}</strong>')
    return made.format(tone(thing, standing), state(thing, standing))


def step(name: str) -> str:
    """A step as an act: ``skicka på samråd``."""
    found = BY_NAME.get(name)
    return translated(found.swedish if found else _CHANGES.get(name, name))


def act(name: str) -> str:
    """A step as a button says it: ``Skicka på samråd``."""
    return capital(step(name))


def duty(kind: str) -> str:
    """A duty as an act: ``expediera beslutet``."""
    return translated(RULES[DutyKind(kind)].swedish)


def capital(words: str) -> str:
    """A name as it begins a line: ``Regionala utvecklingsnämnden``."""
    return words[:1].upper() + words[1:]


def install(app: Flask) -> None:
    """Give the templates the words."""
    more: dict[str, Any] = {
        "state_word": state,
        "state_tone": tone,
        "state_tag": tag,
        "outcome_words": OUTCOMES,
        "role_words": ROLES,
        "role_names": ROLE_NAMES,
        "paper_words": PAPERS,
        "party_kinds": PARTY_KINDS,
        "channel_words": CHANNELS,
        "standing_words": STANDINGS,
        "step_words": step,
        "duty_words": duty,
        "to_words": lambda whom: WHOM[whom],
        "told_words": TOLD,
        "act_words": act,
        "capital": capital,
        "uncapital": uncapitalised,
    }
    app.jinja_env.globals.update(more)
