"""The pages: one blueprint for each noun; a view parses, calls an operation, and answers."""

from flask import Blueprint

from web.views import deciding, decisions, dispatch, links, notices, recipients, resuming

BLUEPRINTS: tuple[Blueprint, ...] = (
    decisions.blueprint,
    deciding.blueprint,
    notices.blueprint,
    dispatch.blueprint,
    recipients.blueprint,
    links.blueprint,
    resuming.blueprint,
)
