"""The pages: one blueprint for each noun; a view parses, calls an operation, and answers."""

from flask import Blueprint

from web.views import (
    access_of_people,
    account,
    cases,
    deciding,
    decisions,
    delegations,
    dispatch,
    first_start,
    follow_up_steps,
    keeping,
    links,
    measures,
    members,
    notices,
    oidc,
    own_keys,
    papers,
    parties,
    people,
    plans,
    posts,
    preparing,
    programmes,
    public,
    recipients,
    record,
    registers,
    responsibles,
    resuming,
    rounds,
    sign_in,
    start,
)

# The registers are one blueprint, spread over a module for each noun.
_REGISTERS = (registers, delegations, posts, people, access_of_people, parties, programmes)

# So is a decision: its page, and what is written while it is a draft.
_DECISIONS = (decisions, preparing)

BLUEPRINTS: tuple[Blueprint, ...] = (
    sign_in.blueprint,
    oidc.blueprint,
    first_start.blueprint,
    keeping.blueprint,
    account.blueprint,
    own_keys.blueprint,
    start.blueprint,
    cases.blueprint,
    papers.blueprint,
    plans.blueprint,
    rounds.blueprint,
    measures.blueprint,
    members.blueprint,
    *dict.fromkeys(module.blueprint for module in _DECISIONS),
    deciding.blueprint,
    notices.blueprint,
    dispatch.blueprint,
    recipients.blueprint,
    *dict.fromkeys(module.blueprint for module in _REGISTERS),
    record.blueprint,
    public.blueprint,
    follow_up_steps.blueprint,
    responsibles.blueprint,
    links.blueprint,
    resuming.blueprint,
)
