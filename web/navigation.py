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

    @property
    def noun(self) -> str:
        """The blueprint, so that the menu also marks a page below the one it leads to."""
        return self.endpoint.partition(".")[0]


MENU = (
    Item("start.mine", _l("Mina ärenden")),
    Item("cases.index", _l("Alla ärenden")),
    Item("committee.meetings", _l("Sammanträden")),
    Item("dispatch.index", _l("Expediering")),
    Item("follow_up.overview", _l("Uppföljning")),
    Item("registers.index", _l("Register")),
    Item("record.index", _l("Logg")),
    Item("public.decisions", _l("Beslut"), signed_in=False),
    Item("public.genuine", _l("Är papperet äkta?"), signed_in=False),
    Item("sign_in.form", _l("Logga in"), signed_in=False),
)


def items(rights: frozenset[Right]) -> tuple[Item, ...]:
    """The menu of somebody with these rights: only pages that the table of access opens."""
    inside = Right.SIGNED_IN in rights
    return tuple(item for item in MENU if item.signed_in == inside and may(item.endpoint, rights))
