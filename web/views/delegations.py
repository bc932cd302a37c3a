"""The delegation register: who may decide what, on which ground, and taking a mandate back."""

from flask import render_template, url_for

from web import current, words
from web.acting import Answer
from web.filling import done_so, filled_in, led_on, said
from web.forms.narrowing import DelegationsForm
from web.forms.registers import DelegationForm, RevokeForm, paragraph_written
from web.handing_out import handed_out
from web.i18n import _
from web.views.registers import blueprint
from web.words import STANDINGS
from workflow.facts import Ground, GroundKind
from workflow.operations import delegating, listing, registers
from workflow.operations.queries import delegations as register
from workflow.operations.resting import Taken
from workflow.orders import EDITABLE
from workflow.refusals import NotFound


@blueprint.get("/delegationer")
def delegations() -> Answer:
    """Every mandate as it stands today."""
    entries = register.delegations(current.office(), current.on())
    form = DelegationsForm()
    form.offer(visa=[(standing, words) for standing, (words, _tone) in STANDINGS.items()])
    wanted = form.visa.data if form.validate() else ""
    return render_template(
        "registers/delegations.html",
        form=form,
        entries=[each for each in entries if not wanted or each.standing == wanted],
        committees={each.committee_id: each.committee for each in entries},
    )


@blueprint.get("/delegationer/<int:delegation_id>")
def delegation(delegation_id: int) -> Answer:
    """One mandate, its chain back to the committee, and what rests on it."""
    chain = register.delegation(current.office(), delegation_id, current.on())
    return render_template("registers/delegation.html", chain=chain, entry=chain.entry)


@blueprint.route("/delegationer/ny", methods=["GET", "POST"])
def add_delegation() -> Answer:
    """Enter a mandate."""
    form = _filled(DelegationForm())
    return filled_in(
        form,
        lambda: _give(form),
        lambda new_id: led_on(
            _("Delegationen är inlagd i registret."),
            url_for("registers.delegation", delegation_id=new_id),
        ),
        "registers/add_delegation.html",
    )


def _filled(form: DelegationForm) -> DelegationForm:
    offered = register.choices(current.office(), current.on())
    form.committee_id.choices = [
        (str(id_), words.capital(name)) for id_, name in offered.committees
    ]
    posts = [(str(id_), title) for id_, title in offered.posts]
    form.post_id.choices = [("", _("Välj befattning")), *posts]
    form.deputy_post_id.choices = [("", _("Ingen")), *posts]
    form.matter.choices = [*((m, m) for m in offered.matters), ("", "–")]
    form.parent_id.choices = [
        ("", _("Nej, nämnden har gett den direkt")),
        *((str(e.id), f"{e.ground.label}, {e.post.title}") for e in offered.parents),
    ]
    return form


def _give(form: DelegationForm) -> int:
    kind = GroundKind(form.ground_kind.data)
    ground = Ground(
        kind,
        _label(kind, said(form.ground_label)),
        form.ground_decided_on.data,
        said(form.ground_reference),
    )
    mandate = registers.Mandate(
        committee_id=int(form.committee_id.data),
        ground=ground,
        post_id=int(form.post_id.data),
        valid_from=form.valid_from.data,
        valid_to=form.valid_to.data,
        matter=form.matter.data or None,
        case_reference=form.case_reference.data or None,
        deputy_post_id=int(form.deputy_post_id.data) if form.deputy_post_id.data else None,
        conditions=said(form.conditions),
        parent_id=int(form.parent_id.data) if form.parent_id.data else None,
        may_sub_delegate=form.may_sub_delegate.data,
    )
    return delegating.give(current.office(), mandate, current.by())


def _label(kind: GroundKind, written: str) -> str:
    """A paragraph carries its year, since the numbers begin anew each year."""
    return paragraph_written(written) if kind is GroundKind.COMMITTEE_DECISION else written


@blueprint.route("/delegationer/<int:delegation_id>/aterkalla", methods=["GET", "POST"])
def revoke_delegation(delegation_id: int) -> Answer:
    """Take a mandate back from a day on; what was decided under it by then is named first."""
    chain = register.delegation(current.office(), delegation_id, current.on())
    form = RevokeForm(revoked_on=current.on())
    taken = _taken_since(delegation_id, form)
    template, shown = "registers/revoke.html", {"chain": chain, "entry": chain.entry}
    if taken and not form.names(each.id for each in taken):
        return render_template(template, form=form, reasons=(), taken=taken, **shown)
    return filled_in(
        form,
        done_so(lambda: _revoke(delegation_id, form)),
        lambda _done: led_on(
            _revoked(form, taken), url_for("registers.delegation", delegation_id=delegation_id)
        ),
        template,
        taken=taken,
        **shown,
    )


def _taken_since(delegation_id: int, form: RevokeForm) -> tuple[Taken, ...]:
    day = form.revoked_on.data
    return register.taken_since(current.office(), delegation_id, day) if day else ()


def _revoked(form: RevokeForm, taken: tuple[Taken, ...]) -> str:
    day, numbers = form.revoked_on.data, [each.number for each in taken]
    if not taken:
        return _("Delegationen är återkallad från och med %(day)s.", day=day)
    return _(
        "Delegationen är återkallad från och med %(day)s. Redan fattade beslut står fast: "
        "%(numbers)s.",
        day=day,
        numbers=", ".join(numbers),
    )


def _revoke(delegation_id: int, form: RevokeForm) -> None:
    day, actor, at = form.revoked_on.data, current.actor(), current.at()
    registers.revoke_delegation(current.office(), delegation_id, day, actor, at)


@blueprint.get("/delegationer/forteckning/<int:committee_id>")
def delegation_list(committee_id: int) -> Answer:
    """The committee's delegation register as a paper, as it stands today."""
    rendered = listing.delegation_register(
        current.office(), committee_id, current.on(), current.person_id()
    )
    paper = next((each for each in rendered if each.media_type != EDITABLE), None)
    if paper is None:
        raise NotFound("paper")
    return handed_out(paper.content, paper.media_type, paper.name)
