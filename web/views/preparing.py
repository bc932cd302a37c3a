"""Preparing a decision: choosing what can't be known, writing, attaching what it rests on."""

from flask import redirect, render_template, request, url_for

from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.decision_remarks import remarks_on
from web.decision_text import note_read
from web.decision_words import mandate_in_words, proposed_text, proposed_title
from web.forms import basis as rows
from web.forms.decisions import NewForm, TextsForm
from web.i18n import _
from web.views import word_drafts
from web.views.decisions import blueprint, shown
from workflow.facts import Plan
from workflow.operations import preparing
from workflow.operations.queries import preparing as choosing
from workflow.operations.queries.decisions import DecisionShown
from workflow.operations.queries.preparing import Attached, Choices
from workflow.operations.steps import Done

_DIRECTIONS = {None: "", False: "no", True: "yes"}
_MATTER = "handlingsplan"


# A new decision.


@blueprint.route("/arenden/<int:case_id>/beslut/nytt", methods=["GET", "POST"])
def new(case_id: int) -> Answer:
    choices = choosing.choices(current.office(), case_id, current.actor(), current.on())
    if request.method == "GET":
        return _new_page(choices, _offered(NewForm(formdata=None, data=_preset(choices)), choices))
    sent, do, reasons = rows.sent(case_id)
    form = _offered(NewForm(formdata=sent), choices)
    if do != "save" or reasons:
        return _new_page(choices, form, reasons, FIELDS_ARE_WRONG if reasons else 200)
    if not form.validate():
        return _new_page(choices, form, (), FIELDS_ARE_WRONG)
    done, reasons = attempt(lambda: _prepare(case_id, form))
    if done is None:
        return _new_page(choices, form, reasons, RULES_SAY_NO)
    tell(_("Utkastet till beslut är sparat."))
    return redirect(url_for("decisions.show", decision_id=done.subject_id), 303)


def _prepare(case_id: int, form: NewForm) -> Done:
    plan_ids = tuple(int(each) for each in form.plans.data or ())
    draft = preparing.Draft(
        matter=form.matter.data,
        text=form.draft_text(),
        plan_ids=plan_ids,
        basis=(*form.items(), *plan_ids),
    )
    office, actor = current.office(), current.actor()
    return preparing.prepare(office, case_id, draft, actor, current.at())


def _offered(form: NewForm, choices: Choices) -> NewForm:
    """The form with what can be chosen in this case today."""
    form.offer(choices, _named(choices))
    form.plans.choices = {str(plan.id): plan.title for plan in choices.plans}
    form.matter.choices = {each: each for each in choices.matters() or (_MATTER,)}
    return form


def _named(choices: Choices) -> dict[int, str]:
    committee = choices.case.committee
    return {d.id: mandate_in_words(committee, d) for d in choices.delegations}


def _preset(choices: Choices) -> dict[str, object]:
    """Everything that can be known: all drafts, the only delegation, the rest as last time."""
    last = choices.last
    only = choices.delegations[0].id if len(choices.delegations) == 1 else None
    before = last.delegation_id if last else None
    known = {delegation.id for delegation in choices.delegations}
    sent_to = last.dispatch_to if last else ()
    return {
        "plans": [str(plan.id) for plan in choices.plans],
        "title": proposed_title(choices, choices.plans),
        "text": proposed_text(choices, choices.plans),
        "delegation": str(before if before in known else only or ""),
        "groups": [name for name, _members in choices.groups if name in sent_to],
        "parties": [party.name for party in choices.parties if party.name in sent_to],
        "basis": [_row(attached) for attached in (last.basis if last else ())],
    }


def _row(attached: Attached) -> dict[str, object]:
    return {"token": rows.token(attached), "title": attached.title, "day": attached.dated_on}


def _new_page(
    choices: Choices, form: NewForm, reasons: tuple[str, ...] = (), status: int = 200
) -> Answer:
    page = render_template("decisions/new.html", choices=choices, form=form, reasons=reasons)
    return page, status


# The draft, while it is one.


