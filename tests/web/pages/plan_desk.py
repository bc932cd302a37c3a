"""A plan in drafting, as the tests of its pages meet it."""

from datetime import date

from tests.operations import walking as w
from tests.operations.reading import rows
from tests.web.pages.site import Client, Site
from workflow.operations.queries import drafts
from workflow.store import tables as t

HOSTILE = '<script>alert("x")</script>'


class Desk:
    """A plan of 2023 in drafting, and its officer."""

    def __init__(self, site: Site) -> None:
        self.site = site
        site.at("2023-09-02")
        self.plan_id = w.opened(site.world)
        self.url = f"/planer/{self.plan_id}"
        self.next = f"/arenden/{site.world.case_id}/planer/ny?fran={self.plan_id}"

    def client(self, who: str = "officer") -> Client:
        return self.site.client(who)

    def measures(self, plan_id: int | None = None) -> list[str]:
        found = drafts.draft(self.site.office, plan_id or self.plan_id, date(2023, 9, 2))
        return [measure.key for measure in found.measures]

    def plans(self) -> list[tuple[int, str]]:
        return [(each.year, each.title) for each in rows(self.site.office.engine, t.plan)]
