"""The pages: one blueprint for each noun; a view parses, calls an operation, and answers."""

from flask import Blueprint

from web.views import (
    absences,
    access_of_people,
    account,
    calendar_file,
    cases,
    committee_settings,
    committees,
    deciding,
    decisions,
    delegations,
    dispatch,
    dispatch_post,
    duty_rules,
    feeds,
    first_start,
    follow_up_reasons,
    follow_up_steps,
    forecast,
    handover,
    house_style,
    incoming,
    keeping,
    links,
    measures,
    members,
    mending,
    notices,
    oidc,
    operation,
    outcome_files,
    own_details,
    own_keys,
    papers,
    parties,
    party_files,
    people,
    plan_reasons,
    plans,
    posts,
    preparing,
    programmes,
    public_follow_up,
    recipients,
    record,
    registers,
    report_headings,
    responsibles,
    resuming,
    rounds,
    sign_in,
    start,
    summons,
    word_drafts,
    word_plans,
)

# The registers are one blueprint, spread over a module for each noun.
_REGISTERS = (
    registers,
    delegations,
    posts,
    people,
    access_of_people,
    parties,
    party_files,
    committees,
    committee_settings,
    programmes,
    house_style,
    duty_rules,
    report_headings,
)

# So is a plan: its page, and its Word file that comes back.
_PLANS = (plans, plan_reasons, word_plans)

# So is a decision: its page, and what is written while it is a draft.
_DECISIONS = (decisions, preparing, word_drafts)

# A committee: its notices, and the calendar of its meetings.
_COMMITTEE = (notices, summons, calendar_file)

# So is a follow-up, and what is sent by link: outcomes also come in sheets.
_OUTCOMES = (follow_up_steps, follow_up_reasons, responsibles, outcome_files)

# And a dispatch: by mail, and on paper.
_DISPATCH = (dispatch, dispatch_post)

BLUEPRINTS: tuple[Blueprint, ...] = (
    sign_in.blueprint,
    oidc.blueprint,
    first_start.blueprint,
    keeping.blueprint,
    account.blueprint,
    own_details.blueprint,
    own_keys.blueprint,
    start.blueprint,
    cases.blueprint,
    papers.blueprint,
    *dict.fromkeys(module.blueprint for module in _PLANS),
    rounds.blueprint,
    measures.blueprint,
    members.blueprint,
    *dict.fromkeys(module.blueprint for module in _DECISIONS),
    deciding.blueprint,
    *dict.fromkeys(module.blueprint for module in _COMMITTEE),
    *dict.fromkeys(module.blueprint for module in _DISPATCH),
    mending.blueprint,
    incoming.blueprint,
    recipients.blueprint,
    *dict.fromkeys(module.blueprint for module in _REGISTERS),
    record.blueprint,
    public_follow_up.blueprint,
    *dict.fromkeys(module.blueprint for module in _OUTCOMES),
    links.blueprint,
    resuming.blueprint,
    absences.blueprint,
    handover.blueprint,
    forecast.blueprint,
    feeds.blueprint,
    operation.blueprint,
)
