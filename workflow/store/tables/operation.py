"""What the operation of the program needs: the mode in which nothing is written."""

from datetime import datetime

from sqlmodel import Field

from workflow.store.columns import UtcDateTime
from workflow.store.tables.base import Row


class OperationModeRow(Row, table=True):
    """Skrivskyddat läge: as long as the row is there, nothing is written but the program's own."""

    __tablename__ = "operation_mode"

    name: str = Field(primary_key=True)
    reason: str
    by_name: str
    since: datetime = Field(sa_type=UtcDateTime)
