"""Charts of a year's figures: how the targets ended, and where the money comes from."""

from web.charts import Bars
from web.i18n import _
from workflow.figures import Figures, Line


def by_area(figures: Figures) -> Bars:
    """Reached targets of all targets, area by area."""
    return _reached(_("Uppfyllda mål per insatsområde"), figures, figures.areas)


def by_organisation(figures: Figures) -> Bars:
    """Reached targets of all targets, organisation by organisation."""
    return _reached(_("Uppfyllda mål per organisation"), figures, figures.organisations)


def _reached(title: str, figures: Figures, lines: tuple[Line, ...]) -> Bars:
    return Bars(
        title=title,
        description=_(
            "Av %(total)s mål är %(reached)s uppfyllda.",
            total=figures.total.total,
            reached=figures.total.reached,
        ),
        unit=_("antal"),
        items=tuple((line.name, line.count.reached, line.count.total) for line in lines),
    )


def of_money(figures: Figures) -> Bars:
    """The planned money, source by source."""
    return Bars(
        title=_("Planerad finansiering per källa"),
        description=_("Sammanlagt %(sum)s kronor.", sum=figures.funded),
        unit=_("kronor"),
        items=tuple((source, amount, None) for source, amount in figures.funding.items()),
    )
