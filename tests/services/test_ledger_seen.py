"""What a post remembers of headquarters' ledger, and by which name a receipt or a proof is refused that contradicts it.

Ledgers here are real trees over a few leaves; receipts and proofs are signed with keys that cost nothing.
"""

from __future__ import annotations

import hashlib
from itertools import permutations

import msgspec
import pytest

from tests.fakes.desk import make_actor, make_link_desk, make_store
from tests.fakes.keys import FakeKeys
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.services.remembered.link import KEYSET_IN_FORCE, LEDGER_SEEN
from tipdesk.services.remembered.shapes import LedgerSeen
from tipdesk.services.sync.pull.ledger_seen import MOST, note_checkpoint, take_growth
from tipdesk.sync import merkle
from tipdesk.sync.document import KEYSET, LEDGER, Keyset, LedgerGrowth, Receipt, write_payload

POST, HQ, STRANGER = FakeKeys.of("post"), FakeKeys.of("headquarters"), FakeKeys.of("stranger")
LOG, EARLIER = b"l" * 16, b"e" * 16


class Ledger:
    """A ledger of headquarters. `changed`: the leaf that somebody has rewritten."""

    def __init__(self, changed: int | None = None) -> None:
        self.leaves = [hashlib.sha256(b"%d %d" % (number, number == changed)).digest() for number in range(40)]

    def _node(self, height: int, place: int) -> bytes:
        return merkle.fold(self.leaves[place << height : (place + 1) << height])

    def at(self, size: int) -> merkle.Checkpoint:
        """Return the checkpoint over so many entries."""
        return size, merkle.root(size, self._node)

    def growth(self, first: int, second: int, seen: merkle.Checkpoint | None = None, epoch: int = 0) -> LedgerGrowth:
        """Return what headquarters says of a checkpoint: its proof, or none where it was not one of this ledger."""
        is_ours = first <= second and seen in (None, self.at(first))
        path = merkle.consistency_path(first, second, self._node) if is_ours else ()
        return LedgerGrowth(POST_PC, epoch, seen or self.at(first), self.at(second), path)


GOOD, OTHER = Ledger(), Ledger(changed=2)
POST_PC = make_store().place.device


class Post:
    """A post that has the keys of headquarters."""

    def __init__(self) -> None:
        self.store = make_store()
        self.desk = make_link_desk(self.store, POST)
        root, signer = FakeKeys.of("root").signer, HQ.signer
        keyset = Keyset(1, root.public, (signer.public,), "fake1now", "", "", "", 5)
        with self.desk.work() as work:
            KEYSET_IN_FORCE.keep(work, write_payload(KEYSET, keyset, root))

    @property
    def seen(self) -> LedgerSeen:
        """What it remembers."""
        with self.desk.read() as reader:
            return LEDGER_SEEN.get(reader)

    @property
    def shown(self) -> tuple[int, tuple[int, ...]]:
        """The sizes of what it remembers: proved, and told."""
        return self.seen.proved[0], tuple(size for size, _root in self.seen.told)

    def hear(
        self, checkpoint: merkle.Checkpoint, seq: int = 9, epoch: int = 0, before: tuple[bytes, int] | None = (LOG, 8)
    ) -> None:
        """Take in what a receipt of the own log says; `before`: log and sequence of the last receipt."""
        last = receipt(checkpoint, *before) if before else None
        with self.store.work(make_actor()) as work:
            note_checkpoint(work, receipt(checkpoint, LOG, seq, epoch), last)

    def settle(self, growth: LedgerGrowth, keys: FakeKeys = HQ) -> bool:
        """Take in a proof."""
        return take_growth(self.desk, write_payload(LEDGER, growth, keys.signer))


def receipt(checkpoint: merkle.Checkpoint, log: bytes = LOG, seq: int = 9, epoch: int = 0) -> Receipt:
    """Return a receipt with a checkpoint."""
    return Receipt(POST_PC, log, seq, b"h" * 32, 0, 0, None, epoch, checkpoint, (1, 5), 1)


def has_heard(*sizes: int) -> Post:
    """Return a post that has heard these checkpoints of the good ledger."""
    post = Post()
    for size in sizes:
        post.hear(GOOD.at(size))
    return post


