"""Sentences that are Swedish whatever language their page is in, and say so to the browser.

The rules give their reasons in Swedish. On an English page a screen reader must know that, to read
them with Swedish sounds (WCAG 2.2, 3.1.2).
"""

from markupsafe import Markup

from web.i18n import SWEDISH, language
from workflow import reasons
from workflow.refusals import Refusal


class Swedish(str):
    """A Swedish sentence: text like any other, marked with its language where a page shows it."""

    __slots__ = ()

    def __html__(self) -> Markup:
        shown = Markup("{}") if language() == SWEDISH else Markup('<span lang="sv">{}</span>')
        return shown.format(str(self))


def sentence(refusal: Refusal) -> Swedish:
    """Why something is refused, or what is missing."""
    return Swedish(reasons.sentence(refusal))
