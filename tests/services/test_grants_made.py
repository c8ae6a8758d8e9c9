"""What a grant carries: the rows as they are now, however often they were changed, and no history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.lab.simulation.engines import PureEngine, StoreEngine
from tests.lab.simulation.sites import make_site
from tests.services.countries import Country, a_country
from tests.services.enrolments import accept, answer, ask, directory_of, disputes_of, edit, post_id, refused, save
from tests.services.writes import write_directory
from tipdesk.services.headquarters.directory.officers import move_officer
from tipdesk.services.headquarters.directory.registry import DEVICE, OFFICER, POST, get_post
from tipdesk.services.headquarters.enrolment.requests import DAY_MS
from tipdesk.services.remembered.office import SERVER_AUTHORITY
from tipdesk.sync.document import GRANT, Grant, read_payload
from tipdesk.sync.limits import LIMITS

if TYPE_CHECKING:
    from tests.lab.simulation.engines import Engine

EDITS = 100


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of post A and one of post B."""
    return a_country({"A": 2, "B": 1})


@pytest.mark.parametrize("engine", [PureEngine(), StoreEngine()], ids=["pure", "store"])
def test_a_grant_carries_current_rows_only(engine: Engine) -> None:
    """After a hundred edits of each row it is as small as before, and the PC ends with what every other PC holds."""
    country = a_country({"A": 2}, engine)
    first, second = country.posts
    before = len(answer(country, ask(first), "A"))
    edit(country, first, EDITS)
    grant = answer(country, ask(first), "A")
    carried = read_payload(grant, GRANT, Grant)[0]
    assert len(grant) < before + 1_000 < LIMITS.document
    assert len(carried.items) <= len([*DEVICE.fields, *OFFICER.fields, *POST.fields])
    accept(country, first, grant)
    assert disputes_of(first) == []
    for site in (first, second):
        country.sync(site)
    assert directory_of(first) == directory_of(second) == directory_of(country.office)
    assert [site.store.problems() for site in (first, second, country.office)] == [[], [], []]
    for site in (first, second, country.office):
        site.store.close()


def test_a_new_pc_meets_the_history_after_its_grant() -> None:
    """A PC that never held the rows takes the last writes first; the replaced ones come later and stay replaced."""
    country = a_country({"A": 1})
    edit(country, country.post, EDITS)
    new = make_site(PureEngine(), "A2", "A", country.post.clock.true)
    accept(country, new, answer(country, ask(new), "A"))
    with new.desk().read() as reader:
        assert get_post(reader, "A")["name"] == f"Post in its {EDITS - 1}. year"
    assert disputes_of(new) == []
    country.sync(new)
    assert directory_of(new) == directory_of(country.office)
    assert disputes_of(new) == []


def test_grants_that_were_lost_are_made_up_for(country: Country) -> None:
    """Answered four times, edited between, a PC that takes in the last grant alone sees one row of each, and no two."""
    new = make_site(PureEngine(), "A3", "A", country.post.clock.true)
    for _time in range(3):
        answer(country, ask(new), "A")
        edit(country, new, 3)
        country.office.clock.true[0] += DAY_MS
    accept(country, new, answer(country, ask(new), "A"))
    with new.desk().read() as reader:
        device, officer = reader.get_row(DEVICE, new.device), reader.get_row(OFFICER, new.actor.officer)
    assert device is not None
    assert officer is not None
    assert (device["name"], officer["name"]) == ("PC 2", "Officer 2")
    assert disputes_of(new) == []
    country.sync(new)
    assert directory_of(new) == directory_of(country.office)


def test_values_in_dispute_come_with_the_grant(country: Country) -> None:
    """Two live values of a field, as after a restore, are both carried: the PC sees the dispute, and loses neither."""
    with country.office.desk().read() as reader:
        post = get_post(reader, "A")
    write_directory(country.office, POST, post.id, name="Another name")
    new = make_site(PureEngine(), "A3", "A", country.post.clock.true)
    accept(country, new, answer(country, ask(new), "A"))
    with new.desk().read() as reader:
        row = reader.get_row(POST, post.id)
    assert row is not None
    assert {one.value for one in row.siblings["name"]} == {"A", "Another name"}
    country.sync(new)
    assert directory_of(new) == directory_of(country.office)


