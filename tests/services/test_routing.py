"""Whom a new entry concerns: into which down-logs headquarters puts it, and when a case goes whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.countries import Country, FakeAsked, a_country, bundle_of, know, stranger
from tests.services.writes import (
    CASE,
    KEY,
    NOTE,
    REDACTION,
    add_note,
    begin_case,
    redact,
    share_case,
    write,
    write_beside,
    write_directory,
)
from tipdesk.domain.changes import Change
from tipdesk.domain.schema import Scope
from tipdesk.services.headquarters.directory.registry import POST, read_registry
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.directory.route import route, route_whole
from tipdesk.services.headquarters.ledger.meet_log import current_log
from tipdesk.services.ledger import Arrival
from tipdesk.sync.codec import decode_head
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of one post and one of another."""
    return a_country({"A": 2, "B": 1})


def down(country: Country, site: Site) -> list[tuple[bytes, int]]:
    """Return log and number of what waits for a device beyond the directory, in order."""
    with country.office.desk().work() as work:
        items = work.ledger.down.read(site.device, 0, LIMITS.plaintext)
        own = work.ledger.own().log
        directory = {one.seq for one in work.ledger.scope_entries(int(Scope.DIRECTORY)) if one.log == own}
    return [(one.entry.log, one.entry.seq) for one in items if one.entry.log != own or one.entry.seq not in directory]


def test_whom_an_entry_of_a_post_concerns(country: Country) -> None:
    """A case and the register: the other PCs of its post. A look: nobody. Never the device itself, nor another post."""
    case = begin_case(country.post)
    write_beside(country.post, Scope.AUDIT)
    write_beside(country.post, Scope.REGISTER)
    country.receive(bundle_of(country.post))
    log = country.post.log
    assert [down(country, site) for site in country.posts] == [[], [(log, 1), (log, 3)], []]
    share_case(country.post, country.posts[1], case)
    add_note(country.posts[1], case)
    country.receive(bundle_of(country.posts[1]))
    assert down(country, country.post) == [(country.posts[1].log, 1)]


def test_whom_an_entry_of_headquarters_concerns(country: Country) -> None:
    """In a case every PC of its post; its own register nobody; the directory every device that is not revoked."""
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    note = add_note(country.office, case)
    write_beside(country.office, Scope.REGISTER)
    assert down(country, country.post) == [(note.log, note.head.seq)]
    assert down(country, country.posts[2]) == []
    revoke_device(country.office.desk(), country.posts[2].device)
    before = _heads(country)
    write_directory(country.office, POST, b"c" * 16, code="C")
    assert [now - then for now, then in zip(_heads(country), before, strict=True)] == [1, 1, 0]


def _heads(country: Country) -> list[int]:
    with country.office.desk().work() as work:
        return [work.ledger.down.head_of(site.device)[0] for site in country.posts]


def test_headquarters_own_device_has_no_down_log(country: Country) -> None:
    """What it holds it holds."""
    begin_case(country.post)
    country.receive(bundle_of(country.post))
    with country.office.desk().work() as work:
        assert work.ledger.down.head_of(country.office.device)[0] == 0


def test_what_came_in_a_closed_log_is_news_to_its_own_device(country: Country) -> None:
    """A post that was put back may not have it: it comes down as to any other PC, its present log does not."""
    backup = country.post.store.backup()
    begin_case(country.post)
    old, late = country.post.log, bundle_of(country.post)
    country.put_back_post(backup)
    country.sync()
    country.receive(late)
    country.sync()
    begin_case(country.post)
    country.sync()
    assert (old, 1) in down(country, country.post)
    assert all(log != country.post.log for log, _seq in down(country, country.post))


def test_a_case_that_headquarters_began_goes_whole_to_its_post(country: Country) -> None:
    """Once a post writes to it, it is known whose it is: all that was held before comes down too, in order."""
    case = begin_case(country.office)
    add_note(country.office, case)
    assert down(country, country.post) == []
    share_case(country.office, country.post, case)
    note = add_note(country.post, case)
    country.receive(bundle_of(country.post))
    ours = [log for log, _seq in down(country, country.post)]
    assert ours == [country.office.log] * 2
    assert len(down(country, country.posts[1])) == 3
    assert (note.log, 1) in down(country, country.posts[1])
    assert down(country, country.posts[2]) == []


def test_a_case_is_routed_whole_without_the_devices_present_log(country: Country) -> None:
    """A PC has what it wrote in the log that goes on; of its closed logs and of others' it gets all."""
    case = begin_case(country.post)
    backup = country.post.store.backup()
    country.receive(bundle_of(country.post))
    old = country.post.log
    country.put_back_post(backup)
    note = add_note(country.post, case)
    country.sync()
    share_case(country.post, country.posts[1], case)
    other = add_note(country.posts[1], case)
    country.receive(bundle_of(country.posts[1]))
    with country.office.desk().work() as work:
        work.ledger.down.rebase(country.post.device, 0, b"d" * 32)
        route_whole(work, read_registry(work), case)
        items = work.ledger.down.read(country.post.device, 0, LIMITS.plaintext)
    places = [(one.entry.log, one.entry.seq) for one in items]
    assert places == [(old, 1), (other.log, 1)]
    assert (note.log, note.head.seq) not in places


def test_a_case_of_nobody_is_routed_to_nobody(country: Country) -> None:
    """Headquarters' own case waits until a post writes to it."""
    case = begin_case(country.office)
    with country.office.desk().work() as work:
        route_whole(work, read_registry(work), case)
    assert [down(country, site) for site in country.posts] == [[], [], []]


