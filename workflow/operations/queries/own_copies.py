"""A recipient's own copy, as its personal link shows it: what, from whom, the papers, confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from workflow.operations.office import Office
from workflow.operations.queries.copies import newest_letter
from workflow.operations.queries.kept import KeptPaper
from workflow.orders import EDITABLE
from workflow.references import decision_number, with_title
from workflow.refusals import NotFound
from workflow.states import DeliveryState, PaperKind
from workflow.store import tables as t
from workflow.store.engine import reading


@dataclass(frozen=True)
class Correction:
    """A correction of the decision since: it counts together with what was sent."""

    made_on: date
    paper: KeptPaper


@dataclass(frozen=True)
class OwnCopy:
    """One recipient's copy of a decision: the papers of the letter, and corrections since."""

    decision_id: int
    party_name: str
    region: str
    unit: str
    committee: str
    reference: str
    number: str
    title: str
    decided_on: date
    decider: str
    officer: str
    officer_email: str
    officer_phone: str
    sent_at: datetime | None
    state: DeliveryState
    settled_on: date | None
    settled_how: str
    settled_by: str
    papers: tuple[KeptPaper, ...]
    corrections: tuple[Correction, ...] = ()
    repealed_on: date | None = None

    @property
    def is_settled(self) -> bool:
        return self.settled_on is not None

    @property
    def is_confirmed_before_a_correction(self) -> bool:
        """Whether something has been put right since the recipient confirmed."""
        settled_on = self.settled_on
        return settled_on is not None and any(c.made_on >= settled_on for c in self.corrections)

    def paper(self, sha256: str) -> KeptPaper:
        """The paper with this hash; ``NotFound`` where it did not go with this copy."""
        shown = (*self.papers, *(each.paper for each in self.corrections))
        found = next((paper for paper in shown if paper.sha256 == sha256), None)
        if found is None:
            raise NotFound(f"a paper {sha256} of this copy")
        return found


def own_copy(office: Office, decision_id: int, party_id: int) -> OwnCopy:
    """The copy of a decision that goes to a recipient; ``NotFound`` where there is none."""
    with reading(office.engine) as connection:
        mine = _COPY.where(
            t.dispatch.c.decision_id == decision_id, t.delivery.c.party_id == party_id
        )
        row = connection.execute(mine).one_or_none()
        if row is None:
            raise NotFound(f"a copy of decision {decision_id} to party {party_id}")
        return OwnCopy(
            decision_id=decision_id,
            party_name=row.party_name,
            region=row.region,
            unit=row.unit,
            committee=row.committee,
            reference=row.reference,
            number=decision_number(row.number_serial, row.number_year),
            title=row.title,
            decided_on=row.decided_on,
            decider=with_title(row.decider_name, row.decider_title),
            officer=row.officer,
            officer_email=row.email,
            officer_phone=row.phone,
            sent_at=row.sent_at,
            state=DeliveryState(row.state),
            settled_on=row.settled_on,
            settled_how=row.settled_how,
            settled_by=row.settled_by,
            papers=_papers(connection, row.attachments or ()),
            corrections=_corrections(connection, decision_id),
            repealed_on=row.repealed_on,
        )


_COPY = (
    select(
        t.delivery.c.party_name,
        t.delivery.c.state,
        t.delivery.c.settled_on,
        t.delivery.c.settled_how,
        t.delivery.c.settled_by,
        t.letter.c.sent_at,
        t.letter.c.attachments,
        t.notice.c.repealed_on,
        t.decision.c.number_serial,
        t.decision.c.number_year,
        t.decision.c.title,
        t.decision.c.decided_on,
        t.decision.c.decider_name,
        t.decision.c.decider_title,
        t.matter_case.c.reference,
        t.committee.c.name.label("committee"),
        t.region.c.name.label("region"),
        t.region.c.unit,
        t.person.c.name.label("officer"),
        t.person.c.email,
        t.person.c.phone,
    )
    .join(t.dispatch, t.dispatch.c.id == t.delivery.c.dispatch_id)
    .join(t.decision, t.decision.c.id == t.dispatch.c.decision_id)
    .join(t.matter_case, t.matter_case.c.id == t.decision.c.case_id)
    .join(t.committee, t.committee.c.id == t.matter_case.c.committee_id)
    .join(t.region, t.region.c.id == t.committee.c.region_id)
    .join(t.person, t.person.c.id == t.matter_case.c.officer_id)
    .outerjoin(t.notice, t.notice.c.decision_id == t.decision.c.id)
    .outerjoin(
        t.letter,
        t.letter.c.id == newest_letter(),
    )
)


def _papers(connection: Connection, attached: Sequence[list[str]]) -> tuple[KeptPaper, ...]:
    """What the letter enclosed, in its order and under its names."""
    hashes = [sha256 for _, sha256, _ in attached]
    known = connection.execute(select(t.paper).where(t.paper.c.sha256.in_(hashes)))
    kept = {paper.sha256: paper for paper in known}
    return tuple(
        KeptPaper(PaperKind(kept[sha256].kind), name, sha256, media_type, kept[sha256].size)
        for name, sha256, media_type in attached
        if sha256 in kept  # what is meant for the recipient's own register is no paper
    )


def _corrections(connection: Connection, decision_id: int) -> tuple[Correction, ...]:
    """Every correction of the decision, the oldest first, as it is read and not edited."""
    rows = connection.execute(
        select(t.paper_use, t.paper.c.media_type, t.paper.c.size)
        .join(t.paper, t.paper.c.sha256 == t.paper_use.c.sha256)
        .where(t.paper_use.c.decision_id == decision_id)
        .where(t.paper_use.c.kind == PaperKind.RATTELSE.value, t.paper.c.media_type != EDITABLE)
        .order_by(t.paper_use.c.id)
    )
    return tuple(
        Correction(
            row.made_on,
            KeptPaper(PaperKind.RATTELSE, row.name, row.sha256, row.media_type, row.size),
        )
        for row in rows
    )
