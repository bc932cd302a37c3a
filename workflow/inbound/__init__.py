"""What comes in by mail: reading a raw message, within bounds, to tell what it is."""

from workflow.inbound.arrived import Arrived, Nature
from workflow.inbound.reading import MOST_BYTES, read, read_head

__all__ = ["MOST_BYTES", "Arrived", "Nature", "read", "read_head"]