def test_a_pc_may_be_enrolled_any_number_of_times(country: Country) -> None:
    """A tenth grant is no larger than the third, and whoever syncs after it holds the same."""
    sizes = []
    for _time in range(10):
        grant = answer(country, ask(country.post), "A")
        accept(country, country.post, grant)
        country.sync()
        sizes.append(len(grant))
    assert max(sizes[2:]) - min(sizes[2:]) < 64
    assert directory_of(country.post) == directory_of(country.office)


def test_a_long_log_table_stays_at_home(country: Country) -> None:
    """Headquarters' log names hundreds of logs whose conflicts it settled; the grant brings those that it needs."""
    with country.office.desk().work() as work:
        table = work.ledger.log_table(country.office.log)
        work.ledger.keep_log_table(country.office.log, [*table, *(bytes([1, n % 256]) * 8 for n in range(240))])
    carried = read_payload(answer(country, ask(country.post), "A"), GRANT, Grant)[0]
    assert max(len(log.table) for log in carried.logs) <= 1 + len(table)


def test_an_officer_of_two_pcs_keeps_both(country: Country) -> None:
    """Enrolled a second and third time, each PC keeps its own id of the officer, and roles stay as decided since."""
    first, other = country.posts[0], make_site(PureEngine(), "A9", "A", country.post.clock.true)
    save(country, OFFICER, first.actor.officer, roles=["frontline"])
    for _time in range(3):
        accept(country, other, answer(country, ask(other), "A", existing=first.actor.login))
        accept(country, first, answer(country, ask(first), "A"))
    with country.office.desk().read() as reader:
        row, further = (reader.get_row(OFFICER, one.actor.officer) for one in (first, other))
    assert row is not None
    assert further is not None
    assert (row["roles"], further["same_as"]) == (frozenset({"frontline"}), first.actor.officer)
    move_officer(country.office.desk(), first.actor.login, "B")
    accept(country, other, answer(country, ask(other), "A", existing=first.actor.login))
    for site in (first, other):
        country.sync(site)
    assert directory_of(first) == directory_of(other) == directory_of(country.office)


def test_the_officer_named_is_the_one_of_this_pc(country: Country) -> None:
    """Where the PC's own officer is named as the existing one, their keys and post follow, and their login stays."""
    save(country, OFFICER, country.post.actor.officer, login="renamed")
    answer(country, ask(country.post), "B", existing="renamed", move=True)
    with country.office.desk().read() as reader:
        row = reader.get_row(OFFICER, country.post.actor.officer)
    assert row is not None
    assert (row["login"], row["post"], row["seal_key"]) == ("renamed", post_id(country, "B"), b"s" * 32)


def test_a_grant_that_would_not_fit_leaves_the_post_to_the_down_log(country: Country) -> None:
    """The way to a keyset may be long: the PC's own row comes first, then the officer's; without room nobody is."""
    keep_padding(country, 0)
    edit(country, country.post, 3)
    whole = read_payload(answer(country, ask(country.post), "A"), GRANT, Grant)[0]
    room = LIMITS.document - 128 - len(msgspec.msgpack.encode(whole))
    keep_padding(country, room + 40)
    short = read_payload(answer(country, ask(country.post), "A"), GRANT, Grant)[0]
    assert 0 < len(short.items) < len(whole.items)
    keep_padding(country, LIMITS.document)
    with refused("grant-too-large"):
        answer(country, ask(country.post), "A")


def keep_padding(country: Country, size: int) -> None:
    """Give headquarters a certificate authority of so many bytes, which every grant carries."""
    with country.office.desk().work() as work:
        SERVER_AUTHORITY.keep(work, bytes(size))
