"""A country with a case that both ends hold, in memory, and hands that change its logs past the program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.adapters.store.names import FAMILY
from tests.adapters.store.stores import FakeDevice, change
from tests.lab.simulation.engines import MemoryReplica
from tests.services.countries import Country, a_country
from tests.services.documents import a_document
from tests.services.writes import add_note
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.new_case import new_case
from tipdesk.services.fields import change_of_new

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.lab.simulation.memory import MemoryStore
    from tests.lab.simulation.sites import Site
    from tipdesk.domain.kinds import Value
    from tipdesk.services.ledger import Logged, LogState


@dataclass
class Recorded(Country):
    """A headquarters and a post. `case`: of the post's first entry."""

    case: bytes = b""

    def note(self, text: str, site: Site | None = None) -> None:
        """Write a note into the case, at the post or at another site."""
        add_note(site or self.post, self.case, text)

    def append(self, record: str, values: dict[str, Value], case: bytes | None = None) -> bytes:
        """Write a row at the post, past every verb; return its id."""
        row = self.post.ids.new_id()
        with self.post.desk().work() as work:
            scope = Scope.REGISTER if case is None else Scope.CASE
            work.append(scope, case, [change_of_new(BY_NAME[record], row, values)])
        return row

    def redact(self, seq: int) -> None:
        """Let the post redact an entry of its own log."""
        self.append("Redaction", {"log": self.post.log, "seq": seq, "kind": "withdrawn"})
        change_entry(self.post, seq, without_body)


def a_recorded_case() -> Recorded:
    """Return it, with the case received and one item gone down."""
    made = a_country()
    recorded = Recorded(made.office, made.posts, new_case(made.post.desk(), a_document()).id)
    recorded.sync()
    return recorded


def memory_of(site: Site) -> MemoryStore:
    """Return what a site keeps its records in, to be changed past the program."""
    assert isinstance(site.store, MemoryReplica)
    return site.store.store


def log_of(site: Site) -> LogState:
    """Return how far the site's own log is."""
    return memory_of(site).ledger.own()


def entries_of(site: Site) -> list[Logged]:
    """Return the entries of the site's own log."""
    return memory_of(site).ledger.read(site.log, 0, 1 << 30)


def change_entry(site: Site, seq: int, change: Callable[[Logged], Logged]) -> None:
    """Change an entry of the own log by hand."""
    kept = memory_of(site).ledger.entries.kept
    held = kept[site.log, seq]
    kept[site.log, seq] = replace(held, entry=change(held.entry))


def without_body(entry: Logged) -> Logged:
    """Return an entry as it stands after its body was deleted."""
    return entry._replace(body=None)


def take_in_unchained(site: Site) -> FakeDevice:
    """Let a site hold three entries of a device, the last of them without its chain; return the device."""
    device = FakeDevice(b"one")
    first, second, third = (device.write(b"c" * 16, change(b"r" * 16, {FAMILY: "Roe"})) for _entry in range(3))
    with site.desk().work() as work:
        work.ledger.open_log(device.log, device.device)
        work.ledger.take_in([first, second, third._replace(hash=None)], 1)
    return device
