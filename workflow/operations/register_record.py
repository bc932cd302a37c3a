"""What is put on record when somebody changes a register, and who may change which."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection

from workflow.facts import Actor, local_date
from workflow.operations import entries
from workflow.operations.office import Office
from workflow.refusals import Refusal, Refused
from workflow.states import ActorKind, Role
from workflow.store import record


@dataclass(frozen=True)
class By:
    """Who changes a register, and when."""

    actor: Actor
    at: datetime

    def on(self, office: Office) -> date:
        """The office's local day."""
        return local_date(self.at, office.time_zone)


class Change(StrEnum):
    """Each change of a register, by the name it has on record."""

    ADD_REGION = "add_region"
    ADD_COMMITTEE = "add_committee"
    ADD_MEETING = "add_meeting"
    CHANGE_MEETING = "change_meeting"
    CANCEL_MEETING = "cancel_meeting"
    SUMMON_MEETING = "summon_meeting"
    LINK_MEETING = "link_meeting"
    CHANGE_COMMITTEE = "change_committee"
    CHANGE_COURT = "change_court"
    CHANGE_REGION = "change_region"
    CHANGE_LOGO = "change_logo"
    CHANGE_TEMPLATE = "change_template"
    ADD_PERSON = "add_person"
    CHANGE_PERSON = "change_person"
    ADD_POST = "add_post"
    ADD_HOLDING = "add_holding"
    END_HOLDING = "end_holding"
    GRANT_ROLE = "grant_role"
    END_ROLE = "end_role"
    ADD_DELEGATION = "add_delegation"
    REVOKE_DELEGATION = "revoke_delegation"
    ADD_PARTY = "add_party"
    CHANGE_PARTY = "change_party"
    CHANGE_ADDRESS = "change_address"
    VERIFY_ADDRESS = "verify_address"
    ADD_GROUP = "add_group"
    CHANGE_MEMBERS = "change_members"
    ADD_PROGRAMME = "add_programme"
    CHANGE_REPORT_HEADINGS = "change_report_headings"
    DROP_REPORT_HEADINGS = "drop_report_headings"
    ADD_ACCOUNT = "add_account"
    NEW_PASSWORD = "new_password"  # noqa: S105  # the name of an act
    DISABLE_ACCOUNT = "disable_account"
    ENABLE_ACCOUNT = "enable_account"
    END_SESSIONS = "end_sessions"
    TURN_CODE_OFF = "turn_code_off"
    LINK_IDENTITY = "link_identity"
    UNLINK_IDENTITY = "unlink_identity"
    OPEN_CASE = "open_case"
    ADD_ABSENCE = "add_absence"
    CHANGE_ABSENCE = "change_absence"
    REMOVE_ABSENCE = "remove_absence"
    CHANGE_DUTY_RULE = "change_duty_rule"
    DROP_DUTY_RULE = "drop_duty_rule"
    VERIFY_DUTY_RULE = "verify_duty_rule"
    CONFIRM_CLOCK = "confirm_clock"
    PAUSE_WRITING = "pause_writing"
    RESUME_WRITING = "resume_writing"
    EXPORT_INCIDENT = "export_incident"
    RELEASE_LETTERS = "release_letters"


