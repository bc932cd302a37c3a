"""The acts of a case file: who does what at which instant, in the order of the clock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from mimetypes import guess_type
from pathlib import Path

from web.year.establish import Registered
from workflow.casefile import model as m
from workflow.casefile.days import When
from workflow.casefile.decisions import BY_LINK
from workflow.casefile.plans import REGION
from workflow.facts import (
    Actor,
    DraftText,
    Funding,
    Measure,
    Outcome,
    Target,
)
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    looking,
    notifying,
    preparing,
)
from workflow.operations.office import Office
from workflow.operations.steps import Done
from workflow.refusals import NotFound
from workflow.states import LetterKind

AFTERNOON = time(15, 0)


@dataclass(frozen=True)
class Act:
    """One thing that somebody does: the Swedish words for it, and the doing."""

    at: datetime
    what: str
    who: str
    do: Callable[[], Done]


class Script:
    """Turns one case file into acts on one office."""

    def __init__(self, office: Office, file: m.CaseFile, folder: Path, ids: Registered) -> None:
        self.office = office
        self.file = file
        self.folder = folder
        self.ids = ids
        self.decisions: dict[int, int] = {}

    def acts(self) -> list[Act]:
        """Every act of the file; the sort is stable, so the file's order settles a tie."""
        acts = [act for plan in self.file.plans for act in self._drafting(plan)]
        acts += [a for n, d in enumerate(self.file.decisions) for a in self._decision(n, d)]
        acts += [act for plan in self.file.plans for act in self._following_up(plan)]
        return sorted(acts, key=lambda act: act.at)

    def _at(self, when: When) -> datetime:
        return when.at(self.office.time_zone)

    def _person(self, key: str, at: datetime) -> Actor:
        return looking.actor(self.office, self.ids.persons[key], at)

    def _by(self, key: str, when: When, what: str, do: Callable[[Actor, datetime], Done]) -> Act:
        """An act by a person of the office, who acts with the roles of that day."""
        at = self._at(when)
        name = next(person.name for person in self.file.persons if person.key == key)
        return Act(at, what, name, lambda: do(self._person(key, at), at))

    def _by_link(
        self,
        party: str,
        when: When,
        what: str,
        kind: LetterKind,
        do: Callable[[looking.Bearer, datetime], Done],
    ) -> Act:
        """An act by an organisation, through the personal link in the letter that it has got."""
        at, email = self._at(when), self.ids.parties[party].email

        def act() -> Done:
            kinds = (kind.value, LetterKind.REMINDER.value)
            token = looking.token_in_letter(self.office, email, kinds)
            if token is None:
                raise NotFound(f"link to {party}")
            return do(looking.bearer(self.office, token, at), at)

        return Act(at, what, self.ids.parties[party].name, act)

    # Drafting

    def _drafting(self, plan: m.Plan) -> Iterator[Act]:
        officer, year = self.file.case.officer, plan.year

        def open_(actor: Actor, at: datetime) -> Done:
            measures = [self._measure(each, n) for n, each in enumerate(plan.measures, 1)]
            done = drafting.open_plan(
                self.office, self.ids.case_id, year, plan.title, actor, at, measures
            )
            self.ids.plans[year] = done.situation.plans[0].id
            return done

        yield self._by(officer, plan.opened_on, f"öppnar handlingsplan {year}", open_)
        if plan.circulated_on is None or plan.answer_by is None:
            return
        answer_by = plan.answer_by
        yield self._by(
            officer,
            plan.circulated_on,
            f"skickar handlingsplan {year} på samråd",
            lambda actor, at: drafting.circulate(
                self.office, self.ids.plans[year], answer_by, actor, at
            ),
        )
        for answer in plan.answers:
            yield self._answer(year, answer)

    def _answer(self, year: int, answer: m.Answer) -> Act:
        def do(bearer: looking.Bearer, at: datetime) -> Done:
            plan_id = self.ids.plans[year]
            return drafting.answer(self.office, plan_id, answer.opinion, bearer.actor, at)

        what = f"svarar på samrådet om {year}"
        return self._by_link(answer.party, answer.on, what, LetterKind.CIRCULATION, do)

    def _measure(self, measure: m.Measure, position: int) -> Measure:
        carried = measure.carried_from
        before = looking.measure_ids(self.office, self.ids.plans[carried.year]) if carried else {}
        return Measure(
            id=0,
            key=measure.key,
            position=position,
            area=measure.area,
            activity=measure.activity,
            purpose=measure.purpose,
            responsible=self.ids.parties[measure.responsible],
            responsible_person=measure.responsible_person,
            participants=measure.participants,
            starts_on=measure.starts_on,
            ends_on=measure.ends_on,
            funding=tuple(Funding(each.amount, each.source) for each in measure.funding),
            sustainability=measure.sustainability or "",
            targets=tuple(_target(each, n) for n, each in enumerate(measure.targets, 1)),
            carried_from=before[carried.key] if carried else None,
            choice=measure.choice,
        )

    # Deciding, and what follows from it side by side

    def _decision(self, number: int, decision: m.Decision) -> Iterator[Act]:
        officer, office = self.file.case.officer, self.office
        years = " och ".join(map(str, decision.plans))

        def prepare(actor: Actor, at: datetime) -> Done:
            draft = self._draft(decision)
            done = preparing.prepare(office, self.ids.case_id, draft, actor, at)
            self.decisions[number] = done.subject_id
            return done

        def decide(actor: Actor, at: datetime) -> Done:
            decision_id = self.decisions[number]
            shown = looking.papers_shown(office, decision_id)
            seen = frozenset(paper.sha256 for paper in shown)
            reason = decision.deputy_reason or ""
            return deciding.decide(office, decision_id, seen, actor, at, reason)

        yield self._by(officer, decision.prepared_on, f"bereder beslut om {years}", prepare)
        yield self._by(
            officer,
            decision.submitted_on,
            "lämnar ärendet för beslut",
            lambda actor, at: preparing.submit(office, self.decisions[number], actor, at),
        )
        yield self._by(decision.decided_by, decision.decided_on, "beslutar", decide)
        yield from self._dispatch(number, decision)
        yield from self._notice(number, decision.notice)

    def _draft(self, decision: m.Decision) -> preparing.Draft:
        text = DraftText(
            decision.title,
            decision.text,
            self.ids.delegations[decision.delegation],
            decision.dispatch_to,
            decision.new_direction,
        )
        return preparing.Draft(
            matter=decision.matter,
            text=text,
            plan_ids=tuple(self.ids.plans[year] for year in decision.plans),
            basis=tuple(self._basis(item) for item in decision.basis),
        )

    def _basis(self, item: m.Basis) -> preparing.Attachment | int:
        if item.plan is not None:
            return self.ids.plans[item.plan]
        if item.title is None or item.dated_on is None or item.file is None:
            raise LookupError("the case file was read without its checks")
        path = self.folder / item.file
        media_type = guess_type(path.name)[0] or "application/octet-stream"
        content = path.read_bytes()
        return preparing.Attachment(item.title, item.dated_on, path.name, media_type, content)

    def _dispatch(self, number: int, decision: m.Decision) -> Iterator[Act]:
        registrar = self._with_role("registrar")
        yield self._by(
            registrar,
            decision.dispatched_on,
            "expedierar utdrag",
            lambda actor, at: dispatching.dispatch(self.office, self.decisions[number], actor, at),
        )
        for each in decision.acknowledgements:
            if each.how == BY_LINK:
                yield self._by_link(
                    each.party, each.on, "kvitterar utdraget", LetterKind.UTDRAG, self._confirm
                )
            else:
                yield self._confirmed_otherwise(number, each)

    def _confirm(self, bearer: looking.Bearer, at: datetime) -> Done:
        if bearer.decision_id is None:
            raise NotFound("decision of the link")
        return dispatching.acknowledge(self.office, bearer.decision_id, bearer.actor, at)

    def _confirmed_otherwise(self, number: int, each: m.Acknowledgement) -> Act:
        party = self.ids.parties[each.party]
        return self._by(
            each.by or self._with_role("registrar"),
            each.on,
            f"antecknar kvittens från {party.name} ({each.how})",
            lambda actor, at: dispatching.acknowledge_otherwise(
                self.office, self.decisions[number], party.id, each.how, actor, at
            ),
        )

    def _notice(self, number: int, notice: m.Notice) -> Iterator[Act]:
        secretary, office = self._with_role("secretary"), self.office

        def posted(actor: Actor, at: datetime) -> Done:
            day, place = notice.posted_on.day, notice.place
            return notifying.post(office, self.decisions[number], day, place, actor, at)

        yield self._by(
            secretary,
            When(notice.meeting, AFTERNOON),
            f"anmäler beslutet, {notice.paragraph}",
            lambda actor, at: notifying.notify(
                office, self.decisions[number], notice.paragraph, actor, at
            ),
        )
        yield self._by(
            secretary,
            notice.adjusted_on,
            "antecknar justeringen",
            lambda actor, at: notifying.adjust(
                office, self.decisions[number], notice.adjusted_on.day, actor, at
            ),
        )
        yield self._by(secretary, notice.posted_on, "antecknar anslaget", posted)
        yield self._by(
            secretary,
            notice.in_force_on,
            "bekräftar laga kraft",
            lambda actor, at: notifying.gain_force(office, self.decisions[number], actor, at),
        )

    def _with_role(self, role: str) -> str:
        """The first person of the file with the role; the file's checks see that there is one."""
        return next(each.person for each in self.file.roles if each.role == role)

    # Following up

    def _following_up(self, plan: m.Plan) -> Iterator[Act]:
        officer, office, year = self.file.case.officer, self.office, plan.year
        yield from self._outcomes(plan)
        yield self._by(
            officer,
            plan.follow_up_closed_on,
            f"avslutar uppföljningen av {year}",
            lambda actor, at: following_up.close_follow_up(office, self.ids.plans[year], actor, at),
        )
        yield self._by(
            officer,
            plan.agency_reported_on,
            f"rapporterar {year} till myndigheten",
            lambda actor, at: following_up.report_agency(
                office, self.ids.plans[year], actor, at, plan.receipt or ""
            ),
        )
        yield self._by(
            officer,
            plan.committee_reported_on,
            f"återrapporterar {year} till nämnden",
            lambda actor, at: following_up.report_committee(
                office, self.ids.plans[year], actor, at
            ),
        )
        if plan.closed_on is not None:
            yield self._by(
                self._with_role("registrar"),
                plan.closed_on,
                f"avslutar handlingsplan {year}",
                lambda actor, at: following_up.close(office, self.ids.plans[year], actor, at),
            )

    def _outcomes(self, plan: m.Plan) -> Iterator[Act]:
        """One act for each organisation and time: it reports all outcomes that it has then."""
        told = [
            (measure.responsible, target.outcome.on, measure.key, position, target.outcome)
            for measure in plan.measures
            for position, target in enumerate(measure.targets, 1)
        ]
        told.sort(key=lambda each: (each[0], each[1]))
        for (party, when), each in groupby(told, key=lambda each: (each[0], each[1])):
            outcomes = {(key, position): outcome for _, _, key, position, outcome in each}
            yield self._reported(plan.year, party, when, outcomes)

    def _reported(
        self, year: int, party: str, when: When, outcomes: dict[tuple[str, int], m.Outcome]
    ) -> Act:
        def report(actor: Actor, at: datetime) -> Done:
            plan_id = self.ids.plans[year]
            ids = looking.target_ids(self.office, plan_id)
            given = tuple((ids[key], _outcome(outcome)) for key, outcome in outcomes.items())
            return following_up.report_outcomes(self.office, plan_id, given, actor, at)

        what = f"lämnar utfall för {year}"
        if party == REGION:
            return self._by(self.file.case.officer, when, what, report)
        return self._by_link(
            party, when, what, LetterKind.OUTCOME_REQUEST, lambda b, at: report(b.actor, at)
        )


def _target(target: m.Target, position: int) -> Target:
    return Target(
        id=0,
        position=position,
        level=target.level,
        text=target.text,
        indicator=target.indicator,
        unit=target.unit,
        baseline=target.baseline,
        goal=target.goal,
        source=target.source or "",
    )


def _outcome(outcome: m.Outcome) -> Outcome:
    return Outcome(
        value=outcome.value,
        status=outcome.status,
        comment=outcome.comment or "",
        lesson=outcome.lesson or "",
        missing_reason=outcome.missing_reason or "",
    )
