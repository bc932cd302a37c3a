"""What the confined process answers of an organisation's own template: its faults, as JSON."""

import json

from documents.ownstyle import refuse_unusable
from workflow.refusals import BadInput


def answer(content: bytes) -> bytes:
    """A list of sentences; empty where papers can be written in the template."""
    try:
        refuse_unusable(content, "")
    except BadInput as error:
        return json.dumps([complaint.text for complaint in error.complaints]).encode()
    return b"[]"
