"""What anybody can know of a bundle, what an installation can prove of it, and what bundles are packed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.sites import make_site
from tests.services.countries import Country, bundle_of
from tests.services.writes import add_note, begin_case, write_beside, write_directory
from tipdesk.domain.errors import Distrust
from tipdesk.domain.schema import Scope
from tipdesk.services.headquarters.directory.registry import DEVICE
from tipdesk.services.ledger import Logged, ScopeKey
from tipdesk.services.sync.inspect_bundle import Inspected, inspect_bundle, verify_bundle
from tipdesk.services.sync.pull.arrivals import known_salts, take_in
from tipdesk.services.sync.push.packing import pack
from tipdesk.sync.bundle import DOWN, ENTRY, FORGET, UP, Item, LogTable, Salt, read_outer, seal_bundle
from tipdesk.sync.codec import first_hash
from tipdesk.sync.limits import LIMITS
from tipdesk.sync.trust import prove

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tipdesk.domain.changes import Entry
    from tipdesk.services.desk import UnitOfWork


@pytest.fixture
def country(country: Country) -> Country:
    """Headquarters and a PC of each of two posts; the first has a case with a note."""
    add_note(country.post, begin_case(country.post))
    return country


def refusal(site: Site | None, content: bytes) -> str:
    """Return why a bundle is refused: by an installation, or by anybody."""
    with pytest.raises(Distrust) as refused:
        inspect_bundle(content) if site is None else verify_bundle(site.desk(), content)
    return refused.value.code


def test_anybody_reads_the_outer_header(country: Country) -> None:
    """Who signed and how large it is; nothing of that is proved, and the verdict says so."""
    content = bundle_of(country.post)
    outer = read_outer(content, None, None)[0]
    assert outer.device == country.post.device
    assert inspect_bundle(content) == Inspected(outer, len(content), "unknown-key", "", b"", 0, 0, 0)
    assert refusal(None, b"no bundle") == "bad-bundle"


@pytest.mark.parametrize("change", [-1, 1])
def test_a_bundle_of_another_length_than_was_signed_is_told(country: Country, change: int) -> None:
    """Cut or lengthened: nobody needs a key to see that."""
    content = bundle_of(country.post)
    assert refusal(None, content[:-1] if change < 0 else content + b"\0") == "altered"


def test_the_largest_bundle_is_inspected(country: Country) -> None:
    """At the limit it is one; a byte more, and nothing of it is read."""
    keys = country.post.keys

    def of_size(size: int) -> bytes:
        empty = len(seal_bundle(b"", keys.device, keys.signer, lambda _plain: bytes(1 << 20))) - (1 << 20)
        return seal_bundle(b"", keys.device, keys.signer, lambda _plain: bytes(size - empty))

    full = of_size(LIMITS.sealed)
    assert len(full) == LIMITS.sealed
    assert inspect_bundle(full).size == LIMITS.sealed
    assert refusal(None, full + b"\0") == "too-large"


def test_headquarters_proves_what_a_post_wrote(country: Country) -> None:
    """Opened with its own keys: kind, log, stretch and entries; every chain is proved first."""
    content = bundle_of(country.post, after=1)
    outer = read_outer(content, None, None)[0]
    told = verify_bundle(country.office.desk(), content)
    assert told == Inspected(outer, len(content), "verified", UP, country.post.log, 2, 2, 1)
    broken = country.rewritten(content, head=b"h" * 32)
    assert refusal(country.office, broken) == "broken-chain"


def test_who_signed_is_proved_where_the_bundle_does_not_open(country: Country) -> None:
    """A post knows its own hand and those in its directory; what it is not sealed to stays shut, and that is told."""
    content = bundle_of(country.post)
    outer = read_outer(content, None, None)[0]
    assert verify_bundle(country.post.desk(), content) == Inspected(outer, len(content), "signed")
    assert refusal(country.posts[1], content) == "unknown-key"
    country.sync(country.posts[1])
    assert verify_bundle(country.posts[1].desk(), content).verdict == "signed"
    damaged = country.sealed(b"x", country.post, lambda _plain: b"fake age\n" + bytes(60))
    assert refusal(country.post, damaged) == "age-header"


def test_a_post_proves_what_headquarters_sent_down(country: Country) -> None:
    """By the keys of the keyset; a stretch of its down-log has no log of its own."""
    country.sync()
    content = country.noted_down()
    told = verify_bundle(country.post.desk(), content)
    assert (told.verdict, told.kind, told.log, told.entries) == ("verified", DOWN, b"", 1)
    assert told.last == told.first > 0


def test_a_pc_without_keys_of_headquarters_knows_its_own(country: Country) -> None:
    """Before it is enrolled: its own hand is known, headquarters' is not."""
    site = make_site(PureEngine(), "new", "A", [0])
    own = country.sealed(b"x", site)
    assert verify_bundle(site.desk(), own).verdict == "signed"
    country.sync()
    assert refusal(site, country.noted_down()) == "unknown-key"


