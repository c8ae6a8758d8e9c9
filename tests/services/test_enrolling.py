"""Until when an enrolment request counts, and how a PC comes to another post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.lab.simulation.engines import PureEngine, StoreEngine
from tests.lab.simulation.sites import Site, make_site
from tests.services.countries import Country, a_country, bundle_of
from tests.services.enrolments import (
    accept,
    answer,
    ask,
    changed,
    edit,
    holds,
    notes_of,
    post_id,
    post_of,
    refused,
    save,
)
from tests.services.writes import add_note, begin_case
from tipdesk.services.headquarters.directory.add_post import NewPost
from tipdesk.services.headquarters.directory.registry import DEVICE, get_post
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.headquarters.enrolment.requests import DAY_MS, LASTS_DAYS
from tipdesk.sync.document import REQUEST, Request, read_payload

if TYPE_CHECKING:
    from tests.lab.simulation.engines import Engine


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of post A and one of post B."""
    return a_country({"A": 2, "B": 1})


def test_the_same_answer_may_be_given_again(country: Country) -> None:
    """A grant that was lost is made again to the byte, and nothing is written; asked otherwise, it is refused."""
    request = ask(country.post)
    grant = answer(country, request, "A", roles=["frontline"])
    with country.office.desk().work() as work:
        seq = work.ledger.own().seq
    assert answer(country, request, "a ", roles=["frontline"]) == grant
    with country.office.desk().work() as work:
        assert work.ledger.own().seq == seq
    for options in ({}, {"roles": ["investigator"]}, {"existing": country.post.actor.login}):
        with refused("request-answered"):
            answer(country, request, "A", **options)
    for post in ("B", NewPost("C", "A third post")):
        with refused("request-answered"):
            answer(country, request, post, move=True)


def test_a_later_answer_ends_every_earlier_request(country: Country) -> None:
    """Of three requests only the last was answered: none of the others counts, nor that one at another post."""
    first, second, third = (ask(country.post) for _time in range(3))
    answer(country, third, "A")
    for request in (first, second):
        for options in ({"post": "A"}, {"post": "B", "move": True}):
            with refused("request-old"):
                answer(country, request, **options)
    assert post_of(country, country.post) == "A"


def test_a_pc_whose_clock_was_set_back_is_still_believed(country: Country) -> None:
    """Its requests are numbered: the later one counts, although it says that it is ten years older."""
    answer(country, ask(country.post), "A")
    country.post.clock.wrong_ms = -10 * 365 * DAY_MS
    old, new = ask(country.post), ask(country.post)
    answer(country, new, "B", move=True)
    with refused("request-old"):
        answer(country, old, "A", move=True)
    assert post_of(country, country.post) == "B"


@pytest.mark.parametrize("wrong_days", [0, -20_000, 20_000], ids=["right", "from 1971", "from the future"])
def test_a_request_ends_after_thirty_days(country: Country, wrong_days: int) -> None:
    """By headquarters' clock: from the time it states or, where that cannot be true, from when it was first shown."""
    new = make_site(PureEngine(), "A3", "A", country.post.clock.true)
    new.clock.wrong_ms = wrong_days * DAY_MS
    request = ask(new)
    with refused("unknown-post"):
        answer(country, request, "ZZZ")
    country.office.clock.true[0] += (LASTS_DAYS - 1) * DAY_MS
    answer(country, request, "A")
    country.office.clock.true[0] += 2 * DAY_MS
    with refused("request-expired"):
        answer(country, request, "A")
    other = make_site(PureEngine(), "A4", "A", country.post.clock.true)
    other.clock.wrong_ms = wrong_days * DAY_MS
    answer(country, ask(other), "A")


def test_a_move_must_be_said(country: Country) -> None:
    """Without a word the PC stays; with it, it moves once; where there is nothing to move, that is said."""
    request = ask(country.post)
    with refused("enrolled-elsewhere") as refusal:
        answer(country, request, "B")
    assert "A" in str(refusal.value.values)
    assert post_of(country, country.post) == "A"
    with refused("nothing-to-move"):
        answer(country, request, "A", move=True)
    grant = answer(country, request, "B", move=True)
    assert answer(country, request, "B", move=True) == grant
    assert post_of(country, country.post) == "B"
    accept(country, country.post, grant)
    country.sync()
    with refused("request-answered"):
        answer(country, request, "A", move=True)
    with refused("enrolled-elsewhere"):
        answer(country, ask(country.post), "A")


def test_a_post_may_be_added_with_the_pc_that_moves_there(country: Country) -> None:
    """Both land together, or neither does."""
    request = ask(country.post)
    with refused("enrolled-elsewhere"):
        answer(country, request, NewPost("C", "A third post"))
    with country.office.desk().read() as reader, refused("unknown-post"):
        get_post(reader, "C")
    grant = answer(country, request, NewPost("C", "A third post"), move=True)
    assert answer(country, request, "C", move=True) == grant
    assert post_of(country, country.post) == "C"


def test_records_that_wait_hold_a_move_back(country: Country) -> None:
    """What the PC has not sent would come as another post's: it syncs first, then asks again."""
    begin_case(country.post)
    with refused("records-unsent"):
        answer(country, ask(country.post), "B", move=True)
    country.sync()
    answer(country, ask(country.post), "B", move=True)


