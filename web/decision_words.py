"""What the pages say of a decision in words: its mandate, its sentences, who has the ball."""

from datetime import date

from documents.typography import capitalised, enumerated, written
from documents.wording import clauses, ground_words
from web.i18n import _
from workflow.facts import Committee, Delegation, Holding, Plan, Situation
from workflow.operations.queries.decisions import DecisionShown, Due, Mandate
from workflow.operations.queries.preparing import Choices
from workflow.references import uncapitalised
from workflow.states import DecisionState, DutyKind, Role

Fact = tuple[str, str]


def mandate_in_words(committee: Committee, delegation: Delegation) -> str:
    """``Regionala utvecklingsnämndens beslut § 89/2023, given till utvecklingsdirektör``."""
    return _(
        "%(ground)s, given till %(post)s",
        ground=ground_words(committee, delegation.ground),
        post=uncapitalised(delegation.post.title),
    )


def mandate_facts(shown: DecisionShown) -> list[Fact]:
    """The ground of the mandate, line by line, back to the committee."""
    mandate, committee = shown.mandate, shown.situation.case.committee
    if mandate is None:
        return []
    delegation = mandate.delegation
    return [
        (_("Delegation"), ground_words(committee, delegation.ground)),
        (_("Nämnden beslutade"), written(delegation.ground.decided_on)),
        *_reference(delegation),
        (_("Gäller"), _valid(delegation)),
        (_("Omfattar"), _scope(delegation)),
        (_("Given till"), _held(delegation.post.title, mandate.holder)),
        *_deputy(mandate),
        *_above(committee, mandate),
        *([(_("Villkor"), delegation.conditions)] if delegation.conditions else []),
    ]


def _reference(delegation: Delegation) -> list[Fact]:
    reference = delegation.ground.reference
    return [(_("Diarienummer för delegationen"), reference)] if reference else []


def _valid(delegation: Delegation) -> str:
    begins = max(delegation.valid_from, delegation.ground.decided_on)
    if delegation.revoked_on:
        return _("återkallad från och med %(day)s", day=delegation.revoked_on)
    if delegation.valid_to:
        return _("från %(first)s till och med %(last)s", first=begins, last=delegation.valid_to)
    return _("från %(first)s och tills vidare", first=begins)


def _scope(delegation: Delegation) -> str:
    if delegation.case_reference:
        return _("ärende %(reference)s", reference=delegation.case_reference)
    return _("ärenden av slaget %(matter)s", matter=delegation.matter or "–")


def _held(post: str, holding: Holding | None) -> str:
    if holding is None:
        return _("%(post)s, som i dag inte innehas av någon", post=post)
    return _("%(post)s, i dag %(name)s", post=post, name=holding.person_name)


def _deputy(mandate: Mandate) -> list[Fact]:
    deputy = mandate.delegation.deputy
    return [(_("Ersättare"), _held(deputy.title, mandate.deputy))] if deputy else []


def _above(committee: Committee, mandate: Mandate) -> list[Fact]:
    if mandate.above is None:
        return []
    said = _(
        "Vidaredelegerat av %(post)s med stöd av %(ground)s",
        post=uncapitalised(mandate.above.post.title),
        ground=uncapitalised(ground_words(committee, mandate.above.ground)),
    )
    return [(_("Kedjan till nämnden"), said)]


def sentences(situation: Situation) -> tuple[str, ...]:
    """The beslutssatser, as they are to stand in the decision."""
    delegation = situation.delegation()
    decides = delegation.post.title if delegation else ""
    return clauses(situation.plans, situation.region.house, decides)


def ball(shown: DecisionShown) -> str:
    """Who has the ball, since when and until which day, in one sentence."""
    situation = shown.situation
    match situation.the_decision().state:
        case DecisionState.DRAFTING:
            return _("%(who)s bereder beslutet.", who=situation.the_decision().drafted_by.name)
        case DecisionState.SUBMITTED:
            return _waits(shown)
        case DecisionState.REFERRED:
            committee = situation.case.committee.name
            return _("Ärendet är hänskjutet. Beslutet fattas av %(who)s.", who=committee)
        case DecisionState.BY_COMMITTEE:
            return _by_committee(situation)
        case DecisionState.DISCARDED:
            return _discarded(shown)
        case _:
            return _decided(situation)