def test_a_device_without_a_key_in_its_row_is_passed_by(country: Country) -> None:
    """A row that came in part proves nobody's hand, and disturbs nobody else's."""
    write_directory(country.office, DEVICE, b"without-a-key---", post=b"p" * 16)
    assert verify_bundle(country.office.desk(), bundle_of(country.post)).verdict == "verified"


def logged_in(work: UnitOfWork, *entries: Entry) -> list[Logged]:
    """Return entries as they are held."""
    found = [work.ledger.get_entry(one.log, one.head.seq) for one in entries]
    return [one for one in found if one is not None]


def salt(work: UnitOfWork, scope: Scope, key: bytes) -> Salt:
    """Return a salt as it travels."""
    return Salt(int(scope), key, work.ledger.salts([ScopeKey(int(scope), key)])[ScopeKey(int(scope), key)])


def test_what_a_bundle_is_packed_from(country: Country) -> None:
    """Items in the order given; each log and each salt once, in the order in which they are first needed."""
    country.sync()
    case = begin_case(country.office)
    ours = add_note(country.office, case)
    key = write_beside(country.office, Scope.REGISTER)
    with country.office.desk().work() as work:
        theirs = work.ledger.read(country.post.log, 0, 1 << 20)
        other = theirs[0].head
        first, third = logged_in(work, ours, key)
        second = theirs[1]
        packed = pack(work, [first, second, third, theirs[0]])
        assert packed.logs == (
            LogTable(country.office.log, country.office.device, work.ledger.log_table(country.office.log)),
            LogTable(country.post.log, country.post.device, (country.post.log,)),
        )
        assert [one.log for one in packed.items] == [0, 1, 0, 1]
        assert [one.head for one in packed.items] == [first.head, second.head, third.head, other]
        assert {one.kind for one in packed.items} == {ENTRY}
        theirs_case = packed.salts[1].key
        assert packed.salts == (
            salt(work, Scope.CASE, case),
            salt(work, Scope.CASE, theirs_case),
            salt(work, Scope.REGISTER, country.office.log),
        )
        assert theirs_case not in (case, country.office.log)
        kinds = [one.kind for one in pack(work, [first, second], [ENTRY, FORGET]).items]
    assert kinds == [ENTRY, FORGET]


def test_a_body_that_is_gone_travels_as_its_hash(country: Country) -> None:
    """Where the body is there, no hash goes along; the salt that is not held, is left out, as is a strange log's PC."""
    with country.post.desk().work() as work:
        whole = work.ledger.read(country.post.log, 0, 1 << 20)[0]
        gone = whole._replace(body=None)
        foreign = whole._replace(log=b"u" * 16)
        packed = pack(work, [whole, gone, foreign])
        assert packed.items[0] == Item(ENTRY, 0, whole.head, whole.body, None)
        assert packed.items[1] == Item(ENTRY, 0, whole.head, None, whole.body_hash)
        assert packed.logs[1] == LogTable(b"u" * 16, b"", (b"u" * 16,))
        assert len(packed.salts) == 1
    with country.posts[1].desk().work() as work:
        assert pack(work, [whole]).salts == ()
        assert pack(work, []) == pack(work, [], [])


