"""The public register: only what is decided, people named only where they may be, what counts."""

from datetime import date

import pytest

from tests.operations import walking as w
from tests.operations.builders import World, when
from workflow.operations import deciding, notifying
from workflow.operations.queries import genuine, public, public_decision
from workflow.operations.queries.public import Decided, Number, Sought
from workflow.orders import EDITABLE
from workflow.refusals import NotFound
from workflow.states import AppealOutcome, NoticeState, PaperKind

FIRST = Number("RUN", 1, 2023)


def found(world: World, sought: Sought = Sought(), *, names: bool = True) -> tuple[Decided, ...]:  # noqa: B008  # frozen
    return public.decided(world.office, sought, 50, with_names=names)[0]


def test_what_is_on_its_way_is_not_public(world: World) -> None:
    w.submitted(world)
    assert public.decided(world.office, Sought(), 50, with_names=True) == ((), 0)
    with pytest.raises(NotFound):
        public_decision.one(world.office, FIRST, with_names=True)


def test_a_decision_is_listed_with_post_and_plans(world: World) -> None:
    w.decided(world)
    (decided,) = found(world)
    assert (decided.number, decided.post) == (FIRST, "Regional utvecklingsdirektör")
    assert decided.plans == ("Handlingsplan 2023", "Handlingsplan 2024")
    assert decided.decider == "Magnus Aspegren"


def test_without_names_nobody_is_named_and_no_text_or_paper_is_shown(world: World) -> None:
    w.decided(world)
    (decided,) = found(world, names=False)
    whole = public_decision.one(world.office, FIRST, with_names=False)
    assert (decided.decider, whole.decided.decider) == ("", "")
    assert (whole.text, whole.papers) == ((), ())
    assert decided.post == "Regional utvecklingsdirektör"


SOUGHT = [
    (Sought("handlingsplan"), 1),
    (Sought("HANDLINGSPLAN 2024"), 1),
    (Sought("run/536/2021"), 1),
    (Sought("1/2023"), 1),
    (Sought("2/2023"), 0),
    (Sought("%"), 0),
    (Sought("_"), 0),
    (Sought(year=2023), 1),
    (Sought(year=2024), 0),
    (Sought(committee="HSN"), 0),
]


@pytest.mark.parametrize(("sought", "count"), SOUGHT)
def test_decisions_are_sought(world: World, sought: Sought, count: int) -> None:
    w.decided(world)
    assert len(found(world, sought)) == count


def test_the_list_is_cut_into_pages_and_counted_whole(world: World) -> None:
    w.decided(world)
    w.decided(world, (2025,), world.another_case("RUN/600/2021"))
    page, total = public.decided(world.office, Sought(), 1, 1, with_names=True)
    assert ([each.number for each in page], total) == ([FIRST], 2)


def test_the_papers_are_the_decision_and_the_adopted_plans(world: World) -> None:
    w.decided(world)
    papers = public_decision.one(world.office, FIRST, with_names=True).papers
    assert [paper.kind for paper in papers] == [
        PaperKind.DELEGATIONSBESLUT,
        PaperKind.HANDLINGSPLAN,
        PaperKind.HANDLINGSPLAN,
    ]
    assert EDITABLE not in {paper.media_type for paper in papers}


def test_the_notice_says_how_far_it_has_come(world: World) -> None:
    matter = w.decided(world)
    before = public_decision.one(world.office, FIRST, with_names=True).notice
    assert before is not None
    assert before.state is NoticeState.PENDING
    w.in_force(matter)
    after = public_decision.one(world.office, FIRST, with_names=True).notice
    assert after is not None
    assert (after.paragraph, after.in_force_on) == ("§ 187/2023", date(2023, 12, 21))


def test_a_correction_is_told_and_its_paper_is_public(world: World) -> None:
    matter = w.decided(world)
    director = world.actor("director", w.DISPATCHED)
    deciding.correct(world.office, matter.decision_id, "Skrivfel.", director, w.DISPATCHED)
    (decided,) = found(world)
    assert decided.corrected_on == date(2023, 10, 25)
    papers = public_decision.one(world.office, FIRST, with_names=True).papers
    assert papers[-1].kind is PaperKind.RATTELSE


def test_a_decision_that_is_repealed_is_listed_with_the_day(world: World) -> None:
    matter = w.decided(world)
    paper = public_decision.one(world.office, FIRST, with_names=True).papers[0]
    at = when("2024-02-06")
    ended = notifying.Ended(date(2024, 2, 5), AppealOutcome.REPEALED)
    secretary = world.actor("secretary", at)
    notifying.repeal(world.office, matter.decision_id, ended, "Utan stöd.", secretary, at)
    (decided,) = found(world)
    whole = public_decision.one(world.office, FIRST, with_names=True)
    assert decided.repealed_on == whole.decided.repealed_on == date(2024, 2, 5)
    use = genuine.use_of(world.office, paper.sha256)
    assert use is not None
    assert use.repealed_on == date(2024, 2, 5)


def test_a_paper_is_known_by_its_checksum_with_its_decision(world: World) -> None:
    matter = w.decided(world)
    paper = public_decision.one(world.office, FIRST, with_names=True).papers[0]
    use = genuine.use_of(world.office, paper.sha256)
    assert use is not None
    assert (use.decision, use.current, use.corrected_on) == (FIRST, True, None)
    director = world.actor("director", w.DISPATCHED)
    deciding.correct(world.office, matter.decision_id, "Skrivfel.", director, w.DISPATCHED)
    since = genuine.use_of(world.office, paper.sha256)
    assert since is not None
    assert since.corrected_on == date(2023, 10, 25)


def test_a_paper_of_something_undecided_names_no_decision(world: World) -> None:
    matter = w.submitted(world)
    use = genuine.use_of(world.office, min(matter.seen()))
    assert use is not None
    assert (use.decision, use.reference) == (None, "RUN/536/2021")


def test_a_checksum_of_no_paper_is_unknown(world: World) -> None:
    assert genuine.use_of(world.office, "0" * 64) is None
    assert genuine.known(world.office, "0" * 64) is None