@blueprint.route("/delegationsbeslut/<int:decision_id>/utkast", methods=["GET", "POST"])
def draft(decision_id: int) -> Answer:
    found = shown(decision_id)
    case_id, now = found.situation.case.id, found.situation.the_decision().delegation_id
    choices = choosing.choices(current.office(), case_id, current.actor(), current.on())
    form = TextsForm(data=_written(found, choices))
    form.offer(choices, _named(choices) | _now(found), now)
    if request.method == "GET" or request.form.get("do") == "check":
        return _draft_page(found, form)
    if not form.validate():
        return _draft_page(found, form, (), FIELDS_ARE_WRONG)
    if request.form.get("version") != str(found.situation.the_decision().version):
        return _draft_page(found, form, (_changed(found),), RULES_SAY_NO)
    office, actor, text = current.office(), current.actor(), form.draft_text()
    done, reasons = attempt(
        lambda: preparing.revise(office, decision_id, text, actor, current.at())
    )
    if done is None:
        return _draft_page(found, form, reasons, RULES_SAY_NO)
    word_drafts.drop(found)
    note_read(shown(decision_id).situation)
    tell(_("Utkastet är sparat."))
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


def _written(found: DecisionShown, choices: Choices) -> dict[str, object]:
    decision = found.situation.the_decision()
    groups = {name for name, _members in choices.groups}
    read = word_drafts.returned(found)
    written = read.text if read else decision
    return {
        "title": written.title,
        "text": "\n\n".join(written.text),
        "direction": _DIRECTIONS[decision.new_direction],
        "delegation": str(decision.delegation_id),
        "groups": [name for name in decision.dispatch_to if name in groups],
        "parties": [name for name in decision.dispatch_to if name not in groups],
    }


def _now(found: DecisionShown) -> dict[int, str]:
    delegation = found.situation.delegation()
    committee = found.situation.case.committee
    return {delegation.id: mandate_in_words(committee, delegation)} if delegation else {}


def _changed(found: DecisionShown) -> str:
    last = found.happened[-1] if found.happened else None
    who = last.who if last else _("Någon annan")
    return _(
        "%(who)s har ändrat utkastet sedan du öppnade sidan. Det du skrev står kvar här nedanför, "
        "och under det står texten som den är sparad. Jämför dem och spara sedan det som ska "
        "gälla.",
        who=who,
    )


def _draft_page(
    found: DecisionShown, form: TextsForm, reasons: tuple[str, ...] = (), status: int = 200
) -> Answer:
    page = render_template(
        "decisions/draft.html",
        shown=found,
        decision=found.situation.the_decision(),
        form=form,
        reasons=reasons,
        both=status == RULES_SAY_NO,
        remarks=remarks_on(found.situation, form.title.data or "", form.paragraphs()),
        returned=word_drafts.returned(found),
    )
    return page, status


@blueprint.route("/delegationsbeslut/<int:decision_id>/underlag", methods=["GET", "POST"])
def basis(decision_id: int) -> Answer:
    found = shown(decision_id)
    if request.method == "GET":
        return _basis_page(found, rows.BasisForm(formdata=rows.begun(_items(found))))
    sent, do, reasons = rows.sent(found.situation.case.id)
    form = rows.BasisForm(formdata=sent)
    if do != "save" or reasons:
        return _basis_page(found, form, reasons, FIELDS_ARE_WRONG if reasons else 200)
    if not form.validate():
        return _basis_page(found, form, (), FIELDS_ARE_WRONG)
    office, actor, items = current.office(), current.actor(), form.items()
    done, reasons = attempt(
        lambda: preparing.revise_basis(office, decision_id, items, actor, current.at())
    )
    if done is None:
        return _basis_page(found, form, reasons, RULES_SAY_NO)
    note_read(shown(decision_id).situation)
    tell(_("Underlagen är sparade."))
    return redirect(url_for("decisions.show", decision_id=decision_id), 303)


def _items(found: DecisionShown) -> list[Attached | Plan]:
    """The decision's basis in its order, as rows of a form."""
    plans = {plan.id: plan for plan in found.situation.plans}
    papers = {paper.sha256: paper for paper in found.papers}
    items: list[Attached | Plan] = []
    for each in found.situation.the_decision().basis:
        if each.plan_id is not None:
            items.append(plans[each.plan_id])
        elif each.sha256 in papers:
            paper = papers[each.sha256]
            items.append(
                Attached(
                    each.title,
                    each.dated_on,
                    paper.name,
                    paper.sha256,
                    paper.media_type,
                    paper.size,
                )
            )
    return items


def _basis_page(
    found: DecisionShown, form: rows.BasisForm, reasons: tuple[str, ...] = (), status: int = 200
) -> Answer:
    page = render_template(
        "decisions/basis.html",
        shown=found,
        decision=found.situation.the_decision(),
        form=form,
        reasons=reasons,
    )
    return page, status