def test_only_salts_that_are_held_are_compared(country: Country) -> None:
    """Of the scopes that a bundle names, what this store has: nothing more."""
    opened = country.opened(bundle_of(country.post))
    [brought] = opened.salts
    with country.posts[1].desk().work() as work:
        assert known_salts(work, opened.salts) == {}
    with country.post.desk().work() as work:
        assert known_salts(work, opened.salts) == {(brought.scope, brought.key): brought.salt}
        assert known_salts(work, ()) == {}


def test_who_tells_of_a_log_closes_no_other_by_it(country: Country) -> None:
    """A device itself says which of its logs goes on: told by headquarters, a second one is taken for closed."""
    old, new = LogTable(b"o" * 16, b"d" * 16, (b"o" * 16,)), LogTable(b"n" * 16, b"d" * 16, (b"n" * 16, b"o" * 16))
    for chained, closed in ((False, {old.log: False, new.log: True}), (True, {old.log: True, new.log: False})):
        site = make_site(PureEngine(), f"new {chained}", "A", [0])
        with site.desk().work() as work:
            for table in (old, new):
                assert take_in(work, [table], (), (), 5, chained=chained) == 0
            assert {one.log: one.closed for one in work.ledger.find_logs(b"d" * 16)} == closed
            assert work.ledger.log_table(new.log) == new.table


def test_a_log_that_is_held_is_not_opened_again(country: Country) -> None:
    """A late bundle of a closed log does not make it the current one; its table grows all the same."""
    site = make_site(PureEngine(), "new", "A", [0])
    old, new = (LogTable(name * 16, b"d" * 16, (name * 16,)) for name in (b"o", b"n"))
    longer = old._replace(table=(old.log, b"x" * 16))
    with site.desk().work() as work:
        for table in (old, new, longer):
            take_in(work, [table], (), (), 5, chained=True)
        assert {one.log: one.closed for one in work.ledger.find_logs(b"d" * 16)} == {old.log: True, new.log: False}
        assert work.ledger.log_table(old.log) == longer.table


def test_what_is_taken_in_counts_once(country: Country) -> None:
    """Its log advances where the chain is its own; an entry with a reason is kept and not applied."""
    opened = country.opened(bundle_of(country.post))
    stretch = prove(opened, {})
    for chained, seq in ((True, 2), (False, 0)):
        site = make_site(PureEngine(), f"new {chained}", "A", [0])
        with site.desk().work() as work:
            given = (work, opened.inner.logs, opened.salts, stretch, 5)
            assert take_in(*given, chained=chained, parked=[None, "other-post"]) == 2
            assert take_in(*given, chained=chained) == 0
            state = work.ledger.get_log(country.post.log)
            assert state is not None
            chain = stretch[-1].chained if chained else first_hash(country.post.device, country.post.log)
            assert (state.seq, state.hash) == (seq, chain)
            assert [(one.seq, one.reason) for one in work.ledger.find_parked()] == [(2, "other-post")]
            assert known_salts(work, opened.salts) != {}


@pytest.mark.parametrize("reasons", [["other-post"], [None] * 3])
def test_reasons_are_given_for_each_entry_or_for_none(country: Country, reasons: list[str | None]) -> None:
    """Fewer or more of them than entries is a fault of this program: nothing is guessed."""
    opened = country.opened(bundle_of(country.post))
    with pytest.raises(ValueError, match="argument"), country.office.desk().work() as work:
        take_in(work, opened.inner.logs, opened.salts, prove(opened, {}), 5, chained=True, parked=reasons)
