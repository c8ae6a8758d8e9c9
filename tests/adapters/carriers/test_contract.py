"""What every carrier promises, proved on the wire, the stick and the two fakes alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.carrier import FakeCarrier
from tests.fakes.inbox import FakeInbox, make_bundle, receipt_of
from tests.lab.headquarters import certificates, headquarters
from tipdesk.adapters.carriers.folder import FolderCarrier, FolderStick
from tipdesk.adapters.carriers.https import HttpsCarrier
from tipdesk.domain.errors import UserError
from tipdesk.services.sticks.stick import BUNDLE, FETCH, RECEIPT
from tipdesk.services.sync.carrier import Carrier

NAME = "a1b2c3d4"


class StopError(Exception):
    """Raised by a watcher."""


@dataclass
class FarEnd:
    """A carrier and the view from headquarters: what arrived, what fetches came, and a way to leave things."""

    carrier: Carrier
    arrived: Callable[[], list[bytes]]
    fetches: Callable[[], list[bytes]]
    leave: Callable[[bytes, bytes], None]
    answers_at_once: bool


def wire(folder: Path) -> Iterator[FarEnd]:
    """The https carrier and a real server."""
    inbox = FakeInbox()
    with (
        headquarters(inbox, folder / "spool") as url,
        HttpsCarrier(url, certificates(0).authority, bytes, wait=lambda _seconds: None) as carrier,
    ):
        yield FarEnd(
            carrier,
            lambda: inbox.received,
            lambda: inbox.fetches,
            lambda receipt, down: inbox.waiting.extend((receipt, down)),
            answers_at_once=True,
        )


def stick(folder: Path) -> Iterator[FarEnd]:
    """The folder carrier; headquarters looks at the same stick from a home of its own."""
    (folder / "stick").mkdir()
    far = FolderStick(folder / "stick", folder / "hq")

    def leave(receipt: bytes, down: bytes) -> None:
        far.put(down, BUNDLE)
        far.put(receipt, RECEIPT)

    yield FarEnd(
        FolderCarrier(folder / "stick", folder / "post", b"device"),
        lambda: [content for _one, content in far.sieve(BUNDLE).read() if content is not None],
        lambda: [content for _one, content in far.sieve(FETCH).read() if content is not None],
        leave,
        answers_at_once=False,
    )


def fake(*, is_wire: bool) -> Iterator[FarEnd]:
    """The fake, once as a wire and once as a stick."""
    carrier = FakeCarrier(receipt_of if is_wire else None)
    yield FarEnd(
        carrier,
        lambda: list(carrier.delivered.values()),
        lambda: carrier.fetches,
        lambda receipt, down: carrier.waiting.extend((receipt, down)),
        answers_at_once=is_wire,
    )


@pytest.fixture(params=["wire", "stick", "fake wire", "fake stick"])
def end(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FarEnd]:
    """Each carrier in turn."""
    made = {
        "wire": lambda: wire(tmp_path),
        "stick": lambda: stick(tmp_path),
        "fake wire": lambda: fake(is_wire=True),
        "fake stick": lambda: fake(is_wire=False),
    }
    yield from made[request.param]()


def test_what_is_delivered_arrives(end: FarEnd) -> None:
    """Headquarters has the bytes that were delivered, and answers at once where it can."""
    bundle = make_bundle(100_000)
    answer = end.carrier.deliver(bundle, NAME)
    assert end.arrived() == [bundle]
    assert answer == (receipt_of(bundle) if end.answers_at_once else None)


def test_delivering_twice_is_no_error(end: FarEnd) -> None:
    """The same bundle may be delivered again; the answer is the same and nothing arrives damaged."""
    bundle = make_bundle(100_000)
    assert end.carrier.deliver(bundle, NAME) == end.carrier.deliver(bundle, NAME)
    assert set(end.arrived()) == {bundle}


def test_progress_ends_with_everything(end: FarEnd) -> None:
    """The last step told is all of it."""
    told: list[tuple[int, int]] = []
    end.carrier.deliver(make_bundle(100_000), NAME, lambda done, total: told.append((done, total)))
    assert told[-1] == (100_000, 100_000)


def test_cancelled_work_leaves_nothing_whole(end: FarEnd) -> None:
    """A cancelled delivery ends as `stopped`, and headquarters has no bundle."""
    with pytest.raises(UserError) as stopped:
        end.carrier.deliver(make_bundle(100_000), NAME, cancelled=lambda: True)
    assert stopped.value.code == "stopped"
    assert end.arrived() == []


def test_a_step_that_raises_ends_the_work(end: FarEnd) -> None:
    """What the watcher raises comes through, and headquarters has no bundle."""

    def stop(_done: int, _total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        end.carrier.deliver(make_bundle(100_000), NAME, stop)
    assert end.arrived() == []


def test_what_waits_is_collected_receipts_first(end: FarEnd) -> None:
    """A receipt and a down-bundle come back as they are, and headquarters is told who asked."""
    receipt, down = b"a receipt", make_bundle(50_000, seed=9)
    end.leave(receipt, down)
    assert list(end.carrier.collect(b"fetch document")) == [receipt, down]
    assert end.fetches() == [b"fetch document"]


def test_nothing_waits_at_first(end: FarEnd) -> None:
    """An empty far end is no error, and a bundle just delivered is not brought back."""
    end.carrier.deliver(make_bundle(1000), NAME)
    assert list(end.carrier.collect(b"fetch document")) == []


def test_a_stick_knows_what_lies_on_it(end: FarEnd) -> None:
    """What was delivered under a name lies there whole until it is settled; on a wire nothing lies."""
    assert not end.carrier.lies(NAME)
    end.carrier.deliver(make_bundle(1000), NAME)
    assert end.carrier.lies(NAME) is not end.answers_at_once
    end.carrier.receipted([NAME])
    assert not end.carrier.lies(NAME)


def test_what_is_settled_or_taken_may_be_unknown(end: FarEnd) -> None:
    """Settling and taking what is not there is no error."""
    end.carrier.receipted(["never0delivered"])
    end.carrier.taken([b"never collected"])


def test_what_was_settled_and_taken_does_not_come_back(end: FarEnd) -> None:
    """A stick is empty again after the round; a wire never held anything."""
    if end.answers_at_once:
        end.carrier.receipted([NAME])
        return
    end.carrier.deliver(make_bundle(1000), NAME)
    end.leave(b"a receipt", make_bundle(1000, seed=9))
    end.carrier.taken(list(end.carrier.collect(b"fetch document")))
    end.carrier.receipted([NAME])
    assert list(end.carrier.collect(b"fetch document")) == []
    assert end.arrived() == []
