"""The public decisions as feeds: Atom, and JSON Feed 1.1."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from web.i18n import _
from workflow.operations.queries.public import Decided, Number

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Feed:
    """What a feed is about: whose decisions, where they stand, and the newest of them."""

    owner: str
    base_url: str
    decisions: Sequence[Decided]

    @property
    def title(self) -> str:
        return _("Beslut på delegation: %(owner)s", owner=self.owner)

    def address(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}{path}"

    def page(self, number: Number) -> str:
        return self.address(quote(page_path(number)))

    def id_of(self, decided: Decided) -> str:
        """The same for good, wherever the pages come to stand (RFC 4151)."""
        path = quote(page_path(decided.number))
        return f"tag:{self._authority},{decided.decided_on.isoformat()}:{path}"

    @property
    def own_id(self) -> str:
        return f"tag:{self._authority},2023-01-01:/beslut"

    @property
    def _authority(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"


def page_path(number: Number) -> str:
    """Where a decision stands for good: ``/beslut/RUN/12-2023``."""
    return f"/beslut/{number.committee}/{number.serial}-{number.year}"


def atom(feed: Feed) -> bytes:
    """The feed as Atom (RFC 4287)."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "sv"})
    _text(root, "id", feed.own_id)
    _text(root, "title", feed.title)
    newest = max((changed(each) for each in feed.decisions), default=_BEGINNING)
    _text(root, "updated", _instant(newest))
    SubElement(root, "link", rel="self", href=feed.address("/beslut.atom"))
    SubElement(root, "link", rel="alternate", href=feed.address("/beslut"))
    _text(SubElement(root, "author"), "name", feed.owner)
    for decided in feed.decisions:
        _entry(root, feed, decided)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: Element, feed: Feed, decided: Decided) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", feed.id_of(decided))
    _text(entry, "title", title_of(decided))
    _text(entry, "published", _instant(decided.decided_at))
    _text(entry, "updated", _instant(changed(decided)))
    SubElement(entry, "link", rel="alternate", href=feed.page(decided.number))
    _text(SubElement(entry, "author"), "name", decided.decider or decided.post)
    _text(entry, "summary", summary(decided))


def json_feed(feed: Feed) -> dict[str, Any]:
    """The feed as JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address("/beslut"),
        "feed_url": feed.address("/beslut.json"),
        "language": "sv",
        "authors": [{"name": feed.owner}],
        "items": [_item(feed, each) for each in feed.decisions],
    }


def _item(feed: Feed, decided: Decided) -> dict[str, Any]:
    return {
        "id": feed.id_of(decided),
        "url": feed.page(decided.number),
        "title": title_of(decided),
        "content_text": summary(decided),
        "date_published": _instant(decided.decided_at),
        "date_modified": _instant(changed(decided)),
        "authors": [{"name": decided.decider or decided.post}],
    }


def title_of(decided: Decided) -> str:
    """``RUN 1/2023: Handlingsplan 2023 och 2024``."""
    return f"{decided.number.committee} {decided.number}: {decided.title}"


def summary(decided: Decided) -> str:
    """The decision in a sentence or two, and what has become of it since."""
    who = f"{decided.post} {decided.decider}".strip()
    said = _(
        "%(who)s beslutade den %(day)s i ärende %(reference)s.",
        who=who,
        day=decided.decided_on,
        reference=decided.reference,
    )
    since = []
    if decided.corrected_on is not None:
        since.append(_("Beslutet rättades den %(day)s.", day=decided.corrected_on))
    if decided.repealed_on is not None:
        since.append(_("Domstolen upphävde beslutet den %(day)s.", day=decided.repealed_on))
    return " ".join([said, *since])


_BEGINNING = datetime(2023, 1, 1, tzinfo=UTC)


def changed(decided: Decided) -> datetime:
    """When the decision was last changed: decided, or corrected or repealed on a later day."""
    days = (decided.decided_on, decided.corrected_on, decided.repealed_on)
    newest = max(day for day in days if day is not None)
    if newest == decided.decided_on:
        return decided.decided_at
    return datetime.combine(newest, time(12), UTC)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
