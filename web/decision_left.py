"""What is left to do before a decision is handed over: the chain's own reasons, by section."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import url_for

from web.decision_remarks import Remarks, counted
from web.i18n import _
from web.i18n import lazy as _l
from web.swedish import sentence
from workflow.operations.queries.decisions import DecisionShown
from workflow.refusals import Refusal


@dataclass(frozen=True)
class Left:
    """One section of the draft: what is left in it, and where it is done."""

    text: str
    hint: str
    href: str
    tag: str
    tone: str


# Each section of the draft with the reasons that belong to it; the rest is the plans'.
_SECTIONS: tuple[tuple[str, str, frozenset[str]], ...] = (
    (
        "text",
        _l("Ärendemening och ärendebeskrivning"),
        frozenset({"title_missing", "text_missing"}),
    ),
    ("direction", _l("Frågan om ny inriktning"), frozenset({"direction_not_answered"})),
    (
        "delegation",
        _l("Delegation"),
        frozenset(
            {
                "delegation_missing",
                "delegation_wrong_committee",
                "delegation_wrong_matter",
                "delegation_expired",
                "delegation_revoked",
            }
        ),
    ),
    (
        "recipients",
        _l("Mottagare av utdrag"),
        frozenset(
            {
                "no_recipients",
                "recipient_unknown",
                "group_is_empty",
                "recipient_not_yet_valid",
                "recipient_no_longer_valid",
                "recipient_without_address",
                "recipient_without_postal_address",
                "recipient_is_the_region",
            }
        ),
    ),
    ("basis", _l("Beslutsunderlag"), frozenset({"basis_not_attached", "plan_not_in_basis"})),
)
_ELSEWHERE = frozenset({"wrong_state", "wrong_role", "conflict_of_interest"})


def left(shown: DecisionShown, missing: tuple[str, ...], remarks: Remarks) -> tuple[Left, ...]:
    """Every section, done or not; ``missing`` are facts that the paper itself still lacks."""
    why = shown.closed["submit"]
    known = frozenset().union(*(codes for _key, _text, codes in _SECTIONS)) | _ELSEWHERE
    own = [_section(shown, key, text, why, codes.__contains__) for key, text, codes in _SECTIONS]
    plans = _section(shown, "plans", _("Handlingsplaner"), why, lambda code: code not in known)
    return (_looked_at(own[0], remarks), *own[1:], plans, *_paper(shown, missing))


def _section(
    shown: DecisionShown,
    key: str,
    text: str,
    why: tuple[Refusal, ...],
    belongs: Callable[[str], bool],
) -> Left:
    found = [sentence(refusal) for refusal in why if belongs(refusal.code)]
    tag, tone = (_("Att göra"), "todo") if found else (_("Klart"), "done")
    return Left(_(text), " ".join(found), _where(shown, key), tag, tone)


def _looked_at(text: Left, remarks: Remarks) -> Left:
    """Where nothing lacks in the texts, what the checker says of them is still to be read."""
    if text.hint or not remarks.grave:
        return text
    return replace(text, hint=counted(remarks), tag=_("Läs igen"), tone="doing")


def _where(shown: DecisionShown, key: str) -> str:
    decision_id = shown.situation.the_decision().id
    if key == "plans":
        return f"/planer/{shown.situation.plans[0].id}"
    if key == "basis":
        return url_for("decisions.basis", decision_id=decision_id)
    anchors = {"text": "title", "recipients": "groups"}
    return url_for("decisions.draft", decision_id=decision_id) + f"#{anchors.get(key, key)}"


def _paper(shown: DecisionShown, missing: tuple[str, ...]) -> tuple[Left, ...]:
    if not missing:
        return ()
    hint = _("Det här saknas: %(names)s.", names=", ".join(missing))
    href = url_for("decisions.preview", decision_id=shown.situation.the_decision().id)
    return (Left(_("Tjänsteskrivelsen"), hint, href, _("Att göra"), "todo"),)
