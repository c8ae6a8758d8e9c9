"""A store with a row of every record and an answer in every field: what is migrated, and what a migrated one must take.

`python -m tests.migrations.filled` writes the store of this release into `stores`, under the number of its newest
migration, for all later releases to be tried on. It is done once, before a release is followed by the next migration.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.adapters.store.names import ACTOR, CASE
from tests.adapters.store.stores import FakeDevice, new_store, take_in
from tipdesk.adapters.store.peek import STORE
from tipdesk.adapters.store.tables import SCHEMA
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import RECORDS
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from tipdesk.adapters.store.store import Store
    from tipdesk.domain.kinds import Field, Wire
    from tipdesk.domain.schema import RecordType

STORES = Path(__file__).with_name("stores")
FILES = (STORE, "head", "closed")
NUMBERS = tuple(sorted(int(folder.name) for folder in STORES.iterdir()))
"""The releases of which a store is kept, by the number of their newest migration."""

_GIVEN = (
    "heron", "2026-11-24T15:10-04:00", "2026-03-04", "7", "2000", "yes", "+17584520000", "a@example.org",
    "01930e2e-0000-7000-8000-000000000001", "Person 01930e2e-0000-7000-8000-000000000001", "00ff", "ab" * 32, "12.50",
    "1y 6m", "13.7, -60.9", "Person.birth_date",
)  # fmt: skip
"""What people may give: every kind reads one of them."""


def wire_of(field: Field) -> Wire:
    """Return a wire value for a field, whatever its kind. LookupError names a kind that reads nothing of the above."""
    for given in _GIVEN:
        with suppress(UserError):
            value = field.read(given)
            if value is not None:
                return field.to_wire(value)
    raise LookupError(type(field).__name__)


def row_of(record: RecordType, suffix: str) -> bytes:
    """Return the id of the row that `fill` writes: that of a case is the case itself."""
    return CASE if record.name == "Case" else f"row-{record.number:04d}-{suffix:>7.7}".encode()


def fill(store: Store, suffix: str) -> None:
    """Write an entry for each record, with a row of it that answers every field; those of the directory come down."""
    headquarters = FakeDevice(suffix.encode())
    for record in RECORDS:
        change = Change(record.number, row_of(record, suffix), {one.number: wire_of(one) for one in record.fields}, {})
        if record.scope is Scope.DIRECTORY:
            take_in(store, [headquarters], [headquarters.write(None, change, scope=record.scope)])
            continue
        with store.work(ACTOR) as work:
            work.append(record.scope, CASE if record.scope is Scope.CASE else None, [change])


def copied(number: int, home: Path) -> Path:
    """Lay a copy of the store that a release left into a folder, and return it."""
    home.mkdir(mode=0o700, parents=True)
    for name in FILES:
        shutil.copyfile(STORES / f"{number:04d}" / f"{name.removesuffix('.db')}.bin", home / name)
    return home


def freeze(target: Path) -> None:
    """Write a filled store of this release, closed as the program closes it."""
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        fill(store, "left")
        store.close()
        target.mkdir(parents=True)
        for name in FILES:
            shutil.copyfile(Path(folder) / name, target / f"{name.removesuffix('.db')}.bin")


if __name__ == "__main__":
    freeze(STORES / f"{SCHEMA:04d}")
