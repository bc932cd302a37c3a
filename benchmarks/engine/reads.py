"""What somebody who writes SQL by hand reads for each step's checks: no more than they ask for.

``:d`` is the decision, ``:p`` the plan, ``:c`` the case and ``:on`` the day of the step. Every
statement is asked on its own.
"""

import re

_NAMED = re.compile(r":(on|[cdp])\b")


def in_places(sql: str) -> tuple[str, list[str]]:
    """The statement with a mark for each value, and which value belongs in each."""
    return _NAMED.sub("?", sql), _NAMED.findall(sql)


_TITLE = """(SELECT o.title FROM holding h JOIN post o ON o.id = h.post_id
  WHERE h.person_id = p.id AND h.valid_from <= :on AND (h.valid_to IS NULL OR h.valid_to >= :on)
  ORDER BY h.id LIMIT 1)"""

CASE = """SELECT c.reference, c.title, c.opened_on, m.code, m.name, m.genitive, m.notified,
  m.register_version, r.name, r.number, r.calendar, r.network, g.first_year, g.last_year,
  g.agency_party_id
  FROM matter_case c JOIN committee m ON m.id = c.committee_id
  JOIN region r ON r.id = m.region_id JOIN programme g ON g.id = c.programme_id
  WHERE c.id = :c"""
DECISION = """SELECT version, state, title, matter, text, delegation_id, drafted_by, dispatch_to,
  new_direction, handled_by, document_on, number_year, number_serial, decided_on, decided_at,
  decider_id, decider_name, decider_title FROM decision WHERE id = :d"""
PLANS = """SELECT p.id, p.version, p.state, p.year, p.title, p.opened_by FROM plan p
  JOIN decision_plan x ON x.plan_id = p.id WHERE x.decision_id = :d ORDER BY x.position"""
PLAN = """SELECT version, state, year, title, opened_by, answer_by, followed_up_on, reported_on,
  receipt FROM plan WHERE id = :p"""
BASIS = "SELECT position, title, sha256, plan_id FROM basis WHERE decision_id = :d"
FROZEN = """SELECT u.sha256 FROM paper_use u JOIN paper q ON q.sha256 = u.sha256
  WHERE u.decision_id = :d AND u.current"""
DELEGATION = """SELECT g.*, o.title, n.title FROM delegation g JOIN post o ON o.id = g.post_id
  LEFT JOIN post n ON n.id = g.deputy_post_id JOIN decision d ON d.delegation_id = g.id
  WHERE d.id = :d"""
HOLDERS = """SELECT h.post_id, h.valid_from, h.valid_to, p.id, p.name, p.email FROM holding h
  JOIN person p ON p.id = h.person_id
  JOIN delegation g ON h.post_id = g.post_id OR h.post_id = g.deputy_post_id
  JOIN decision d ON d.delegation_id = g.id WHERE d.id = :d"""
CONFLICTS = "SELECT person_id, ground FROM conflict WHERE decision_id = :d"
OFFICER = f"""SELECT p.id, p.name, p.email, {_TITLE} FROM person p
  JOIN matter_case c ON c.officer_id = p.id WHERE c.id = :c"""
ROLES = f"""SELECT a.role, p.id, p.name, p.email, {_TITLE} FROM role_grant a
  JOIN person p ON p.id = a.person_id
  WHERE a.role IN ('officer', 'secretary', 'registrar')
  AND a.valid_from <= :on AND (a.valid_to IS NULL OR a.valid_to >= :on)"""
AWAY = """SELECT person_id, deputy_id FROM absence WHERE first_on <= :on AND last_on >= :on"""
GROUPS = """SELECT g.name, q.id, q.name, q.email, q.channel, q.valid_from, q.valid_to
  FROM party_group g JOIN group_member m ON m.group_id = g.id JOIN party q ON q.id = m.party_id"""
