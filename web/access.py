"""Who may meet which page: one table for pages, forms and API, asked before every request."""

from collections.abc import Iterable
from dataclasses import dataclass

from web.api import steps
from web.rights import Right


@dataclass(frozen=True)
class Rule:
    """Any one of the rights is enough; ``fresh`` asks for a sign-in of the last minutes."""

    rights: frozenset[Right]
    fresh: bool = False


def _any(*rights: Right, fresh: bool = False) -> Rule:
    return Rule(frozenset(rights), fresh)


EVERYBODY = _any(Right.PUBLIC)
BEARER = _any(Right.LINK)
SIGNED_IN = _any(Right.SIGNED_IN)
STAFF = _any(Right.STAFF)
READERS = _any(Right.STAFF, Right.ADMINISTRATOR)
OFFICER = _any(Right.OFFICER)
SECRETARY = _any(Right.SECRETARY)
REGISTRAR = _any(Right.REGISTRAR)
DECIDER = _any(Right.DECIDER)
DECIDING = _any(Right.DECIDER, fresh=True)
ADMINISTRATOR = _any(Right.ADMINISTRATOR)
ADMINISTRATOR_FRESH = _any(Right.ADMINISTRATOR, fresh=True)
KEEPERS = _any(Right.REGISTRAR, Right.ADMINISTRATOR)

