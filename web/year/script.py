"""The script of a year-run: every act of a case file in the order of the clock."""

from web.year.decision_acts import decision_acts
from web.year.drafting_acts import drafting_acts
from web.year.follow_up_acts import follow_up_acts
from web.year.stage import Act, Stage


def acts_of(stage: Stage) -> list[Act]:
    """Every act of the file; the sort is stable, so the file's order settles a tie."""
    acts = [act for plan in stage.file.plans for act in drafting_acts(stage, plan)]
    for number, decision in enumerate(stage.file.decisions):
        acts += decision_acts(stage, number, decision)
    acts += [act for plan in stage.file.plans for act in follow_up_acts(stage, plan)]
    return sorted(acts, key=lambda act: act.at)