PARTIES = "SELECT id, name, number, email, channel, valid_from, valid_to FROM party"
MEASURES = """SELECT m.id, m.key, m.activity, m.responsible_party_id, q.name, q.number, q.email
  FROM measure m LEFT JOIN party q ON q.id = m.responsible_party_id JOIN plan p ON p.id = m.plan_id
  LEFT JOIN decision_plan x ON x.plan_id = p.id WHERE p.id = :p"""
TARGETS = """SELECT g.id, g.measure_id, g.text, g.indicator, g.baseline, g.goal, o.value, o.status
  FROM target g JOIN measure m ON m.id = g.measure_id LEFT JOIN outcome o ON o.target_id = g.id
  WHERE m.plan_id = :p"""
RULES = """SELECT r.kind, r.year, r.due, r.working_days, r.levels, r.role_to, r.escalate_to
  FROM duty_rule r JOIN matter_case c ON c.programme_id = r.programme_id WHERE c.id = :c"""
MEETINGS = """SELECT e.id, e.held_on, e.stop_on, e.summoned_at FROM meeting e
  JOIN matter_case c ON c.committee_id = e.committee_id
  WHERE c.id = :c AND e.stop_on >= :on ORDER BY e.held_on"""
PLACES = """SELECT n.meeting_id, max(n.position) FROM notice n JOIN meeting e ON e.id = n.meeting_id
  JOIN matter_case c ON c.committee_id = e.committee_id WHERE c.id = :c AND e.stop_on >= :on
  GROUP BY n.meeting_id"""
NOTICE = """SELECT n.*, e.held_on, e.stop_on, e.summoned_at FROM notice n
  LEFT JOIN meeting e ON e.id = n.meeting_id WHERE n.decision_id = :d"""
DISPATCH = "SELECT id, version, state FROM dispatch WHERE decision_id = :d"
DELIVERIES = """SELECT v.*, q.email, q.number FROM delivery v
  JOIN dispatch x ON x.id = v.dispatch_id JOIN party q ON q.id = v.party_id
  WHERE x.decision_id = :d ORDER BY v.id"""
DUTIES = """SELECT id, kind, plan_id, decision_id, party_id FROM duty
  WHERE case_id = :c AND settled_on IS NULL"""

_MANDATE = (CASE, DECISION, PLANS, DELEGATION, HOLDERS, CONFLICTS, AWAY)
_STAFF = (OFFICER, ROLES, AWAY)
_NOTICE = (CASE, DECISION, NOTICE, *_STAFF, RULES, DUTIES)
_SENT = (CASE, DECISION, DISPATCH, DELIVERIES)
_PLAN = (CASE, PLAN)

BY_STEP = {
    "submit": (
        *(CASE, DECISION, PLANS, BASIS, DELEGATION, HOLDERS, CONFLICTS, MEASURES, TARGETS),
        *(GROUPS, PARTIES, OFFICER, AWAY, RULES, DUTIES),
    ),
    "send_back": (*_MANDATE, OFFICER),
    "decide": (*(*_MANDATE, FROZEN, GROUPS, PARTIES, OFFICER, ROLES, MEETINGS, RULES, DUTIES),),
    "dispatch": (*_SENT, NOTICE, *_STAFF, RULES, DUTIES),
    "acknowledge": _SENT,
    "complete": _SENT,
    "list": (*_NOTICE, MEETINGS, PLACES),
    "notify": _NOTICE,
    "adjust": _NOTICE,
    "post": _NOTICE,
    "gain_force": (CASE, DECISION, NOTICE),
    "open_follow_up": (*_PLAN, MEASURES, *_STAFF, MEETINGS, RULES, DUTIES),
    "report_outcome": (*_PLAN, MEASURES, TARGETS),
    "close_follow_up": (*_PLAN, MEASURES, TARGETS, *_STAFF),
    "report_agency": (*_PLAN, PARTIES, *_STAFF, MEETINGS, RULES, DUTIES),
    "report_committee": (*_PLAN, MEETINGS, *_STAFF),
    "close": (*_PLAN, NOTICE, DISPATCH, DELIVERIES),
}