def test_a_redaction_of_headquarters_reaches_whoever_holds_the_entry(country: Country) -> None:
    """Where the entry went to, and where it came from; of an entry that is not held, nobody."""
    begin_case(country.post)
    country.receive(bundle_of(country.post))
    before = [len(down(country, site)) for site in country.posts]
    redact(country.office, country.post.log, 1)
    assert [len(down(country, site)) for site in country.posts] == [before[0] + 1, before[1] + 1, before[2]]
    redact(country.office, country.post.log, 99)
    redact(country.office, b"u" * 16, 1)
    assert [len(down(country, site)) for site in country.posts] == [before[0] + 1, before[1] + 1, before[2]]


def test_a_redaction_of_a_post_goes_as_its_register_does(country: Country) -> None:
    """To the other PCs of the post, not back to the one that took its own entry back before it left."""
    begin_case(country.post)
    redact(country.post, country.post.log, 1, "withdrawn")
    bundle = country.without_body(bundle_of(country.post), 1)
    assert country.receive(bundle).parked == 0
    log = country.post.log
    assert [down(country, site) for site in country.posts] == [[], [(log, 1), (log, 2)], []]


def test_what_is_parked_is_routed_once_it_is_applied(country: Country) -> None:
    """Nobody gets what headquarters does not believe; then its post gets the case whole."""
    country.post.actor = stranger()
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    assert down(country, country.posts[1]) == []
    know(country, stranger())
    assert down(country, country.posts[1]) == [(country.post.log, 1)]
    with country.office.desk().read() as reader:
        assert reader.get_row(CASE, case) is not None


def test_each_case_of_one_save_goes_its_own_way(country: Country) -> None:
    """Headquarters writes in the cases of two posts at once: neither post gets what is the other's."""
    cases = [begin_case(site) for site in (country.post, country.posts[2])]
    for site in (country.post, country.posts[2]):
        country.receive(bundle_of(site))
    with country.office.desk().work() as work:
        for case in cases:
            work.append(Scope.CASE, case, [Change(NOTE.number, country.office.ids.new_id(), {1: "noted"})])
        last = work.ledger.own().seq
    log = country.office.log
    assert [[seq for one, seq in down(country, site) if one == log] for site in country.posts] == [
        [last - 1],
        [last - 1],
        [last],
    ]


def test_a_redaction_in_the_register_reaches_the_post_that_wrote_it(country: Country) -> None:
    """All its PCs, the one that wrote it too; a look that is named reaches nobody, since nobody else holds it."""
    write_beside(country.post, Scope.REGISTER)
    write_beside(country.post, Scope.AUDIT)
    country.receive(bundle_of(country.post))
    before = [len(down(country, site)) for site in country.posts]
    redact(country.office, country.post.log, 2)
    assert [len(down(country, site)) for site in country.posts] == before
    redact(country.office, country.post.log, 1)
    assert [len(down(country, site)) - then for site, then in zip(country.posts, before, strict=True)] == [1, 1, 0]


def test_an_arrival_asks_about_its_cases_at_once(country: Country) -> None:
    """However many they are, it is one question to the store; looks alone are none."""
    cases = {begin_case(country.post) for _time in range(3)}
    write_beside(country.post, Scope.AUDIT)
    country.receive(bundle_of(country.post))
    with country.office.desk().work() as work:
        entries = work.ledger.read(country.post.log, 0, LIMITS.plaintext)
        arrivals = [Arrival(one, decode_head(one.head), None) for one in entries]
        asked = FakeAsked(work)
        route(asked.unit, arrivals)
        assert asked.asked == [cases]
        route(asked.unit, arrivals[3:])
        assert asked.asked == [cases]


def test_only_a_redaction_names_entries(country: Country) -> None:
    """Whatever else of headquarters' own register looks like one stays at headquarters."""
    begin_case(country.post)
    country.receive(bundle_of(country.post))
    before = [down(country, site) for site in country.posts]
    write(country.office, None, Change(KEY.number, b"k" * 16, {1: country.post.log, 2: 1}), scope=Scope.REGISTER)
    write(country.office, None, Change(REDACTION.number, b"r" * 16, {1: "log", 2: 1}), scope=Scope.REGISTER)
    write(country.office, None, Change(REDACTION.number, b"s" * 16, {1: country.post.log}), scope=Scope.REGISTER)
    assert [down(country, site) for site in country.posts] == before


def test_a_new_log_makes_news_of_the_one_before(country: Country) -> None:
    """A PC that was put back pushes before it asks: what it wrote in its former log waits for it down-log."""
    backup, old = country.post.store.backup(), country.post.log
    begin_case(country.post)
    country.receive(bundle_of(country.post))
    country.put_back_post(backup)
    begin_case(country.post)
    country.receive(bundle_of(country.post))
    assert (old, 1) in down(country, country.post)


def test_the_living_log_counts_after_a_dead_one(country: Country) -> None:
    """A stick brings what the dead store wrote, later: its log is taken for the present one until the next push."""
    backup, old = country.post.store.backup(), country.post.log
    begin_case(country.post)
    late = bundle_of(country.post)
    country.put_back_post(backup)
    begin_case(country.post)
    own = bundle_of(country.post)
    for content, current in ((own, country.post.log), (late, old), (own, country.post.log)):
        country.receive(content)
        with country.office.desk().work() as work:
            assert current_log(work, country.post.device) == current