def test_nothing_is_seen_before_the_first_receipt() -> None:
    """Neither at first nor by the receipt of an empty ledger; the first checkpoint there is, is taken at its word."""
    post = Post()
    assert post.seen == LedgerSeen() == LedgerSeen(0, (0, b""), (), 0)
    assert post.seen.to_prove() == ()
    for checkpoint in ((0, b""), (0, merkle.EMPTY_ROOT)):
        post.hear(checkpoint, epoch=3)
        assert post.seen == LedgerSeen()
    post.hear(GOOD.at(5))
    assert post.seen == LedgerSeen(0, GOOD.at(5), (), 0)
    assert post.seen.to_prove() == (GOOD.at(5),)


def test_a_checkpoint_that_no_ledger_has_is_asked_for() -> None:
    """Entries without a root cannot be proved, and so are told at the next proof instead of passed over."""
    post = Post()
    post.hear((5, b""))
    assert post.seen.to_prove() == ((5, b""),)
    with pytest.raises(Distrust) as refusal:
        post.settle(GOOD.growth(5, 12, (5, b"")))
    assert refusal.value.code == "ledger-rewritten"


def test_later_checkpoints_wait_for_their_proof() -> None:
    """Larger ones are remembered beside the one that is proved; the same again, or one between, is no news."""
    post = has_heard(5, 7, 7, 5, 6, 9)
    assert post.shown == (5, (7, 9))
    assert post.seen.to_prove() == (GOOD.at(5), GOOD.at(7), GOOD.at(9))


def test_no_more_wait_than_a_few() -> None:
    """Eight at most: the first seven of them and the latest."""
    assert has_heard(*range(1, 12)).shown == (1, (2, 3, 4, 5, 6, 7, 8, 11))
    assert MOST == 8


@pytest.mark.parametrize("size", [5, 7, 9])
def test_two_roots_of_one_size_are_a_rewritten_ledger(size: int) -> None:
    """Whether the other root is the proved one's or one that waits; what is remembered stays."""
    post = has_heard(5, 7, 9)
    with pytest.raises(Distrust) as refusal:
        post.hear(OTHER.at(size), before=None)
    assert refusal.value.code == "ledger-rewritten"
    assert post.shown == (5, (7, 9))


def test_a_ledger_that_lost_entries_shows_in_a_newer_receipt() -> None:
    """Smaller than the proved one, though the receipt is surely later: refused, and nothing is forgotten."""
    post = has_heard(5, 7)
    with pytest.raises(Distrust) as refusal:
        post.hear(GOOD.at(4), seq=9, before=(LOG, 8))
    assert refusal.value.code == "ledger-shorter"
    assert post.shown == (5, (7,))


@pytest.mark.parametrize("before", [None, (LOG, 9), (LOG, 10), (EARLIER, 8)])
def test_a_receipt_that_lay_in_a_drawer_is_no_reason(before: tuple[bytes, int] | None) -> None:
    """One that may be older than the last, or of which nothing says whether it is, may tell of a smaller ledger."""
    post = has_heard(5, 7)
    post.hear(GOOD.at(4), seq=9, before=before)
    assert post.shown == (5, (7,))


def test_a_ledger_that_stands_still_is_as_it_should_be() -> None:
    """A newer receipt may bring the very checkpoint that is known."""
    post = has_heard(5)
    post.hear(GOOD.at(5), seq=9, before=(LOG, 8))
    assert post.shown == (5, ())


def test_a_declared_restore_begins_anew() -> None:
    """A higher epoch may tell of any ledger; what an earlier one says is of no account from then on."""
    post = has_heard(5, 7)
    assert post.settle(GOOD.growth(5, 9))
    post.hear(OTHER.at(4), epoch=2)
    assert post.seen == LedgerSeen(2, OTHER.at(4), (), 0)
    post.hear(GOOD.at(9), epoch=1)
    post.hear(GOOD.at(4), epoch=1)
    assert not post.settle(OTHER.growth(4, 9, epoch=1))
    assert post.seen == LedgerSeen(2, OTHER.at(4), (), 0)
    post.hear(OTHER.at(6), epoch=2)
    assert post.shown == (4, (6,))
    assert post.settle(OTHER.growth(4, 9, epoch=2))
    assert post.seen.proved == OTHER.at(9)


