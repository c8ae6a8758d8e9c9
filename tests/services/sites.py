"""Two stores of one post that exchange entries when told, with one case made at the first: what contracts stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tests.fakes.desk import make_actor
from tests.services.documents import a_document
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.new_case import new_case

if TYPE_CHECKING:
    from tests.fakes.clock import FakeClock
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Actor, Desk

PERSON, CASE, NOTE = BY_NAME["Person"], BY_NAME["Case"], BY_NAME["Note"]
OFFICER2 = make_actor("officer2", frozenset({"frontline", "coordinator"}))


class Site(Protocol):
    """One store with its clock."""

    @property
    def clock(self) -> FakeClock:
        """The clock that the test moves."""

    def desk(self, actor: Actor | None = None) -> Desk:
        """Return the desk of an officer in front of it."""

    def take_in(self, other: Site) -> None:
        """Apply what the other's own log holds."""


class Sites:
    """Two sites, and one case made at the first."""

    def __init__(self, here: Site, there: Site) -> None:
        self.here, self.there = here, there
        made = new_case(here.desk(), a_document())
        self.case, self.reference = made.id, made.reference

    def meet(self) -> None:
        """Exchange everything."""
        self.there.take_in(self.here)
        self.here.take_in(self.there)

    def row(self, site: Site, record: str = "Person") -> Row:
        """Return the one row of a record."""
        with site.desk().read() as reader:
            [row] = reader.find_rows(BY_NAME[record], case=self.case, with_deleted=True)
        return row