# What is done, as the end of a sentence that begins with who may not.
SWEDISH = {
    Change.ADD_REGION: "lägga in en organisation",
    Change.ADD_COMMITTEE: "lägga in en nämnd",
    Change.ADD_MEETING: "lägga in ett sammanträde",
    Change.CHANGE_MEETING: "ändra ett sammanträde",
    Change.CANCEL_MEETING: "ta bort ett sammanträde",
    Change.SUMMON_MEETING: "anteckna att kallelsen har gått ut",
    Change.LINK_MEETING: "koppla ett sammanträde till en kalenderhändelse",
    Change.CHANGE_COMMITTEE: "ändra om beslut anmäls till nämnden",
    Change.CHANGE_COURT: "ändra förvaltningsrättens adress",
    Change.CHANGE_REGION: "ändra organisationens uppgifter",
    Change.CHANGE_LOGO: "ändra logotypen",
    Change.CHANGE_TEMPLATE: "ändra Wordmallen",
    Change.ADD_PERSON: "lägga in en person",
    Change.CHANGE_PERSON: "ändra någon annans uppgifter",
    Change.ADD_POST: "lägga in en befattning",
    Change.ADD_HOLDING: "lägga in ett innehav",
    Change.END_HOLDING: "avsluta ett innehav",
    Change.GRANT_ROLE: "ge en roll",
    Change.END_ROLE: "avsluta en roll",
    Change.ADD_DELEGATION: "lägga in en delegation",
    Change.REVOKE_DELEGATION: "återkalla en delegation",
    Change.ADD_PARTY: "lägga in en organisation",
    Change.CHANGE_PARTY: "ändra en organisation",
    Change.CHANGE_ADDRESS: "ändra en adress",
    Change.VERIFY_ADDRESS: "intyga att en adress är kontrollerad",
    Change.ADD_GROUP: "lägga in en grupp",
    Change.CHANGE_MEMBERS: "ändra en grupp",
    Change.ADD_PROGRAMME: "lägga in ett program",
    Change.CHANGE_REPORT_HEADINGS: "ändra årsrapportens rubriker",
    Change.DROP_REPORT_HEADINGS: "ta bort ett års egna rubriker",
    Change.ADD_ACCOUNT: "skapa ett konto",
    Change.NEW_PASSWORD: "ge ett nytt engångslösenord",
    Change.DISABLE_ACCOUNT: "stänga ett konto",
    Change.ENABLE_ACCOUNT: "öppna ett konto",
    Change.END_SESSIONS: "logga ut en person överallt",
    Change.TURN_CODE_OFF: "stänga av en annans koder vid inloggning",
    Change.LINK_IDENTITY: "koppla en person till en inloggningstjänst",
    Change.UNLINK_IDENTITY: "ta bort en koppling till en inloggningstjänst",
    Change.OPEN_CASE: "lägga upp ett ärende",
    Change.ADD_ABSENCE: "lägga in någon annans frånvaro",
    Change.CHANGE_ABSENCE: "ändra någon annans frånvaro",
    Change.REMOVE_ABSENCE: "ta bort någon annans frånvaro",
    Change.CHANGE_DUTY_RULE: "ändra en bevakningsregel",
    Change.DROP_DUTY_RULE: "ta bort en bevakningsregel",
    Change.VERIFY_DUTY_RULE: "bekräfta en dag",
    Change.CONFIRM_CLOCK: "bekräfta tiden",
    Change.PAUSE_WRITING: "slå på skrivskyddat läge",
    Change.RESUME_WRITING: "slå av skrivskyddat läge",
    Change.EXPORT_INCIDENT: "ta ut underlag om en incident",
    Change.RELEASE_LETTERS: "släppa breven efter en återställning",
}

_SECRETARYS = frozenset(
    {
        Change.ADD_MEETING,
        Change.CHANGE_MEETING,
        Change.CANCEL_MEETING,
        Change.SUMMON_MEETING,
        Change.LINK_MEETING,
        Change.CHANGE_COMMITTEE,
        Change.CHANGE_COURT,
        Change.ADD_DELEGATION,
        Change.REVOKE_DELEGATION,
    }
)


# Whoever sends to an address may also say that it is right.
_ALSO = {
    Change.CHANGE_REPORT_HEADINGS: Role.OFFICER,
    Change.DROP_REPORT_HEADINGS: Role.OFFICER,
    Change.VERIFY_ADDRESS: Role.REGISTRAR,
    Change.CHANGE_DUTY_RULE: Role.ADMINISTRATOR,
    Change.DROP_DUTY_RULE: Role.ADMINISTRATOR,
    Change.VERIFY_DUTY_RULE: Role.ADMINISTRATOR,
}


def whose(change: Change) -> Role:
    """Whose task it is: mandates and meetings the secretary's, cases the officer's.

    All else is the administrator's.
    """
    if change is Change.OPEN_CASE or change.value.endswith("_duty_rule"):
        return Role.OFFICER
    return Role.SECRETARY if change in _SECRETARYS else Role.ADMINISTRATOR


def note(
    connection: Connection,
    office: Office,
    by: By | None,
    change: Change,
    id_: int,
    given: Mapping[str, object],
) -> None:
    """Put a change on record, in the transaction that makes it; ``Refused`` where it is not theirs.

    Nothing is noted where ``by`` is nobody: a register that is set up from a file, before use.
    """
    if by is None:
        return
    require(by, change)
    _append(connection, office, by, change, id_, given)


def note_own(
    connection: Connection,
    office: Office,
    by: By,
    change: Change,
    whose: tuple[int, int],
    given: Mapping[str, object],
) -> None:
    """As ``note``, of a row and its person: what is one's own one may change oneself."""
    if by.actor.person_id != whose[1]:
        require(by, change)
    _append(connection, office, by, change, whose[0], given)


def _append(
    connection: Connection,
    office: Office,
    by: By,
    change: Change,
    id_: int,
    given: Mapping[str, object],
) -> None:
    thing = change.value.partition("_")[2]
    said = {key: plain(value) for key, value in given.items() if value not in (None, "")}
    body = entries.noted(change.value, thing, id_, said, by.actor, by.at)
    record.append_to_registers(connection, body, office.key)


def require(by: By, change: Change) -> None:
    """``Refused`` where the change is not theirs to make."""
    may = {whose(change), _ALSO.get(change)}
    if by.actor.kind is ActorKind.SYSTEM or may & by.actor.roles:
        return
    refusal = Refusal.of("wrong_role", actor=by.actor.name, step=SWEDISH[change])
    raise Refused(change.value, (refusal,))


def plain(value: object) -> object:
    """The value as JSON has it: lists for tuples, base64 for bytes, days as text."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    return [plain(member) for member in value] if isinstance(value, list | tuple) else value
