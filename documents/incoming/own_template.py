"""An organisation's own Word template, tried in a confined process before it is kept."""

from pydantic import TypeAdapter, ValidationError

from documents.incoming.sandbox import CHILD, Limits, run
from workflow.facts import word_templates
from workflow.refusals import BadInput, Complaint

_READER = "template_reader"
_LIMITS = Limits()
_FAULTS = TypeAdapter(list[str])
_TOO_MUCH = "mallen gick inte att läsa. Spara om den i Word som .docx och ladda upp den igen."


def refuse_unusable(content: bytes, name: str, limits: Limits = _LIMITS) -> None:
    """``BadInput`` with every fault that hinders papers from being written in the template."""
    unopened = word_templates.fault(name, len(content))
    faults = [unopened] if unopened else _faults(content, limits)
    if faults:
        raise BadInput(*(Complaint(name, None, "", text) for text in faults))


def _faults(content: bytes, limits: Limits) -> list[str]:
    ended = run(CHILD, content, limits, _READER)
    if ended.out_of_time or ended.code != 0:
        return [_TOO_MUCH]
    try:
        return _FAULTS.validate_json(ended.said)
    except ValidationError:
        return [_TOO_MUCH]
