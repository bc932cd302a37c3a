"""Bevakningsregler: how a programme's duties are watched, year by year, and changing it."""

import hashlib

from flask import render_template, url_for

from web import current, words
from web.acting import Answer
from web.filling import filled_in, led_on
from web.forms.base import PageForm
from web.forms.duty_rules import RuleForm
from web.i18n import _
from web.views.registers import blueprint
from workflow.duty_rules import BY_DAY, BY_WORKING_DAYS, ESCALATED_TO, POST
from workflow.expansion import STAFF
from workflow.facts import OwnRule
from workflow.operations import duty_rules
from workflow.operations.queries.duty_rules import RuleShown, RulesShown, rules
from workflow.refusals import BadInput, Complaint, NotFound
from workflow.reminding_rules import is_for_staff
from workflow.states import DutyKind, To

_PATH = "/program/<int:programme_id>/bevakningsregler/<int:year>"
_MOST_WORKING_DAYS, _MOST_ESCALATION_DAYS = 250, 60


def _found(programme_id: int, year: int) -> RulesShown:
    return rules(current.office(), programme_id, year, current.on())


def _kind(name: str) -> DutyKind:
    if name not in set(DutyKind):
        raise NotFound(f"duty {name}")
    return DutyKind(name)


@blueprint.get(_PATH)
def duty_rules_of_year(programme_id: int, year: int) -> Answer:
    """Every rule of a year: what is due when, who is reminded, who is told that it is late."""
    shown, form = _found(programme_id, year), PageForm()
    return render_template("registers/duty_rules.html", shown=shown, form=form)


@blueprint.route(f"{_PATH}/<kind>", methods=["GET", "POST"])
def duty_rule(programme_id: int, year: int, kind: str) -> Answer:
    """Change one rule; what is open moves with it, and what has been sent stays so."""
    shown = _found(programme_id, year)
    rule = shown.of(_kind(kind))
    form = _form(shown, rule)
    return filled_in(
        form,
        lambda: _change(form, programme_id, rule),
        lambda moved: led_on(
            _("Regeln är sparad. %(count)s öppna bevakningar är ändrade.", count=moved),
            _of_year(programme_id, year),
        ),
        "registers/duty_rule.html",
        shown=shown,
        rule=rule,
    )


@blueprint.post(f"{_PATH}/<kind>/ta-bort")
def drop_duty_rule(programme_id: int, year: int, kind: str) -> Answer:
    """Go by the usual rule again."""
    moved = duty_rules.drop(current.office(), programme_id, _kind(kind), year, current.by())
    text = _("Regeln är borttagen. %(count)s öppna bevakningar är ändrade.", count=moved)
    return led_on(text, _of_year(programme_id, year))


@blueprint.post(f"{_PATH}/<kind>/bekrafta")
def verify_duty_rule(programme_id: int, year: int, kind: str) -> Answer:
    """Confirm a day that somebody else has set."""
    duty_rules.verify(current.office(), programme_id, _kind(kind), year, current.by())
    return led_on(_("Dagen är bekräftad."), _of_year(programme_id, year))


def _of_year(programme_id: int, year: int) -> str:
    return url_for("registers.duty_rules_of_year", programme_id=programme_id, year=year)


def _form(shown: RulesShown, rule: RuleShown) -> RuleForm:
    """The form with just what this kind of duty has, filled with the programme's own rule."""
    own, levels = rule.own, rule.own.levels or ()
    form = RuleForm(
        due=own.due,
        working_days=own.working_days,
        before=tuple(each for each in levels if each >= 0) if own.levels is not None else None,
        after=tuple(-each for each in levels if each < 0) if own.levels is not None else None,
        to=own.to or "",
        escalate_to=own.escalate_to,
        escalate_days=own.escalate_days,
        seen=_mark(own),
    )
    form.to.choices = [_usual(), *((to, words.WHOM[to]) for to in sorted(STAFF))]
    form.escalate_to.choices = [_usual(), *_to_tell(shown)]
    form.leave_out(_lacking(rule.kind))
    return form


def _usual() -> tuple[str, str]:
    return "", _("Som vanligt")


def _to_tell(shown: RulesShown) -> list[tuple[str, str]]:
    roles = [(each, str(words.TOLD[each])) for each in ESCALATED_TO]
    return [*roles, *((f"{POST}{id_}", title) for id_, title in shown.posts)]


def _lacking(kind: DutyKind) -> tuple[str, ...]:
    has = {
        "due": kind in BY_DAY,
        "working_days": kind in BY_WORKING_DAYS,
        "to": is_for_staff(kind),
    }
    return tuple(name for name, there in has.items() if not there)


def _mark(own: OwnRule) -> str:
    """Tells the rule that the form was filled with from one that somebody has changed since."""
    return hashlib.sha256(repr(own).encode()).hexdigest()[:32]


def _change(form: RuleForm, programme_id: int, rule: RuleShown) -> int:
    if form.seen.data != _mark(rule.own):
        text = _("Någon annan har ändrat regeln. Läs den på nytt och ändra igen.")
        raise BadInput(Complaint("", None, "", text))
    to = form.to.data if "to" in form else ""
    new = OwnRule(
        kind=rule.kind,
        year=rule.own.year,
        due=form.due.data if "due" in form else None,
        working_days=_number(form, "working_days", 1, _MOST_WORKING_DAYS),
        levels=_levels(form),
        to=To(to) if to else None,
        escalate_to=form.escalate_to.data or "",
        escalate_days=_number(form, "escalate_days", 0, _MOST_ESCALATION_DAYS),
    )
    return duty_rules.change(current.office(), programme_id, new, rule.own, current.by())


def _levels(form: RuleForm) -> tuple[int, ...] | None:
    """Both fields together: where one is written the other says that there are none."""
    if form.before.data is None and form.after.data is None:
        return None
    after = sorted(form.after.data or ())
    if 0 in after:
        text = _("0 är sista dagen. Skriv den bland dagarna före.")
        raise BadInput(Complaint("", None, "after", text))
    return (*(form.before.data or ()), *(-each for each in after))


def _number(form: RuleForm, name: str, least: int, most: int) -> int | None:
    number: int | None = form[name].data if name in form else None
    if number is not None and not least <= number <= most:
        text = _("Skriv ett tal från %(least)s till %(most)s.", least=least, most=most)
        raise BadInput(Complaint("", None, name, text))
    return number
