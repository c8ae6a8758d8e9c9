"""What was refused lies in quarantine, over a real store: who may look at it, who may discard it, and what is noted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import StoreEngine
from tests.lab.simulation.sites import Site, make_site, officer
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.ledger import Quarantined
from tipdesk.services.quarantine.quarantined import discard_quarantined, find_quarantined, get_quarantined
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A PC with a supervisor in front of it, shared by the tests of this file, each of which empties it."""
    made = make_site(StoreEngine(), "pc", "A", [0])
    yield made
    made.store.close()


@pytest.fixture
def kept(site: Site) -> Iterator[tuple[int, int]]:
    """Two things that were refused; their numbers."""
    with site.desk().work() as work:
        quarantine = work.ledger.quarantine
        first = quarantine.keep(b"one", "a.tdb", "refused", "bad-signature", b"d" * 16, 5)
        second = quarantine.keep(b"other", "b.tdb", "fork", "fork", None, 6)
    yield first, second
    with site.desk().work() as work:
        for one in work.ledger.quarantine.find_all():
            work.ledger.quarantine.discard(one.id)


def gone(site: Site, number: int) -> None:
    """Require that neither verb finds anything under a number."""
    for verb in (get_quarantined, discard_quarantined):
        with pytest.raises(UserError) as refusal:
            verb(site.desk(), number)
        assert refusal.value.code == "not-in-quarantine"


def test_what_is_kept_is_listed_and_given_out(site: Site, kept: tuple[int, int]) -> None:
    """The latest first, as it was kept; the bytes of each under its own number."""
    first, second = kept
    assert find_quarantined(site.desk()) == [
        Quarantined(second, "b.tdb", "fork", "fork", None, 6, 5),
        Quarantined(first, "a.tdb", "refused", "bad-signature", b"d" * 16, 5, 3),
    ]
    assert [get_quarantined(site.desk(), number) for number in kept] == [b"one", b"other"]
    gone(site, second + 1)


def test_who_discards_one_is_known(site: Site, kept: tuple[int, int]) -> None:
    """It is gone, and only it; the audit names the deed and why the thing had been refused."""
    first, second = kept
    assert discard_quarantined(site.desk(), first) == Changed(frozenset({"Quarantine"}))
    assert [one.id for one in find_quarantined(site.desk())] == [second]
    gone(site, first)
    with site.desk().read() as reader:
        deed = reader.find_rows(BY_NAME["AuditEvent"])[-1]
    assert (deed["action"], deed["reason"], deed["result"]) == ("quarantine_discarded", "bad-signature", "allowed")


def test_not_everybody_may_discard(site: Site, kept: tuple[int, int]) -> None:
    """An officer without a supervisor's authority reads it and leaves it."""
    desk = replace(site.desk(), actor=officer("pc", frozenset({"frontline"})))
    with pytest.raises(UserError) as refusal:
        discard_quarantined(desk, kept[0])
    assert refusal.value.code == "not-allowed"
    assert len(find_quarantined(desk)) == 2