@pytest.mark.parametrize("engine", [PureEngine(), StoreEngine()], ids=["pure", "store"])
def test_cases_stay_with_the_post_at_which_they_were_begun(engine: Engine) -> None:
    """The former post writes on and sees it, the new post gets nothing of it, and what is begun there is its own."""
    country = a_country({"A": 2, "B": 1}, engine)
    moved, left, there = country.posts
    old = begin_case(moved)
    for site in (moved, left):
        country.sync(site)
    add_note(left, old)
    country.receive(bundle_of(left))  # it waits in the down-log of the PC that moves
    accept(country, moved, answer(country, ask(moved), "B", move=True))
    moved.post = "B"
    new = begin_case(moved)
    for site in (moved, left, there, moved):
        country.sync(site)
    posts = {code: post_id(country, code) for code in ("A", "B")}
    registry = country.registry()
    assert (registry.post_of_case(old), registry.post_of_case(new)) == (posts["A"], posts["B"])
    add_note(left, old)
    for site in (left, there, moved):
        country.sync(site)
    assert (notes_of(left, old), notes_of(country.office, old)) == (2, 2)
    assert (holds(there, old), holds(there, new), holds(left, new)) == (False, True, False)
    assert notes_of(moved, old) == 0
    add_note(moved, old)
    country.sync(moved)
    with country.office.desk().work() as work:
        assert [one.reason for one in work.ledger.find_parked()] == ["other-post"]
    assert [site.store.problems() for site in (*country.posts, country.office)] == [[], [], [], []]
    for site in (*country.posts, country.office):
        site.store.close()


def test_a_revoked_pc_is_refused_by_name(country: Country) -> None:
    """However often it was enrolled, edited or moved before: what it asks is refused, and nothing is written."""
    twice, moved, edited = country.posts
    accept(country, twice, answer(country, ask(twice), "A"))
    answer(country, ask(moved), "B", move=True)
    edit(country, edited, 20)
    kept = [ask(site) for site in country.posts]
    for site in country.posts:
        revoke_device(country.office.desk(), site.device)
    with country.office.desk().work() as work:
        seq = work.ledger.own().seq
    for site, request in zip(country.posts, kept, strict=True):
        for post, move in (("A", False), ("B", False), ("A", True), ("B", True)):
            for one in (request, ask(site)):
                with refused("device-revoked"):
                    answer(country, one, post, move=move)
    with country.office.desk().work() as work:
        assert work.ledger.own().seq == seq


def test_without_a_memory_of_answers_the_directory_says_when(country: Country) -> None:
    """An earlier version or a backup leaves none: what was made before the enrolment on record counts no more."""
    kept = ask(country.post)
    country.office.clock.true[0] += DAY_MS
    answer(country, ask(country.post), "A")
    forget_answers(country, country.post)
    with refused("request-old"):
        answer(country, kept, "B", move=True)
    never = changed(ask(country.post), country.post, made_at=5, number=0)
    with refused("request-old"):
        answer(country, never, "B", move=True)
    country.office.clock.true[0] += DAY_MS
    answer(country, changed(ask(country.post), country.post, number=0), "B", move=True)


def forget_answers(country: Country, site: Site) -> None:
    """Take away what headquarters remembers of its answers to a PC."""
    with country.office.desk().work() as work:
        work.put_setting(f"answered:{site.device.hex()}", None)


def test_a_pc_that_was_put_back_is_enrolled_again(country: Country) -> None:
    """Its new log has numbers of its own; what the former log asked has ended, answered or not."""
    backup, kept = country.post.store.backup(), ask(country.post)
    answer(country, ask(country.post), "A")
    country.put_back_post(backup)
    late = ask(country.post)
    answer(country, late, "A")
    with refused("request-old"):
        answer(country, kept, "A")


def test_a_request_of_an_earlier_version_is_read() -> None:
    """It has neither number nor count: its time orders it."""
    country = a_country()
    said = read_payload(ask(country.post).document, REQUEST, Request)[0]
    content = msgspec.msgpack.encode(list(msgspec.structs.astuple(said))[:10])
    assert msgspec.msgpack.decode(content, type=Request) == msgspec.structs.replace(said, number=0, waiting=0)


@pytest.mark.parametrize("engine", [PureEngine(), StoreEngine()], ids=["pure", "store"])
def test_the_directory_tells_what_it_said_before_a_case(engine: Engine) -> None:
    """Writes to a row in the order of arrival; up to the first entry that this row, a device, wrote to a case."""
    country = a_country({"A": 2}, engine)
    device, other = (site.device for site in country.posts)
    save(country, DEVICE, device, name="PC one")
    case = begin_case(country.post)
    country.sync()
    for row, name in ((other, "Another"), (device, "PC two")):
        save(country, DEVICE, row, name=name)
    with country.office.desk().read() as reader:

        def told(**options: bytes) -> list[object]:
            return [one.fields[1] for one in reader.find_directory_writes(DEVICE, **options) if 1 in one.fields]

        assert told()[-4:] == ["PC 2", "PC one", "Another", "PC two"]
        assert told(row=device) == ["PC 1", "PC one", "PC two"]
        assert told(row=device, before_case=case) == ["PC 1", "PC one"]
        assert told(row=other, before_case=case) == ["PC 2", "Another"]
    for site in (*country.posts, country.office):
        site.store.close()
