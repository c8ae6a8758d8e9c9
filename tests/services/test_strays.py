"""How much is kept of what was refused, over a real store: next to nothing of a stranger's, evidence up to a limit."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import StoreEngine
from tests.lab.simulation.sites import Site, make_site, officer
from tipdesk.domain.errors import UserError
from tipdesk.services.quarantine.keep_refused import CAPS, Caps, Proof, Refusal, keep_refused
from tipdesk.services.quarantine.keep_strays import Strays, keep_strays
from tipdesk.services.quarantine.quarantined import (
    discard_alike,
    discard_quarantined,
    find_quarantined,
    get_quarantined,
    see_quarantine,
)
from tipdesk.services.sticks.sifting import Sieve
from tipdesk.services.sticks.worth import Sifted, Worth

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTH_MS = 32 * 24 * 60 * 60 * 1000
SMALL = Caps(lines=4, device_lines=3, whole=100, device_whole=60, headers=30, head=8)
STRAY = Worth(Sifted.STRAY, "bad-bundle")


@pytest.fixture(scope="module")
def made() -> Iterator[Site]:
    """A PC with a supervisor in front of it."""
    site = make_site(StoreEngine(), "pc", "A", [0])
    yield site
    site.store.close()


@pytest.fixture
def site(made: Site) -> Site:
    """The same in another month, with nothing in quarantine."""
    made.clock.true[0] += MONTH_MS
    with made.desk().work() as work:
        for one in work.ledger.quarantine.find_all():
            work.ledger.quarantine.discard(one.id)
    return made


def stick(files: dict[str, bytes], worth: Worth = STRAY) -> Sieve:
    """Return what a sieve held back of these."""
    sieve = Sieve(lambda _head, _size: worth, files.get, lambda name: hashlib.sha256(files[name]).digest())
    for name, content in files.items():
        sieve.meet(name, len(content), 0, content[:1000])
    return sieve


def keep(site: Site, files: dict[str, bytes], worth: Worth = STRAY, caps: Caps = CAPS) -> Strays:
    """Keep what there is room for of them."""
    return keep_strays(site.desk(), [stick(files, worth)], caps)


def refuse(site: Site, content: bytes, proof: Proof, device: bytes | None = None, caps: Caps = CAPS) -> bool:
    """Keep one thing that was refused."""
    with site.desk().work() as work:
        said = Refusal("a.tdb", "refused", "broken-chain", site.desk().clock.now_ms(), device)
        return keep_refused(work, content, said, proof, caps)


def test_of_a_stray_a_line_is_kept(site: Site) -> None:
    """Name, size, SHA-256 and beginning; not the rest, and nothing of it leaves the stick but what is all kept."""
    files = {"large.tdb": b"m" * 300_000, "small.tdb": b"n" * 9}
    strays = keep(site, files)
    assert [one.name for one in strays.whole] == ["small.tdb"]
    small, large = find_quarantined(site.desk())
    assert (large.file, large.size, large.is_whole, large.device) == ("large.tdb", 300_000, False, None)
    assert large.digest == hashlib.sha256(files["large.tdb"]).digest()
    assert get_quarantined(site.desk(), large.id) == b"m" * CAPS.head
    assert (small.size, small.is_whole) == (9, True)


def test_the_same_is_told_once(site: Site) -> None:
    """At the next visit what is known is no news; another content under the same name is."""
    files = {"a.tdb": b"m" * 5000}
    assert [one.name for one in keep(site, files).new] == ["a.tdb"]
    assert keep(site, files) == Strays((), (), 1)
    assert [one.name for one in keep(site, {"a.tdb": b"n" * 5000}).new] == ["a.tdb"]
    assert len(find_quarantined(site.desk())) == 2


def test_many_small_files_cost_a_few_lines(site: Site) -> None:
    """Of a hundred files of a byte no more is kept than the few kilobytes of a visit; the others are counted."""
    strays = keep(site, {f"{number}.tdb": b"%d" % number for number in range(100)})
    kept = len(find_quarantined(site.desk()))
    assert 10 < kept < 40
    assert (strays.count, see_quarantine(site.desk()).counted) == (100, 100 - kept)


def test_two_hundred_lines_a_month(site: Site) -> None:
    """Visit after visit: in all two hundred lines, then counts, also where lines were discarded; next month anew."""
    much = replace(CAPS, spare=10**9)
    for visit in range(9):
        keep(site, {f"{number}.tdb": bytes([visit, number]) * 5000 for number in range(25)}, caps=much)
    assert len(find_quarantined(site.desk())) == CAPS.month_lines
    assert see_quarantine(site.desk()).counted == 9 * 25 - CAPS.month_lines
    discard_alike(site.desk(), find_quarantined(site.desk())[0].id)
    keep(site, {"more.tdb": b"more" * 5000})
    assert find_quarantined(site.desk()) == []
    site.clock.true[0] += MONTH_MS
    keep(site, {"more.tdb": b"more" * 5000})
    assert [one.file for one in find_quarantined(site.desk())] == ["more.tdb"]
    assert see_quarantine(site.desk()).counted == 0


def test_evidence_is_kept_whole_within_its_limits(site: Site) -> None:
    """Of each device and in all; beyond that the beginning, and the officer is told that there is no more room."""
    one, two = b"1" * 16, b"2" * 16
    assert refuse(site, b"a" * 50, Proof.WHOLE, one, SMALL)
    assert not refuse(site, b"b" * 50, Proof.WHOLE, one, SMALL)
    assert refuse(site, b"c" * 50, Proof.WHOLE, two, SMALL)
    assert not refuse(site, b"d" * 10, Proof.WHOLE, two, SMALL)
    assert [(line.size, line.is_whole) for line in reversed(find_quarantined(site.desk()))] == [
        (50, True), (50, False), (50, True), (10, False),
    ]  # fmt: skip
    assert see_quarantine(site.desk(), SMALL).is_full
    assert not see_quarantine(site.desk()).is_full


def test_lines_have_an_end(site: Site) -> None:
    """Of one device and in all, for whole things and for beginnings; what finds no room is counted."""
    for number in range(12):
        refuse(site, b"%02d" % number, Proof.WHOLE, b"1" * 16, SMALL)
    kept = find_quarantined(site.desk())
    assert len(kept) == SMALL.device_lines + SMALL.lines
    assert see_quarantine(site.desk()).counted == 12 - len(kept)


def test_a_signed_header_is_worth_little(site: Site) -> None:
    """What stands behind it is kept whole up to a small limit in all, and stays on the stick."""
    behind = replace(STRAY, reason="altered", mark=b"m" * 32)
    files = {f"{number}.tdb": bytes([number]) * 14 for number in range(3)}
    assert keep(site, files, behind, SMALL).whole == ()
    assert sorted(one.is_whole for one in find_quarantined(site.desk())) == [False, True, True]


def test_all_of_a_kind_are_discarded_at_once(site: Site) -> None:
    """Those refused for the same reason go, others stay; without authority none does."""
    keep(site, {f"{number}.tdb": bytes([number]) * 5000 for number in range(5)})
    refuse(site, b"evidence", Proof.WHOLE, b"1" * 16)
    number = find_quarantined(site.desk())[-1].id
    with pytest.raises(UserError) as refusal:
        discard_alike(replace(site.desk(), actor=officer("pc", frozenset({"frontline"}))), number)
    assert refusal.value.code == "not-allowed"
    assert discard_alike(site.desk(), number).count == 5
    [left] = find_quarantined(site.desk())
    assert left.reason == "broken-chain"
    for verb in (discard_alike, discard_quarantined):
        with pytest.raises(UserError) as refusal:
            verb(site.desk(), number)
        assert refusal.value.code == "not-in-quarantine"