ACCESS: dict[str, Rule] = {
    # Static files and what belongs to every page.
    "static": EVERYBODY,
    "theme": EVERYBODY,
    "openapi.spec": EVERYBODY,
    # Signing in, and one's own account.
    "sign_in.form": EVERYBODY,
    "sign_in.code": EVERYBODY,
    "sign_in.new_password": EVERYBODY,
    "sign_in.out": EVERYBODY,
    "sign_in.ask_key": EVERYBODY,
    "sign_in.by_key": EVERYBODY,
    "sign_in.confirm": SIGNED_IN,
    "sign_in.ask_own_key": SIGNED_IN,
    "sign_in.confirm_by_key": SIGNED_IN,
    "oidc.start": EVERYBODY,
    "oidc.answer": EVERYBODY,
    "oidc.confirm": SIGNED_IN,
    "oidc.link": _any(Right.SIGNED_IN, fresh=True),
    "first_start.show": EVERYBODY,
    "keeping.autosave": BEARER,  # the view says 401 itself: a script can't follow a redirect
    "account.show": SIGNED_IN,
    "own_details.change": SIGNED_IN,
    "account.password": SIGNED_IN,
    "account.code": _any(Right.SIGNED_IN, fresh=True),
    "account.code_off": _any(Right.SIGNED_IN, fresh=True),
    "account.end_session": _any(Right.SIGNED_IN, fresh=True),
    "account.end_others": _any(Right.SIGNED_IN, fresh=True),
    "own_keys.ask_key": _any(Right.SIGNED_IN, fresh=True),
    "own_keys.add_key": _any(Right.SIGNED_IN, fresh=True),
    "own_keys.remove_key": _any(Right.SIGNED_IN, fresh=True),
    "own_keys.add_token": _any(Right.SIGNED_IN, fresh=True),
    "own_keys.revoke_token": SIGNED_IN,
    "own_keys.unlink": _any(Right.SIGNED_IN, fresh=True),
    # The start page, cases, papers.
    "start.mine": SIGNED_IN,
    "start.confirm_clock": ADMINISTRATOR,
    "start.release_letters": ADMINISTRATOR,
    "cases.index": STAFF,
    "cases.export": STAFF,
    "cases.new": OFFICER,
    "cases.show": STAFF,
    "cases.events": STAFF,
    "papers.show": STAFF,
    # Plans, and members by link. What may be written the chain says, at the plan itself.
    "plans.new": OFFICER,
    "plans.show": STAFF,
    "plans.preview": STAFF,
    "plans.discard": OFFICER,
    "rounds.note": OFFICER,
    "rounds.extend": OFFICER,
    "plans.changes": STAFF,
    "plans.change_list": STAFF,
    "plans.marked_word": STAFF,
    "plans.draft_word": OFFICER,
    "plans.read_word": OFFICER,
    "plans.check_word": OFFICER,
    "rounds.show": STAFF,
    "rounds.circulate": OFFICER,
    "measures.new": OFFICER,
    "measures.edit": OFFICER,
    "measures.remove": OFFICER,
    "members.answer": BEARER,
    "members.thanks": BEARER,
    "members.paper": BEARER,
    "members.new": BEARER,
    "members.measure": BEARER,
    # Decisions. Whether this very person may decide the chain says, at the decision itself.
    "decisions.new": OFFICER,
    "decisions.show": STAFF,
    "decisions.read": STAFF,
    "decisions.preview": STAFF,
    "decisions.draft": OFFICER,
    "decisions.draft_word": OFFICER,
    "decisions.read_word": OFFICER,
    "decisions.marked_word": OFFICER,
    "decisions.basis": OFFICER,
    "decisions.submit": OFFICER,
    "deciding.check": DECIDING,
    "deciding.decide": DECIDING,
    "deciding.decided": STAFF,
    "deciding.discard": OFFICER,
    "deciding.take_back": OFFICER,
    "deciding.send_back": DECIDER,
    "deciding.refer": DECIDER,
    "deciding.leave_to_committee": OFFICER,
    "deciding.hand_back": SECRETARY,
    "deciding.by_committee": SECRETARY,
    "deciding.conflict": _any(Right.OFFICER, Right.DECIDER),
    "deciding.correct": DECIDER,
    # Committee, dispatch, and recipients by link.
    "committee.meetings": STAFF,
    "committee.add": SECRETARY,
    "committee.meeting": STAFF,
    "committee.change": SECRETARY,
    "committee.cancel": SECRETARY,
    "committee.note": SECRETARY,
    "committee.summon": SECRETARY,
    "committee.move": SECRETARY,
    "committee.import_meetings": SECRETARY,
    "committee.check_meetings": SECRETARY,
    "committee.packet": STAFF,
    "committee.notice": STAFF,
    "committee.act": SECRETARY,
    "committee.record": _any(Right.SECRETARY, Right.DECIDER),
    "dispatch.index": STAFF,
    "dispatch.matrix": STAFF,
    "dispatch.show": STAFF,
    "dispatch.preview": STAFF,
    "dispatch.send": REGISTRAR,
    "dispatch.by_post": STAFF,
    "dispatch.posted": REGISTRAR,
    "dispatch.print_post": REGISTRAR,
    "dispatch.complete": REGISTRAR,
    "dispatch.confirm": REGISTRAR,
    "dispatch.reminder": REGISTRAR,
    "mending.resend": REGISTRAR,
    "mending.settle": REGISTRAR,
    "mending.withdraw": REGISTRAR,
    "mending.chase": _any(Right.OFFICER, Right.REGISTRAR),
    "mending.chase_all": _any(Right.OFFICER, Right.REGISTRAR),
    "incoming.index": REGISTRAR,
    "incoming.show": STAFF,
    "incoming.file": REGISTRAR,
    "incoming.handle": _any(Right.OFFICER, Right.REGISTRAR),
    "incoming.original": STAFF,
    "recipients.confirm": BEARER,
    "recipients.back": BEARER,
    "recipients.anew": BEARER,
    "recipients.paper": BEARER,
    # Follow-up, and responsibles by link.
    "follow_up.overview": STAFF,
    "follow_up.show": STAFF,
    "follow_up.remind": OFFICER,
    "follow_up.outcomes": OFFICER,
    "follow_up.sheet": OFFICER,
    "follow_up.upload": OFFICER,
    "follow_up.check_sheet": OFFICER,
    "follow_up.receipt": OFFICER,
    "follow_up.open_follow_up": OFFICER,
    "follow_up.close_follow_up": OFFICER,
    "follow_up.reopen_follow_up": OFFICER,
    "follow_up.report_agency": OFFICER,
    "follow_up.report_committee": _any(Right.OFFICER, Right.SECRETARY),
    "follow_up.move_report": _any(Right.OFFICER, Right.SECRETARY),
    "follow_up.close": REGISTRAR,
    "responsibles.report": BEARER,
    "responsibles.thanks": BEARER,
    "responsibles.sheet": BEARER,
    "responsibles.upload": BEARER,
    "responsibles.check_sheet": BEARER,
    # Registers, the record, the public pages.
    "registers.index": READERS,
    "registers.delegations": READERS,
    "registers.delegation": READERS,
    "registers.delegation_list": READERS,
    "registers.add_delegation": SECRETARY,
    "registers.revoke_delegation": SECRETARY,
    "registers.posts": READERS,
    "registers.post": READERS,
    "registers.add_post": ADMINISTRATOR,
    "registers.add_holding": ADMINISTRATOR,
    "registers.end_holding": ADMINISTRATOR,
    "registers.people": READERS,
    "registers.person": READERS,
    "registers.add_person": ADMINISTRATOR,
    "registers.change_person": ADMINISTRATOR,
    "registers.grant_role": ADMINISTRATOR_FRESH,
    "registers.end_role": ADMINISTRATOR_FRESH,
    "registers.add_account": ADMINISTRATOR_FRESH,
    "registers.new_password": ADMINISTRATOR_FRESH,
    "registers.one_time_password": ADMINISTRATOR_FRESH,
    "registers.disable_account": ADMINISTRATOR_FRESH,
    "registers.enable_account": ADMINISTRATOR_FRESH,
    "registers.end_sessions": ADMINISTRATOR_FRESH,
    "registers.turn_code_off": ADMINISTRATOR_FRESH,
    "registers.link_identity": ADMINISTRATOR_FRESH,
    "registers.unlink_identity": ADMINISTRATOR_FRESH,
    "registers.parties": READERS,
    "registers.party": READERS,
    "registers.add_party": ADMINISTRATOR,
    "registers.change_party": ADMINISTRATOR,
    "registers.verify_address": KEEPERS,
    "registers.export_parties": READERS,
    "registers.import_parties": ADMINISTRATOR,
    "registers.check_import": ADMINISTRATOR,
    "registers.add_group": ADMINISTRATOR,
    "registers.change_members": ADMINISTRATOR,
    "registers.committees": READERS,
    "registers.add_region": ADMINISTRATOR,
    "registers.add_committee": ADMINISTRATOR,
    "registers.style": READERS,
    "registers.logo": READERS,
    "registers.change_style": ADMINISTRATOR,
    "registers.change_logo": ADMINISTRATOR,
    "registers.drop_logo": ADMINISTRATOR,
    "registers.change_template": ADMINISTRATOR,
    "registers.drop_template": ADMINISTRATOR,
    "registers.set_notified": SECRETARY,
    "registers.set_court": SECRETARY,
    "registers.programmes": READERS,
    "registers.programme": READERS,
    "registers.add_programme": ADMINISTRATOR,
    "registers.duty_rules_of_year": READERS,
    "registers.duty_rule": _any(Right.OFFICER, Right.ADMINISTRATOR),
    "registers.drop_duty_rule": _any(Right.OFFICER, Right.ADMINISTRATOR),
    "registers.report_headings": _any(Right.OFFICER, Right.ADMINISTRATOR),
    "registers.drop_report_headings": _any(Right.OFFICER, Right.ADMINISTRATOR),
    "registers.verify_duty_rule": _any(Right.OFFICER, Right.ADMINISTRATOR),
    "record.index": KEEPERS,
    "record.check": KEEPERS,
    "record.export": KEEPERS,
    "public.decisions": EVERYBODY,
    "public.decision": EVERYBODY,
    "public.follow_up": EVERYBODY,
    "public.paper": EVERYBODY,
    "public.atom_feed": EVERYBODY,
    "public.json_page": EVERYBODY,
    "public.genuine": EVERYBODY,
    "public.by_checksum": EVERYBODY,
    "public.accessibility": EVERYBODY,
    # What is to come. Whose it may be the view says.
    "forecast.index": READERS,
    "forecast.export": READERS,
    "forecast.of_case": STAFF,
    "forecast.export_case": STAFF,
    "feeds.mine": _any(Right.SIGNED_IN, fresh=True),
    "feeds.end": SIGNED_IN,
    "feeds.show": EVERYBODY,  # the address itself is the secret; it changes nothing
    # Absence and handover. Whose it may be the operations say.
    "absences.mine": SIGNED_IN,
    "absences.new": SIGNED_IN,
    "absences.edit": SIGNED_IN,
    "absences.remove": SIGNED_IN,
    "absences.everybody": ADMINISTRATOR,
    "absences.new_for": ADMINISTRATOR,
    "handover.own": OFFICER,
    "handover.of_person": ADMINISTRATOR_FRESH,
    # The operation. What /readyz and /metrics tell whom the views say.
    "operation.alive": EVERYBODY,
    "operation.ready": EVERYBODY,
    "operation.figures": EVERYBODY,
    "operation.show": ADMINISTRATOR,
    # The API.
    "api.me": SIGNED_IN,
    "api.case_list": STAFF,
    "api.case": STAFF,
    "api.events": STAFF,
    "api.plan": STAFF,
    "api.plan_steps": STAFF,
    "api.decision": STAFF,
    "api.decision_steps": STAFF,
    "api.paper": STAFF,
    "api.meeting_list": STAFF,
    "api.delegation_list": READERS,
    # Who may take which step the chain says, at the thing itself.
    **{f"steps.{name}": STAFF for name in steps.NAMES},
    # What a lost session had not saved.
    "resuming.show": SIGNED_IN,
    # Personal links.
    "links.show": BEARER,
}


def may(endpoint: str, rights: Iterable[Right]) -> bool:
    """Whether somebody with these rights may meet the page."""
    rule = ACCESS.get(endpoint)
    return rule is not None and bool(rule.rights & frozenset(rights))
