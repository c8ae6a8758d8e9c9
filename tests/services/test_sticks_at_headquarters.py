"""Headquarters reads a stick and writes its answers back: in any order of files, for every post whose stick it is."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.ways import Stick, StickCarrier
from tests.services.countries import Country, bundle_of, fetch_of, receipt_in
from tests.services.writes import add_note, begin_case
from tipdesk.domain.errors import UserError
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.directory.registry import DEVICE
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.remembered.office import ARRIVALS, LAST_HEARD
from tipdesk.services.sticks.stick import BUNDLE, FETCH
from tipdesk.services.sticks.stick import RECEIPT as RECEIPT_SUFFIX
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now
from tipdesk.sync.document import KEYSET, LEDGER, RECEIPT
from tipdesk.sync.envelope import is_kind
from tipdesk.sync.trust import Verdict

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site


class FakeStick(Stick):
    """A stick whose files come in the order of their names."""

    def __init__(self, **files: bytes) -> None:
        super().__init__(Random(0), {name.replace("_", "."): content for name, content in files.items()})
        self.reads = 0

    def arrange(self, names: list[str]) -> None:
        """Put them in the order of their names."""
        self.reads += any(name.endswith(BUNDLE) for name in names)
        names.sort()

    def of(self, kind: str) -> list[bytes]:
        """Return the documents of a kind that lie there."""
        return [content for content in self.files.values() if is_kind(content, kind)]

    def receipts(self) -> dict[tuple[bytes, bytes], int]:
        """Return how far the receipts that lie there go, by device and log."""
        told = [receipt_in(content) for content in self.of(RECEIPT)]
        assert len(told) == len({(one.device, one.log) for one in told})
        return {(one.device, one.log): one.seq for one in told}


def visit(country: Country, site: Site, stick: Stick) -> None:
    """Let a post write to a stick and read from it."""
    sync_now(site.desk(), StickCarrier(stick, site.device), no_step, never)


def test_a_stick_is_read_at_headquarters_only(country: Country) -> None:
    """At a post nothing of it is opened."""
    stick = FakeStick(a_tdb=b"anything")
    with pytest.raises(UserError) as refusal:
        receive_stick(country.post.desk(), stick)
    assert (refusal.value.code, stick.reads) == ("not-headquarters", 0)


def test_every_bundle_is_answered_once(country: Country) -> None:
    """Each file has its verdict; each log one receipt, the last one; each device that was heard what waits for it."""
    case = begin_case(country.post)
    first = bundle_of(country.post)
    add_note(country.post, case)
    stick = FakeStick(a_tdb=first, b_tdb=bundle_of(country.post, after=1), c_tdb=b"no bundle at all")
    results = receive_stick(country.office.desk(), stick)
    assert [(one.file, one.verdict) for one in results] == [
        ("a.tdb", Verdict.ACCEPTED),
        ("b.tdb", Verdict.ACCEPTED),
        ("c.tdb", Verdict.REFUSED),
    ]
    assert stick.receipts() == {(country.post.device, country.post.log): 2}
    written = [name for name in stick.files if len(name) > 10]
    assert sorted(name[-4:] for name in written) == [BUNDLE, RECEIPT_SUFFIX]
    assert {"a.tdb", "b.tdb", "c.tdb"} <= set(stick.files)


def test_a_gap_is_closed_by_what_lies_behind_it(country: Country) -> None:
    """A stick keeps no order: what left a gap is tried again as long as something else was accepted, and only that."""
    case = begin_case(country.post)
    parts = [bundle_of(country.post)]
    for after in (1, 2, 3):
        add_note(country.post, case)
        parts.append(bundle_of(country.post, after))
    stick = FakeStick(a_tdb=parts[3], b_tdb=parts[2], c_tdb=parts[1], d_tdb=parts[0], e_tdb=b"no bundle")
    results = receive_stick(country.office.desk(), stick)
    assert [(one.file, one.verdict.value) for one in results] == [
        ("d.tdb", "accepted"),
        ("e.tdb", "refused"),
        ("c.tdb", "accepted"),
        ("b.tdb", "accepted"),
        ("a.tdb", "accepted"),
    ]
    assert stick.receipts() == {(country.post.device, country.post.log): 4}
    with country.office.desk().read() as reader:
        assert [one.file[0] for one in reversed(ARRIVALS.get(reader))] == [*"abcde", *"abc", *"ab", "a"]


def test_a_gap_that_nothing_closes_is_tried_no_more(country: Country) -> None:
    """Where nothing was accepted, or nothing is left that waits, the stick is read no further time."""
    case = begin_case(country.post)
    add_note(country.post, case)
    stick = FakeStick(a_tdb=bundle_of(country.post, after=1))
    assert [one.verdict for one in receive_stick(country.office.desk(), stick)] == [Verdict.GAP]
    assert stick.reads == 1
    assert stick.receipts() == {(country.post.device, country.post.log): 0}
    stick = FakeStick(a_tdb=bundle_of(country.post))
    receive_stick(country.office.desk(), stick)
    assert stick.reads == 1


def test_an_empty_stick_is_left_empty(country: Country) -> None:
    """Nobody was heard: nothing is written."""
    stick = FakeStick()
    assert receive_stick(country.office.desk(), stick) == []
    assert stick.files == {}


def test_our_own_bundles_are_passed_by(country: Country) -> None:
    """What headquarters wrote for a post lies there until the post has been: no verdict, nothing kept, by any key."""
    begin_case(country.office)
    stick = FakeStick(a_tdf=fetch_of(country.post))
    receive_stick(country.office.desk(), stick)
    ours = [name for name in stick.files if name.endswith(BUNDLE)]
    assert len(ours) == 1
    country.renew_keys()
    assert receive_stick(country.office.desk(), stick) == []
    with country.office.desk().work() as work:
        assert work.ledger.quarantine.find_all() == []


def test_who_asks_is_answered_without_a_bundle(country: Country) -> None:
    """A question brings a receipt, proofs and what waits; one that is refused keeps nobody else from an answer."""
    country.sync()
    with country.office.desk().work() as work:
        seen = work.ledger.tree.checkpoint()
    files = {
        "a_tdf": b"nonsense",
        "b_tdf": fetch_of(country.posts[1], country.post.keys.signer),
        "c_tdf": fetch_of(country.post, checkpoints=(seen,)),
    }
    stick = FakeStick(**files)
    assert receive_stick(country.office.desk(), stick) == []
    assert stick.receipts() == {(country.post.device, country.post.log): 0}
    assert len(stick.of(LEDGER)) == 1
    with country.office.desk().read() as reader:
        last = LAST_HEARD.of(country.post.device).get(reader)
    assert last is not None
    assert last.file == "c.tdf"


def test_a_question_tells_more_than_the_bundle_before_it(country: Country) -> None:
    """Both lie on the stick: one receipt of the log is written, that of the question."""
    begin_case(country.post)
    stick = FakeStick(a_tdb=bundle_of(country.post), b_tdf=fetch_of(country.post))
    receive_stick(country.office.desk(), stick)
    assert stick.receipts() == {(country.post.device, country.post.log): 1}


def test_two_questions_of_one_device_are_answered_once(country: Country) -> None:
    """An older one lies on a copied stick: one receipt is written, the last one made."""
    stick = FakeStick(a_tdf=fetch_of(country.post), b_tdf=fetch_of(country.post))
    receive_stick(country.office.desk(), stick)
    assert stick.receipts() == {(country.post.device, country.post.log): 0}


def test_both_posts_of_a_stick_find_what_is_theirs(country: Country) -> None:
    """Each has its receipt and its down-bundle; afterwards the stick holds nothing of either."""
    stick = FakeStick()
    for site in country.posts:
        begin_case(site)
        visit(country, site, stick)
    receive_stick(country.office.desk(), stick)
    assert len(stick.receipts()) == 2
    for site in country.posts:
        visit(country, site, stick)
        with site.desk().read() as reader:
            assert len(reader.find_rows(DEVICE)) == 3
    assert [name for name in stick.files if not name.endswith(FETCH)] == []


def test_what_an_earlier_visit_left_leaves_the_stick(country: Country) -> None:
    """Down-bundles that a later one covers go once that is written; the same one again stays."""
    begin_case(country.office)
    stick = FakeStick(a_tdf=fetch_of(country.post))

    def down() -> list[str]:
        receive_stick(country.office.desk(), stick)
        return [name for name in stick.files if name.endswith(BUNDLE)]

    [first] = down()
    assert down() == [first]
    add_post(country.office.desk(), "C", "C")
    [second] = down()
    assert second != first
    add_post(country.office.desk(), "D", "D")
    assert down() not in ([first], [second])


def test_former_keysets_leave_the_stick(country: Country) -> None:
    """A newer keyset replaces the one before; it stays as long as a device is behind, and goes once none is."""
    for site in country.posts:
        country.sync(site)
    stick = FakeStick(a_tdf=fetch_of(country.post))
    country.renew_keys()
    desk = country.office.desk()
    receive_stick(desk, stick)
    [first] = stick.of(KEYSET)
    stick.files.pop("a.tdf")
    receive_stick(desk, stick)
    assert stick.of(KEYSET) == [first]
    stick.files["b.tdf"] = fetch_of(country.posts[1])
    country.renew_keys()
    receive_stick(desk, stick)
    [second] = stick.of(KEYSET)
    assert second != first
    stick.files.pop("b.tdf")
    for site in country.posts:
        country.sync(site)
        country.sync(site)
    receive_stick(desk, stick)
    assert stick.of(KEYSET) == []


def test_a_keyset_is_forgotten_only_when_it_left_the_stick(country: Country) -> None:
    """While somebody is behind, it is remembered over visits without a question, so that it leaves at last."""
    for site in country.posts:
        country.sync(site)
    country.renew_keys()
    desk, stick = country.office.desk(), FakeStick(a_tdf=fetch_of(country.post))
    receive_stick(desk, stick)
    stick.files.pop("a.tdf")
    for _time in range(3):
        receive_stick(desk, stick)
    assert len(stick.of(KEYSET)) == 1
    for site in country.posts:
        country.sync(site)
        country.sync(site)
    receive_stick(desk, stick)
    assert stick.of(KEYSET) == []
