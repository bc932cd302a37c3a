"""The desk where an officer or a member writes a measure: nothing that was typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import redirect, render_template, request
from werkzeug.datastructures import MultiDict

from documents.versions import MeasureDiff, PlanText, compare_plans
from web import current
from web.acting import FIELDS_ARE_WRONG, RULES_SAY_NO, Answer, attempt, tell
from web.forms.measures import NEW, MeasureForm, fields_of
from web.i18n import _
from web.lint import NO_LINT, lint
from workflow.facts import Actor, Measure, Party
from workflow.measures import measure_fingerprint
from workflow.operations import autosaves, drafting
from workflow.operations.autosaves import Autosave
from workflow.operations.queries import drafts
from workflow.operations.queries.drafts import Draft
from workflow.operations.queries.rounds import Writer, last_writer
from workflow.refusals import NotFound

CONTINUE = "utkast"


@dataclass(frozen=True)
class Desk:
    """Who writes which measure of which plan, and where they go afterwards.

    ``party`` is the member's own organisation; an officer has none. ``measure_id`` is 0 for a
    new one. ``owner`` is whose unsent text is kept here.
    """

    draft: Draft
    measure_id: int
    actor: Actor
    owner: str
    template: str
    done: str
    party: Party | None = None

    @property
    def measure(self) -> Measure | None:
        """The measure as it stands; nothing where it is new, or somebody has removed it."""
        return next((m for m in self.draft.measures if m.id == self.measure_id), None)

    @property
    def is_gone(self) -> bool:
        return self.measure_id != 0 and self.measure is None

    @property
    def before(self) -> Measure:
        return self.measure or replace(NEW, id=self.measure_id, responsible=self.party)

    @property
    def place(self) -> str:
        """Under which name unsent text is kept."""
        return f"measure:{self.draft.plan.id}:{self.measure_id or 'ny'}"

    @property
    def parties(self) -> Mapping[int, Party]:
        known = (self.party,) if self.party else self.draft.parties
        return {party.id: party for party in known}

    def fingerprint(self) -> str:
        return measure_fingerprint(self.measure) if self.measure else ""


@dataclass(frozen=True)
class Clash:
    """Somebody else saved first: both texts, field by field, and who wrote the other."""

    diff: MeasureDiff
    writer: Writer | None


def answer(desk: Desk) -> Answer:
    """The page of a measure, or what came of sending it; a page of one that is gone is none."""
    if request.method == "POST":
        return _sent(desk)
    if desk.is_gone:
        raise NotFound(f"measure {desk.measure_id}")
    kept = autosaves.kept(current.office(), desk.owner, desk.place)
    if kept and request.args.get(CONTINUE):
        return _page(desk, _form(desk, MultiDict(kept.body)))
    form = _form(desk)
    return _page(desk, form, offer=kept if kept and _differs(desk, kept) else None)


def _form(desk: Desk, typed: MultiDict[str, str] | None = None) -> MeasureForm:
    """The form filled with what was typed, or with the measure as it stands."""
    if typed is not None:
        form = MeasureForm(formdata=typed)
    elif request.method == "POST":
        form = MeasureForm()
    else:
        form = MeasureForm(formdata=None, data=fields_of(desk.before, desk.fingerprint()))
    form.offer(desk.draft.parties, desk.draft.areas)
    if desk.party is not None:
        form.belongs_to(desk.party)
    return form


def _differs(desk: Desk, kept: Autosave) -> bool:
    """Whether what was typed says anything else than what is saved."""
    typed = _form(desk, MultiDict(kept.body)).written(desk.before, desk.parties)
    now = replace(desk.before, key="", position=0)
    return measure_fingerprint(typed) != measure_fingerprint(now)


def _sent(desk: Desk) -> Answer:
    button = request.form.get("do", "save")
    if button == "discard":
        autosaves.drop(current.office(), desk.owner, desk.place)
        return redirect(request.path, 303)
    form = _form(desk)
    if form.do(button):
        return _page(desk, form)
    if not form.validate():
        return _page(desk, form), FIELDS_ARE_WRONG
    return _save(desk, form, as_new=button == "as_new")


def _save(desk: Desk, form: MeasureForm, *, as_new: bool) -> Answer:
    before = replace(desk.before, id=0, carried_from=None) if as_new else desk.before
    measure = form.written(before, desk.parties)
    # Whoever can't say what they saw of a measure has seen nothing of it.
    seen = (form.seen.data or "nothing") if before.id else ""
    done, reasons = attempt(
        lambda: drafting.write_measure(
            *(current.office(), desk.draft.plan.id, measure, desk.actor, current.at()), seen
        )
    )
    if done is None:
        return _refused(desk, form, reasons)
    autosaves.drop(current.office(), desk.owner, desk.place)
    tell(_("Insatsen ”%(activity)s” är sparad.", activity=measure.activity))
    return redirect(desk.done, 303)


def _refused(desk: Desk, form: MeasureForm, reasons: tuple[str, ...]) -> Answer:
    """What was typed comes back, beside what somebody else wrote meanwhile."""
    now = drafts.draft(current.office(), desk.draft.plan.id, current.on())
    desk = replace(desk, draft=now)
    if desk.measure and form.seen.data != desk.fingerprint():
        return _page(desk, form, reasons=reasons, clash=_clash(desk, form)), RULES_SAY_NO
    return _page(desk, form, reasons=reasons), RULES_SAY_NO


def _clash(desk: Desk, form: MeasureForm) -> Clash:
    """Both texts; whoever saves now has seen what the other wrote."""
    theirs = desk.before
    mine = replace(form.written(theirs, desk.parties), key=theirs.key, position=theirs.position)
    (diff,) = compare_plans(PlanText("", (theirs,)), PlanText("", (mine,))).measures
    form.seen.data = desk.fingerprint()
    return Clash(diff, last_writer(current.office(), desk.draft.plan.id, theirs.id))


def _page(
    desk: Desk,
    form: MeasureForm,
    *,
    reasons: tuple[str, ...] = (),
    clash: Clash | None = None,
    offer: Autosave | None = None,
) -> str:
    written = form.written(desk.before, desk.parties)
    return render_template(
        desk.template,
        desk=desk,
        draft=desk.draft,
        form=form,
        lint=lint(form, written) if desk.measure or request.method == "POST" else NO_LINT,
        last=desk.draft.before(desk.before),
        reasons=reasons,
        clash=clash,
        offer=offer,
    )
