"""What the people of the demonstration do with a case, each as the year-run's acts do it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from web.year.decision_acts import attachment
from web.year.stage import Act, Stage
from workflow.carrying import carry_over, proposed
from workflow.casefile.days import When
from workflow.casefile.plans import REGION
from workflow.facts import Actor, DraftText, Measure, Outcome, OutcomeStatus, Target
from workflow.operations import (
    deciding,
    dispatching,
    drafting,
    following_up,
    looking,
    notifying,
    preparing,
)
from workflow.operations.looking import Bearer
from workflow.operations.steps import Done
from workflow.states import Role
from workflow.store import measures, people
from workflow.store.engine import reading
from workflow.year import add_working_days

Doing = Callable[[Actor, datetime], Done]
TEN, AFTERNOON = time(10), time(15)


# What the case file's own decision says of its plans; later decisions are about others.
_ITS_PLANS = "Planerna för 2023 och 2024"


def _about(text: tuple[str, ...], years: tuple[int, ...]) -> tuple[str, ...]:
    plans = "Planen" if len(years) == 1 else "Planerna"
    said = f"{plans} för {' och '.join(map(str, years))}"
    return tuple(each.replace(_ITS_PLANS, said) for each in text)


class Doings:
    """The acts of one case on a stage; ``years`` name its plans, ``number`` its decisions."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.office = stage.office
        self.plans = stage.ids.plans
        self.decisions = stage.decisions
        self.file = stage.file.decisions[0]
        self.officer = stage.file.case.officer
        self.director = self.file.decided_by
        self.secretary = stage.with_role("secretary")
        self.registrar = stage.with_role("registrar")

    def by(self, who: str, day: date, what: str, do: Doing, clock: time = TEN) -> Act:
        return self.stage.by(who, When(day, clock), what, do)

    def measures_of(self, plan_id: int) -> tuple[Measure, ...]:
        with reading(self.office.engine) as connection:
            return measures.of_plans(connection, [plan_id], people.parties(connection))[plan_id]

    # ---- drafting ------------------------------------------------------------------------------

    def opens(self, year: int, day: date, title: str, last: Callable[[], int]) -> Act:
        """The officer opens a plan from the measures of the plan that ``last`` names."""

        def do(actor: Actor, at: datetime) -> Done:
            old = self.measures_of(last())
            choices = {measure.id: proposed(measure) for measure in old}
            carried = carry_over(old, choices, year - 1, year).measures
            case_id = self.stage.ids.case_id
            done = drafting.open_plan(self.office, case_id, year, title, actor, at, carried)
            self.plans[year] = done.situation.plans[0].id
            return done

        return self.by(self.officer, day, f"öppnar handlingsplan {year}", do)

    def circulates(self, year: int, day: date, answer_by: date) -> Act:
        def do(actor: Actor, at: datetime) -> Done:
            return drafting.circulate(self.office, self.plans[year], answer_by, actor, at)

        return self.by(self.officer, day, f"skickar handlingsplan {year} på samråd", do)

    def answers(self, year: int, party: str, day: date, opinion: str) -> Act:
        def do(bearer: Bearer, at: datetime) -> Done:
            return drafting.answer(self.office, self.plans[year], opinion, bearer.actor, at)

        meant = partial(self._is_for_plan, year, Role.MEMBER)
        return self.stage.by_link(party, When(day), f"svarar på samrådet om {year}", meant, do)

    def _is_for_plan(self, year: int, role: Role, bearer: Bearer) -> bool:
        return bearer.plan_id == self.plans[year] and role in bearer.actor.roles

    # ---- deciding ------------------------------------------------------------------------------

    def prepares(self, number: int, years: tuple[int, ...], title: str, day: date) -> Act:
        def do(actor: Actor, at: datetime) -> Done:
            plan_ids = tuple(self.plans[year] for year in years)
            delegation = self.stage.ids.delegations[self.file.delegation]
            to = self.file.dispatch_to
            said = _about(self.file.text, years)
            text = DraftText(title, said, delegation, to, new_direction=False)
            minutes = attachment(self.stage, self.file.basis[0])
            basis: tuple[preparing.Attachment | int, ...] = (minutes, *plan_ids)
            draft = preparing.Draft(self.file.matter, text, plan_ids, basis)
            done = preparing.prepare(self.office, self.stage.ids.case_id, draft, actor, at)
            self.decisions[number] = done.subject_id
            return done

        return self.by(self.officer, day, f"bereder ”{title}”", do)

    def submits(self, number: int, day: date) -> Act:
        def do(actor: Actor, at: datetime) -> Done:
            return preparing.submit(self.office, self.decisions[number], actor, at)

        return self.by(self.officer, day, "lämnar ärendet för beslut", do)

    def decides(self, number: int, day: date) -> Act:
        def do(actor: Actor, at: datetime) -> Done:
            shown = looking.papers_shown(self.office, self.decisions[number])
            seen = frozenset(paper.sha256 for paper in shown)
            return deciding.decide(self.office, self.decisions[number], seen, actor, at)

        return self.by(self.director, day, "beslutar", do, AFTERNOON)

    # ---- dispatch and notice -------------------------------------------------------------------

    def dispatches(self, number: int, day: date, recipients: tuple[str, ...]) -> Iterator[Act]:
        """The registrar dispatches, and every recipient confirms the day after."""

        def dispatch(actor: Actor, at: datetime) -> Done:
            return dispatching.dispatch(self.office, self.decisions[number], actor, at)

        def confirm(bearer: Bearer, at: datetime) -> Done:
            return dispatching.acknowledge(self.office, self.decisions[number], bearer.actor, at)

        def meant(bearer: Bearer) -> bool:
            return bearer.decision_id == self.decisions[number]

        yield self.by(self.registrar, day, "expedierar utdrag", dispatch)
        for minute, party in enumerate(recipients, 1):
            when = When(day + timedelta(days=1), time(8, minute))
            yield self.stage.by_link(party, when, "kvitterar utdraget", meant, confirm)

    def notes(self, number: int, held_on: date, paragraph: str) -> Iterator[Act]:
        """The secretary notes the meeting, the adjustment, the posting and legal force."""
        adjusted, posted = held_on + timedelta(days=7), held_on + timedelta(days=8)
        in_force = add_working_days(posted + timedelta(days=23), 1)
        place = self.file.notice.place

        def notify(actor: Actor, at: datetime) -> Done:
            return notifying.notify(self.office, self.decisions[number], paragraph, actor, at)

        def adjust(actor: Actor, at: datetime) -> Done:
            return notifying.adjust(self.office, self.decisions[number], adjusted, actor, at)

        def post(actor: Actor, at: datetime) -> Done:
            decision_id = self.decisions[number]
            return notifying.post(self.office, decision_id, posted, place, actor, at)

        def confirm(actor: Actor, at: datetime) -> Done:
            return notifying.gain_force(self.office, self.decisions[number], actor, at)

        what = f"anmäler beslutet, {paragraph}"
        yield self.by(self.secretary, held_on, what, notify, AFTERNOON)
        yield self.by(self.secretary, adjusted, "antecknar justeringen", adjust)
        yield self.by(self.secretary, posted, "antecknar anslaget", post)
        yield self.by(self.secretary, in_force, "bekräftar laga kraft", confirm)

    # ---- follow-up -----------------------------------------------------------------------------

    def outcomes(self, year: int, parties: tuple[str, ...], day: date) -> Iterator[Act]:
        """The region and then each responsible organisation tells how its measures went."""

        def own(actor: Actor, at: datetime) -> Done:
            return self._reports(year, REGION, actor, at)

        yield self.by(self.officer, day, f"lämnar utfall för {year}", own)
        for minute, party in enumerate(parties, 1):
            yield self.stage.by_link(
                party,
                When(day, time(11, minute)),
                f"lämnar utfall för {year}",
                partial(self._is_for_plan, year, Role.RESPONSIBLE),
                partial(self._reports_by_link, year, party),
            )

    def _reports_by_link(self, year: int, party: str, bearer: Bearer, at: datetime) -> Done:
        return self._reports(year, party, bearer.actor, at)

    def _reports(self, year: int, party: str, actor: Actor, at: datetime) -> Done:
        plan_id, mine = self.plans[year], self.stage.ids.parties[party].id
        values = tuple(
            (target.id, _reached(target))
            for measure in self.measures_of(plan_id)
            if measure.responsible and measure.responsible.id == mine
            for target in measure.targets
        )
        return following_up.report_outcomes(self.office, plan_id, values, actor, at)

    def reports(self, year: int) -> Iterator[Act]:
        """Follow-up closed, the agency and the committee told, the plan closed."""
        after = partial(date, year + 1)
        receipt = f"Bekräftelse den 11 mars {year + 1}"

        def close_follow_up(actor: Actor, at: datetime) -> Done:
            return following_up.close_follow_up(self.office, self.plans[year], actor, at)

        def agency(actor: Actor, at: datetime) -> Done:
            return following_up.report_agency(self.office, self.plans[year], actor, at, receipt)

        def committee(actor: Actor, at: datetime) -> Done:
            return following_up.report_committee(self.office, self.plans[year], actor, at)

        def close(actor: Actor, at: datetime) -> Done:
            return following_up.close(self.office, self.plans[year], actor, at)

        about = f"handlingsplan {year}"
        yield self.by(
            self.officer, after(2, 10), f"avslutar uppföljningen av {about}", close_follow_up
        )
        yield self.by(self.officer, after(3, 10), f"rapporterar {about} till myndigheten", agency)
        yield self.by(
            self.officer, after(3, 12), f"återrapporterar {about} till nämnden", committee
        )
        yield self.by(self.registrar, after(5, 15), f"avslutar {about}", close)


def _reached(target: Target) -> Outcome:
    """A target in second place falls a little short, so that there is something to see."""
    goal = Decimal(1) if target.goal is None else target.goal
    if target.position % 2 == 0 and goal > 2:
        value = (goal * Decimal("0.7")).to_integral_value()
        lesson = "Börja tidigare på året."
        return Outcome(value, OutcomeStatus.PARTLY, "Arbetet fortsätter nästa år.", lesson)
    return Outcome(goal, OutcomeStatus.REACHED, "Genomfört enligt planen.")