@pytest.mark.parametrize("order", list(permutations((5, 7, 9))))
def test_what_is_proved_need_not_be_proved_again(order: tuple[int, ...]) -> None:
    """In whatever order the proofs come: at the end the checkpoint they lead to stands alone, with the time of it."""
    post = has_heard(5, 7, 9)
    for size in order:
        assert post.settle(GOOD.growth(size, 12))
        assert not post.settle(GOOD.growth(size, 12)), "it is no news the second time"
    assert post.seen == LedgerSeen(0, GOOD.at(12), (), post.store.clock.at_ms)


@pytest.mark.parametrize("order", list(permutations((5, 7, 9))))
def test_a_rewritten_ledger_is_noticed_in_whatever_order_the_proofs_come(order: tuple[int, ...]) -> None:
    """Later checkpoints are of the rewritten ledger and are proved: the earlier one that is not stays a reason."""
    post = has_heard(5)
    for size in (7, 9):
        post.hear(OTHER.at(size))
    told = []
    for size in order:
        try:
            assert post.settle(OTHER.growth(size, 12, GOOD.at(5) if size == 5 else None))
        except Distrust as refusal:
            told.append(refusal.code)
    assert told == ["ledger-rewritten"]
    assert post.seen.proved == GOOD.at(5)
    assert OTHER.at(12) in post.seen.to_prove()


def test_two_ledgers_cannot_both_be_the_one_that_was_told() -> None:
    """Each of two checkpoints is proved, but to another ledger of one size: the second proof is refused."""
    post = has_heard(1)
    post.hear(GOOD.at(7))
    assert post.settle(GOOD.growth(7, 12))
    with pytest.raises(Distrust) as refusal:
        post.settle(OTHER.growth(1, 12, GOOD.at(1)))
    assert refusal.value.code == "ledger-rewritten"
    assert post.shown == (1, (12,))


@pytest.mark.parametrize(("second", "code"), [(12, "ledger-rewritten"), (5, "ledger-rewritten"), (4, "ledger-shorter")])
def test_a_proof_that_fails_is_refused_by_name(second: int, code: str) -> None:
    """Headquarters says that it cannot, and how large its ledger is now; what is remembered stays."""
    post = has_heard(5, 7)
    with pytest.raises(Distrust) as refusal:
        post.settle(OTHER.growth(5, second, GOOD.at(5)))
    assert refusal.value.code == code
    assert post.shown == (5, (7,))


def test_a_proof_that_nobody_waits_for_says_nothing() -> None:
    """Of a checkpoint that was never told, of another root of it, or of another epoch: no news, good or bad."""
    post = has_heard(5, 7)
    bad = replace_path(GOOD.growth(6, 12))
    for growth in (bad, OTHER.growth(5, 12), GOOD.growth(5, 12, epoch=1), replace_path(GOOD.growth(5, 12, epoch=1))):
        assert not post.settle(growth)
    assert post.seen == LedgerSeen(0, GOOD.at(5), (GOOD.at(7),), 0)


def replace_path(growth: LedgerGrowth) -> LedgerGrowth:
    """Return a proof that proves nothing."""
    return msgspec.structs.replace(growth, path=(bytes(32),))


def test_a_proof_is_for_this_post_by_headquarters() -> None:
    """One for another PC, or signed by a stranger, is refused; before the grant there is nobody to believe."""
    post = has_heard(5)
    growth = GOOD.growth(5, 12)
    with pytest.raises(Distrust) as refusal:
        post.settle(msgspec.structs.replace(growth, device=b"x" * 16))
    assert refusal.value.code == "other-device"
    with pytest.raises(Distrust) as refusal:
        post.settle(growth, STRANGER)
    assert refusal.value.code == "bad-signature"
    assert post.shown == (5, ())
    with post.desk.work() as work:
        KEYSET_IN_FORCE.forget(work)
    with pytest.raises(UserError) as unknown:
        post.settle(growth)
    assert unknown.value.code == "not-enrolled"
