"""The navigation: which pages the menu leads to, by what a person may meet."""

from dataclasses import dataclass

from web.access import may
from web.i18n import lazy as _l
from web.rights import Right


@dataclass(frozen=True)
class Item:
    """A link of the menu: its page, its words, and whether it is for those who are signed in."""

    endpoint: str
    text: str
    signed_in: bool = True
    below: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()

    def holds(self, endpoint: str) -> bool:
        """Whether the page lies below the one that the link leads to.

        That is every page of its noun and of those ``below``; or, where two links share a noun,
        the pages that are the link's ``alone``.
        """
        if self.alone:
            return endpoint == self.endpoint or endpoint in self.alone
        noun = endpoint.partition(".")[0]
        return noun in self.below or noun == self.endpoint.partition(".")[0]


_OF_A_CASE = frozenset({"plans", "measures", "rounds", "decisions", "deciding", "members"})
_A_DECISION, _A_VERDICT = frozenset({"public.decision"}), frozenset({"public.by_checksum"})
MENU = (
    Item("start.mine", _l("Mina ärenden")),
    Item("cases.index", _l("Alla ärenden"), below=_OF_A_CASE),
    Item("committee.meetings", _l("Sammanträden")),
    Item("dispatch.index", _l("Expediering")),
    Item("follow_up.overview", _l("Uppföljning")),
    Item("registers.index", _l("Register")),
    Item("record.index", _l("Logg")),
    Item("operation.show", _l("Drift")),
    Item("public.decisions", _l("Beslut"), signed_in=False, alone=_A_DECISION),
    Item("public.genuine", _l("Är papperet äkta?"), signed_in=False, alone=_A_VERDICT),
    Item("sign_in.form", _l("Logga in"), signed_in=False),
)


def items(rights: frozenset[Right]) -> tuple[Item, ...]:
    """The menu of somebody with these rights: only pages that the table of access opens."""
    inside = Right.SIGNED_IN in rights
    return tuple(item for item in MENU if item.signed_in == inside and may(item.endpoint, rights))
