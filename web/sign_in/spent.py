"""What may be used once: a challenge or a state is spent by being used, in every process."""

from hashlib import sha256

from web import current
from workflow.operations import form_uses

_OWNER, _GONE = "spent", "/"


def spend(secret: str) -> bool:
    """Use it up; False where it was used before."""
    nonce = "spent:" + sha256(secret.encode()).hexdigest()
    claim = form_uses.claim(current.office(), nonce, _OWNER, current.at())
    if claim.new:
        form_uses.settle(current.office(), nonce, _GONE)
    return claim.new