def _by_committee(situation: Situation) -> str:
    decision = situation.the_decision()
    return _(
        "%(who)s beslutade själv den %(day)s, %(paragraph)s.",
        who=capitalised(situation.case.committee.name),
        day=written(decision.decided_on) if decision.decided_on else "",
        paragraph=decision.paragraph,
    )


def _discarded(shown: DecisionShown) -> str:
    last = next(each for each in reversed(shown.happened) if each.step == "discard")
    return _("Utkastet är makulerat av %(who)s: %(reason)s", who=last.who, reason=last.reason)


def _waits(shown: DecisionShown) -> str:
    who = _awaited(shown)
    document_on = shown.situation.the_decision().document_on
    since = written(document_on) if document_on else ""
    due = next((d.due_on for d in shown.due if _is_waited_for(d)), None)
    if due is None:
        return _("Väntar på %(who)s sedan %(since)s.", who=who, since=since)
    last = written(due)
    return _("Väntar på %(who)s sedan %(since)s, senast %(due)s.", who=who, since=since, due=last)


def _awaited(shown: DecisionShown) -> str:
    """The post's holder; where that one is away or has a conflict of interest, the deputy."""
    situation, mandate = shown.situation, shown.mandate
    post = uncapitalised(mandate.delegation.post.title) if mandate else _("beslutsfattaren")
    acting, absence = situation.staff.get(Role.DECIDER), situation.away.get(Role.DECIDER)
    if acting is None or mandate is None:
        return post
    if absence is not None and absence.deputy is not None:
        return _("%(name)s, ersättare för %(post)s,", name=acting.name, post=post)
    return f"{acting.name}, {post},"


def _is_waited_for(due: Due) -> bool:
    return due.kind is DutyKind.DECIDE and due.settled_on is None


def _decided(situation: Situation) -> str:
    decision = situation.the_decision()
    return _(
        "Beslut nr %(number)s fattades %(day)s av %(who)s.",
        number=decision.number,
        day=written(decision.decided_on) if decision.decided_on else "",
        who=decision.decider.name if decision.decider else "",
    )


def proposed_title(choices: Choices, plans: tuple[Plan, ...]) -> str:
    """``Regionalt serviceprogram 2023–2030: Handlingsplan 2023 och 2024``."""
    programme = choices.situation.programme.title
    if not plans:
        return programme
    years = enumerated([str(plan.year) for plan in plans])
    return f"{programme}: Handlingsplan {years}"


def proposed_text(choices: Choices, plans: tuple[Plan, ...]) -> str:
    """What last time's decision said; the first time a few sentences from the register."""
    if choices.last is not None:
        return "\n\n".join(choices.last.text)
    programme, committee = choices.situation.programme, choices.case.committee
    ground = ground_words(committee, programme.adopted)
    years = enumerated([str(plan.year) for plan in plans])
    first = (
        f"{programme.title} är antaget genom {uncapitalised(ground)}, "
        f"{written(programme.adopted.decided_on)}. "
        "Programmet genomförs genom handlingsplaner för ett år i taget."
    )
    second = f"Beslutet gäller handlingsplan för {years}." if plans else ""
    said = "\n\n".join(each for each in (first, second) if each)
    return said.replace("\N{NO-BREAK SPACE}", " ")  # as people type; papers set their own spaces


def day_of_meeting(situation: Situation, on: date) -> date | None:
    """The meeting that is to be told: the notice's own, else the next that takes papers."""
    notice = situation.notice
    if notice and notice.meeting:
        return notice.meeting.held_on
    ahead = [meeting.held_on for meeting in situation.meetings if meeting.stop_on >= on]
    return min(ahead, default=None)
