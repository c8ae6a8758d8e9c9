"""The kinds whose answers name a row: one of a given record. What a row is called is asked of whoever holds the rows."""

from dataclasses import dataclass

from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds.field import Field, Value


@dataclass(frozen=True)
class Reference(Field):
    """A row of the record `record`, by id.

    No foreign key: a dangling reference is a review item, never a failed merge.
    """

    record: str = ""

    def read_value(self, given: object) -> Value:
        """Read an id."""
        return given if isinstance(given, bytes) else parse_id(str(super().read_value(given)))


@dataclass(frozen=True)
class Attachment(Reference):
    """A file kept beside the store, by the id of its record."""

    record: str = "Attachment"
