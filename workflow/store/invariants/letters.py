"""I6 and I7: each recipient has its one copy, and no letter is there without what ordered it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from workflow.checking import Finding
from workflow.states import Channel, DeliveryState, DispatchState, LetterKind
from workflow.store import tables as t
from workflow.store.invariants.acts import Act

COPY, ORDERED = "I6", "I7"
# Letters that the calendar and the sender order by themselves; all others are a step's.
_BY_ITSELF = re.compile(r".+/(?:duty-\d+/|letter-\d+/undelivered/|reply-).+")
_GONE = ("sent", "bounced", "failed", "withdrawn", "maybe", "held")


class Copies:
    """One utdrag for each recipient when it is dispatched, and one more each time it is resent."""

    def __init__(self, _connection: Connection) -> None:
        self._again: Counter[tuple[int | None, int]] = Counter()

    def see(self, act: Act) -> None:
        if act.step == "resend":
            self._again[act.thing_id, act.given["party_id"]] += 1

    def findings(self, connection: Connection) -> Iterator[Finding]:
        of = t.letter.c.kind == LetterKind.UTDRAG.value
        letters = connection.execute(
            select(t.letter.c.delivery_id, t.letter.c.state).where(of)
        ).all()
        copies = Counter(each.delivery_id for each in letters)
        gone = {each.delivery_id for each in letters if each.state in _GONE}
        rows = select(t.delivery, t.dispatch.c.state.label("dispatched"), t.dispatch.c.decision_id)
        joined = rows.join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
        for row in connection.execute(joined.order_by(t.delivery.c.id)):
            where = f"Beslut {row.decision_id}, {row.party_name}"
            sent = row.dispatched != DispatchState.READY and row.channel == Channel.EMAIL
            expected = sent + self._again[row.dispatch_id, row.party_id]
            if copies[row.id] != expected:
                text = f"{where}: {copies[row.id]} utdrag ligger för utskick, inte {expected}."
                yield Finding(COPY, text)
            if row.state == DeliveryState.SENT and expected and row.id not in gone:
                yield Finding(COPY, f"{where}: står som skickad, men inget brev har lämnats.")
            if row.settled_on is not None and not row.settled_how:
                yield Finding(COPY, f"{where}: är avslutad utan att det står hur.")


class Ordered:
    """Each letter belongs to a step that is on record, and each that a step ordered is there."""

    def __init__(self, _connection: Connection) -> None:
        self._ordered: dict[str, Act] = {}

    def see(self, act: Act) -> None:
        self._ordered |= dict.fromkeys(act.letters, act)

    def findings(self, connection: Connection) -> Iterator[Finding]:
        there = set()
        letters = select(t.letter).where(t.letter.c.case_id.is_not(None))
        for row in connection.execute(letters.order_by(t.letter.c.id)):
            there.add(row.key)
            act = self._ordered.get(row.key)
            if act is None and not _BY_ITSELF.fullmatch(row.key):
                yield Finding(
                    ORDERED, f"Brevet till {row.to_name} ({row.key}) är inget stegs brev."
                )
            begun = act.at if act else row.created_at
            if row.sent_at is not None and row.sent_at < begun:
                text = f"Brevet till {row.to_name} ({row.key}) skickades före sitt steg."
                yield Finding(ORDERED, text)
        for key in sorted(self._ordered.keys() - there):
            yield Finding(ORDERED, f"Brevet {key} är beställt av ett steg, men finns inte.")


def unknown(connection: Connection, handed: Iterable[str]) -> Iterator[Finding]:
    """Messages that have left the house, and that the database knows nothing of."""
    known = set(connection.execute(select(t.letter.c.message_id)).scalars())
    lost = sorted(set(handed) - known)
    if lost:
        text = (
            f"{len(lost)} brev har lämnats till posten men finns inte i databasen, det första är "
            f"{lost[0]}. Är databasen återställd från en säkerhetskopia är det väntat."
        )
        yield Finding(ORDERED, text)
