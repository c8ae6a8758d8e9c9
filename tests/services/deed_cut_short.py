"""A process of its own that saves a note and is killed just before, or just after, the commit."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.adapters.store.stores import sign, verify
from tests.fakes.clock import FakeClock, FakeIds
from tests.fakes.desk import CODES
from tests.services.test_store_contract import StoreSite, open_site
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.store.surroundings import Surroundings
from tipdesk.domain.records import BY_NAME
from tipdesk.services.case.add_record import add_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.desk import Place
from tipdesk.services.drafts import keep_draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipdesk.services.desk import UnitOfWork

DRAFT = "case:1/Note/quick"
NUMBER = 1


@dataclass(frozen=True)
class _Opening:
    """Opens the store of a home that `open_site` has made."""

    key: bytes

    @contextmanager
    def opened(self, home: Path) -> Iterator[StoreSite]:
        """Give the site of a home, and close it."""
        place = Place(bytes([NUMBER]) * 16, bytes([100 + NUMBER]) * 16, is_headquarters=False)
        clock = FakeClock()
        outside = Surroundings(clock, FakeIds(seed=NUMBER + 30), sign, verify, CODES.rank)
        store = Store.open(home, self.key, outside)
        try:
            yield StoreSite(store, place, clock, FakeIds(seed=NUMBER + 20))
        finally:
            store.close()


KEY_OF_STORE = _Opening(bytes(32))


def begin(home: Path) -> bytes:
    """Make a home with a case and a draft; return the case."""
    made = open_site(home, NUMBER)
    desk = next(made).desk()
    case = new_case(desk, {"case": {"title": "Heron"}, "records": []}).id
    keep_draft(desk, DRAFT, {"text": "A note"})
    next(made, None)
    return case


def main(home: str, case: str, moment: str) -> None:
    """Save, and be gone."""
    with KEY_OF_STORE.opened(Path(home)) as site:
        desk = site.desk()

        @contextmanager
        def work() -> Iterator[UnitOfWork]:
            with desk.work() as unit:
                yield unit
                if moment == "before":
                    os.kill(os.getpid(), signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)

        add_record(replace(desk, work=work), bytes.fromhex(case), BY_NAME["Note"], {"text": "A note"}, draft=DRAFT)


if __name__ == "__main__":
    main(*sys.argv[1:])
