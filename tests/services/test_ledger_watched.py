"""Headquarters meets what its devices tell: checkpoints they have seen of its ledger, and logs it did not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.keys import verify
from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.sites import Site, found
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.keys.office import signing_for
from tipdesk.services.headquarters.ledger.epoch import begin_epoch
from tipdesk.services.headquarters.ledger.meet_checkpoint import meet_checkpoint, prove_growth
from tipdesk.services.headquarters.ledger.meet_log import current_log, meet_log
from tipdesk.services.integrity.note_incident import find_open
from tipdesk.services.remembered.office import EPOCH
from tipdesk.sync.codec import first_down_hash
from tipdesk.sync.document import LEDGER, LedgerGrowth, read_signed
from tipdesk.sync.merkle import Checkpoint, is_consistent

if TYPE_CHECKING:
    from collections.abc import Iterable

SECONDS, MARK = 1_795_000_000, 7
ELSEWHERE = bytes(range(32))


@pytest.fixture
def country() -> tuple[Site, Site]:
    """Headquarters, put back once from a backup, and the PC of a post; both in memory."""
    headquarters, [post] = found(PureEngine(), {"VFT": 1})
    with headquarters.desk().work() as work:
        begin_epoch(work, SECONDS, MARK)
    return headquarters, post


def met(site: Site, epoch: int, seen: Checkpoint) -> bool:
    """Let headquarters judge a checkpoint."""
    desk = site.desk()
    with desk.work() as work:
        return meet_checkpoint(desk, work, epoch, seen)


def noted(site: Site) -> list[dict[str, object]]:
    """Return what stands noted at headquarters, without the moment."""
    with site.desk().read() as reader:
        return [{name: value for name, value in row.values.items() if name != "noted_at"} for row in find_open(reader)]


def held(site: Site) -> tuple[int, int, bytes]:
    """Return headquarters' epoch and its checkpoint as it stands."""
    with site.desk().work() as work:
        return EPOCH.get(work), *work.ledger.tree.checkpoint()


def test_a_beginning_of_the_ledger_is_met_in_silence(country: tuple[Site, Site]) -> None:
    """Nothing seen yet, any beginning of the ledger, and whatever is of another epoch: no incident."""
    headquarters, _post = country
    epoch, size, root = held(headquarters)
    with headquarters.desk().work() as work:
        first = work.ledger.tree.root_at(1)
    assert first is not None
    assert met(headquarters, epoch, (size, root))
    assert met(headquarters, epoch, (1, first))
    assert met(headquarters, epoch, (0, ELSEWHERE))
    for other in (0, epoch - 1, epoch + 1):
        assert met(headquarters, other, (size, ELSEWHERE))
    assert noted(headquarters) == []


def test_what_is_no_beginning_of_the_ledger_is_noted_once(country: tuple[Site, Site]) -> None:
    """Another root, or more than there is: an incident of headquarters' own device, place and digits."""
    headquarters, _post = country
    epoch, size, _root = held(headquarters)
    rewritten: dict[str, object] = {
        "kind": "ledger_rewritten",
        "device": headquarters.device,
        "detail": "1:00010203",
        "seq": 1,
    }
    for _time in range(2):
        assert not met(headquarters, epoch, (1, ELSEWHERE))
        assert noted(headquarters) == [rewritten]
    assert not met(headquarters, epoch, (size + 9, ELSEWHERE))
    shorter = {"kind": "ledger_shorter", "detail": f"{size + 9}:00010203", "seq": size + 9}
    assert noted(headquarters) == [rewritten, rewritten | shorter]


def growth(headquarters: Site, device: bytes, epoch: int, seen: Iterable[Checkpoint]) -> list[LedgerGrowth]:
    """Return what headquarters proves, each signed with the key that the device knows."""
    desk = headquarters.desk()
    with desk.work() as work:
        signer, mark = signing_for(desk, work, device)
        documents = prove_growth(desk, work, device, epoch, seen)
    proofs = [read_signed(one, LEDGER, LedgerGrowth, (signer.public,), verify) for one in documents]
    assert all((one.device, one.epoch, one.keyset) == (device, epoch, mark) for one in proofs)
    return proofs


def test_growth_is_proved_for_each_checkpoint_once(country: tuple[Site, Site]) -> None:
    """Every beginning leads to the ledger as it stands, in the order in which they were told, a double one once."""
    headquarters, post = country
    epoch, size, root = held(headquarters)
    with headquarters.desk().work() as work:
        roots = [work.ledger.tree.root_at(count) or b"" for count in range(size + 1)]
    seen = [(3, roots[3]), (1, roots[1]), (3, roots[3]), (size, root), (0, b"")]
    proofs = growth(headquarters, post.device, epoch, seen)
    assert [one.first for one in proofs] == [(3, roots[3]), (1, roots[1]), (size, root), (0, b"")]
    assert {one.second for one in proofs} == {(size, root)}
    assert all(is_consistent(one.first, one.second, one.path) for one in proofs[:3])
    assert [len(one.path) > 0 for one in proofs] == [True, True, False, False]
    assert noted(headquarters) == []


def test_where_there_is_no_proof_the_device_is_told(country: tuple[Site, Site]) -> None:
    """A checkpoint that is not ours comes back without a path, noted for what it was; of another epoch, nothing."""
    headquarters, post = country
    epoch, size, root = held(headquarters)
    seen = [(2, ELSEWHERE), (size + 1, ELSEWHERE)]
    assert growth(headquarters, post.device, epoch + 1, seen) == []
    assert noted(headquarters) == []
    proofs = growth(headquarters, post.device, epoch, seen)
    assert [(one.first, one.second, one.path) for one in proofs] == [(one, (size, root), ()) for one in seen]
    assert [one["kind"] for one in noted(headquarters)] == ["ledger_rewritten", "ledger_shorter"]


def logs_of(headquarters: Site, device: bytes) -> dict[bytes, bool]:
    """Return which logs of a device are closed."""
    with headquarters.desk().work() as work:
        return {log.log: log.closed for log in work.ledger.find_logs(device)}


def current(headquarters: Site, device: bytes) -> bytes:
    """Return the log in which headquarters takes a device to go on."""
    with headquarters.desk().work() as work:
        return current_log(work, device)


def sent_down(headquarters: Site, device: bytes) -> int:
    """Return how many items the device's down-log has."""
    with headquarters.desk().work() as work:
        return work.ledger.down.head_of(device)[0]


def meet(headquarters: Site, post: Site, log: bytes) -> None:
    """Let headquarters meet a log of the post's PC, whose down-log is empty before."""
    with headquarters.desk().work() as work:
        work.ledger.down.rebase(post.device, 0, first_down_hash(post.device))
        meet_log(work, read_registry(work), post.device, log)


def test_another_log_of_a_device_becomes_the_current_one(country: tuple[Site, Site]) -> None:
    """A log that is new, or was closed, closes the others and has the down-log filled; the current one does nothing."""
    headquarters, post = country
    later = post.next_log()
    assert current(headquarters, b"device-of-nobody") == b""
    for log, expected in (
        (later, {post.log: True, later: False}),
        (post.log, {post.log: False, later: True}),
        (later, {post.log: True, later: False}),
    ):
        meet(headquarters, post, log)
        assert logs_of(headquarters, post.device) == expected
        assert current(headquarters, post.device) == log
        filled = sent_down(headquarters, post.device)
        meet(headquarters, post, log)
        assert (filled > 0, sent_down(headquarters, post.device)) == (True, 0)
        assert logs_of(headquarters, post.device) == expected
