"""A measure of a plan in drafting, as the tests of its pages write it."""

from dataclasses import replace
from datetime import date

from tests.operations import walking as w
from tests.web.pages.site import Client, Site
from workflow.facts import Measure
from workflow.operations import drafting
from workflow.operations.queries import drafts

HOSTILE = '<script>alert("x")</script>'
DAY = date(2023, 9, 2)


class Desk:
    """A plan of 2023 in drafting, its first measure, and its officer."""

    def __init__(self, site: Site) -> None:
        self.site = site
        site.at("2023-09-02", 14, 8)
        self.plan_id = w.opened(site.world)
        self.plan = f"/planer/{self.plan_id}"
        self.id = self.measure().id
        self.url, self.new = f"{self.plan}/insatser/{self.id}", f"{self.plan}/insatser/ny"
        self.owner = f"person:{site.world.people['officer']}"
        self.place = f"measure:{self.plan_id}:{self.id}"

    def client(self, who: str = "officer") -> Client:
        return self.site.client(who)

    def measures(self) -> tuple[Measure, ...]:
        return drafts.draft(self.site.office, self.plan_id, DAY).measures

    def measure(self, key: str = "own-2023") -> Measure:
        return next(each for each in self.measures() if each.key == key)

    def change(self, **changed: str) -> None:
        """Somebody else writes the measure."""
        at = self.site.clock.at
        measure = replace(self.measure(), **changed)  # type: ignore[arg-type]  # texts only
        officer = self.site.world.actor("officer", at)
        drafting.write_measure(self.site.office, self.plan_id, measure, officer, at)
