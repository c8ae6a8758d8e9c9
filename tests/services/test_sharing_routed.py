"""A shared case goes whole to the other post, both write in it, and when the share ends that post forgets it."""

from __future__ import annotations

from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import PureEngine, StoreEngine
from tests.lab.simulation.writing import Book, attach
from tests.services.countries import Country, a_country, bundle_of
from tests.services.shares import begin_share, bodies, end_share, has_salt
from tests.services.writes import NOTE, add_note, begin_case, share_case
from tipdesk.domain.errors import UserError
from tipdesk.services.directory.shares import SHARE
from tipdesk.services.remembered.link import RECORDS_ONLY
from tipdesk.services.remembered.office import TO_FORGET
from tipdesk.services.sync.pull.forget_shared import forget_shared
from tipdesk.services.sync.pull.take_arrival import take_arrival

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=[PureEngine, StoreEngine])
def country(request: pytest.FixtureRequest) -> Iterator[Country]:
    """Two posts of one PC each, over stores in memory and over real ones."""
    made = a_country({"A": 1, "B": 1}, request.param())
    yield made
    for site in (made.office, *made.posts):
        site.store.close()


def notes(country: Country, number: int, case: bytes) -> set[object]:
    """Return the texts of the notes of a case that the PC of a post holds; -1 is headquarters."""
    site = country.office if number < 0 else country.posts[number]
    with site.desk().read() as reader:
        return {row["text"] for row in reader.find_rows(NOTE, case=case)}


def shared(country: Country) -> tuple[bytes, bytes]:
    """Return a case of the first post that is shared with the second and lies there, and the row of that."""
    case = begin_case(country.post)
    add_note(country.post, case, "before")
    country.sync()
    row = begin_share(country.office, case)
    country.sync(country.posts[1])
    return case, row


def parked(country: Country) -> list[str]:
    """Return why headquarters keeps entries aside."""
    with country.office.desk().work() as work:
        return [one.reason for one in work.ledger.find_parked()]


def owed(country: Country) -> dict[bytes, bool]:
    """Return which PCs are to forget a case, and whether they have."""
    with country.office.desk().read() as reader:
        return {one.device: bool(one.done_at) for one in TO_FORGET.get(reader)}


def test_a_shared_case_goes_whole_and_both_write_in_it(country: Country) -> None:
    """What was there before comes down, and what either post writes later comes to the other."""
    case, _row = shared(country)
    assert notes(country, 1, case) == {"before"}
    with country.posts[1].desk().read() as reader:
        assert reader.case_creator(case) == country.post.actor.officer
    add_note(country.posts[1], case, "theirs")
    country.sync(country.posts[1])
    add_note(country.post, case, "ours")
    country.sync()
    country.sync(country.posts[1])
    assert (
        notes(country, 0, case) == notes(country, 1, case) == notes(country, -1, case) == {"before", "theirs", "ours"}
    )
    assert not parked(country)


def test_when_the_share_ends_the_post_forgets_the_case(country: Country) -> None:
    """Bodies, rows and the salt go, its own too; the owner keeps all, and headquarters knows that it is done."""
    case, row = shared(country)
    add_note(country.posts[1], case, "theirs")
    country.sync(country.posts[1])
    end_share(country.office, case, row)
    assert owed(country) == {country.posts[1].device: False}
    country.sync(country.posts[1])
    country.sync()
    assert not bodies(country.posts[1], case)
    assert not has_salt(country.posts[1], case)
    assert notes(country, 1, case) == set()
    assert notes(country, 0, case) == notes(country, -1, case) == {"before", "theirs"}
    assert owed(country) == {country.posts[1].device: True}
    add_note(country.post, case, "later")
    country.sync()
    country.sync(country.posts[1])
    assert not bodies(country.posts[1], case)
    assert not parked(country)
    assert not country.posts[1].store.problems()


def test_what_was_written_before_it_forgot_is_welcome(country: Country) -> None:
    """What was under way when the share ended is applied; nobody writes in what was forgotten; if so it is parked."""
    case, row = shared(country)
    add_note(country.posts[1], case, "on its way")
    end_share(country.office, case, row)
    country.sync(country.posts[1])
    assert notes(country, -1, case) == {"before", "on its way"}
    assert not bodies(country.posts[1], case)
    with pytest.raises(UserError, match="any more"):
        add_note(country.posts[1], case, "afterwards")
    share_case(country.office, country.posts[1], case)
    add_note(country.posts[1], case, "afterwards")
    country.sync(country.posts[1])
    assert parked(country) == ["other-post"]
    assert notes(country, -1, case) == {"before", "on its way"}


def test_a_case_is_not_forgotten_before_headquarters_has_all_of_it(country: Country) -> None:
    """A stick brought the end of the share to a PC with an entry that has not been received: it waits for that."""
    case, row = shared(country)
    end_share(country.office, case, row)
    documents = country.fetch(country.posts[1])
    add_note(country.posts[1], case, "only here")
    desk = country.posts[1].desk()
    for document in documents:
        take_arrival(desk, document)
    assert forget_shared(desk) == 0
    assert notes(country, 1, case) == {"before", "only here"}
    country.sync(country.posts[1])
    assert not bodies(country.posts[1], case)
    assert notes(country, -1, case) == {"before", "only here"}


def test_a_case_is_not_forgotten_before_headquarters_has_its_files(country: Country) -> None:
    """A file that was taken in at the post, and is not whole at headquarters, would be lost with the case."""
    case, row = shared(country)
    guest, book = country.posts[1], Book()
    attach(guest, book, Random(1))
    [content] = book.files
    with without_files(country):
        country.sync(guest)
        end_share(country.office, case, row)
        country.sync(guest)
        assert bodies(guest, case)
        assert content in guest.desk().files.find_held()
    country.sync(guest)
    assert not bodies(guest, case)
    assert not guest.desk().files.find_held()
    assert content in country.office.desk().files.find_held()


@contextmanager
def without_files(country: Country) -> Iterator[None]:
    """Let the link of the second post be one that is paid by the byte."""
    desk = country.posts[1].desk()
    with desk.work() as work:
        RECORDS_ONLY.keep(work, True)
    yield
    with desk.work() as work:
        RECORDS_ONLY.keep(work, False)


def test_a_case_can_be_shared_again(country: Country) -> None:
    """All of it comes back, what the post itself had written too; and it can be forgotten again."""
    case, row = shared(country)
    add_note(country.posts[1], case, "theirs")
    country.sync(country.posts[1])
    end_share(country.office, case, row)
    country.sync(country.posts[1])
    again = begin_share(country.office, case)
    country.sync(country.posts[1])
    assert notes(country, 1, case) == {"before", "theirs"}
    assert owed(country) == {}
    assert not country.posts[1].store.problems()
    add_note(country.posts[1], case, "once more")
    country.sync(country.posts[1])
    assert notes(country, -1, case) == {"before", "theirs", "once more"}
    end_share(country.office, case, again)
    country.sync(country.posts[1])
    assert not bodies(country.posts[1], case)
    assert owed(country) == {country.posts[1].device: True}


def test_a_share_that_begins_again_before_anybody_heard_is_none_that_ended(country: Country) -> None:
    """The end and the new share come with one stretch: nothing is forgotten."""
    case, row = shared(country)
    end_share(country.office, case, row)
    begin_share(country.office, case)
    country.sync(country.posts[1])
    assert notes(country, 1, case) == {"before"}
    assert owed(country) == {}


def test_a_new_pc_of_a_post_gets_what_is_shared_with_it(country: Country) -> None:
    """It comes up by its down-log; one that joins after the end gets nothing of the case, and owes nothing."""
    case, row = shared(country)
    late = country.join("B2", "B")
    country.sync(late)
    with late.desk().read() as reader:
        assert {one["text"] for one in reader.find_rows(NOTE, case=case)} == {"before"}
    end_share(country.office, case, row)
    later = country.join("B3", "B")
    for site in country.posts:
        country.sync(site)
    assert not bodies(late, case)
    assert not bodies(later, case)
    assert owed(country) == {country.posts[1].device: True, late.device: True}


def test_a_post_that_is_put_back_forgets_again(country: Country) -> None:
    """Its backup holds the case still: it is owed again, by name, until it says that it has forgotten once more."""
    case, row = shared(country)
    guest = country.posts[1]
    backup = guest.store.backup()
    end_share(country.office, case, row)
    country.sync(guest)
    assert owed(country) == {guest.device: True}
    country.put_back_post(backup, guest)
    assert bodies(guest, case)
    country.sync(guest)
    country.sync(guest)
    assert not bodies(guest, case)
    assert owed(country) == {guest.device: True}


def test_only_headquarters_shares(country: Country) -> None:
    """A share that a post wrote is kept aside, whatever it says, and nothing goes anywhere by it."""
    case = begin_case(country.post)
    country.sync()
    begin_share(country.post, case)
    country.sync()
    country.sync(country.posts[1])
    assert parked(country) == ["share"]
    assert not bodies(country.posts[1], case)
    with country.office.desk().read() as reader:
        assert not reader.find_rows(SHARE, case=case)


def test_the_owner_stays_the_owner_when_headquarters_is_put_back(country: Country) -> None:
    """The other post's entries come back first: the case is still that of the post in charge, and nothing is parked."""
    backup = country.office.store.backup()
    case, _row = shared(country)
    add_note(country.posts[1], case, "theirs")
    country.sync(country.posts[1])
    country.sync()
    country.put_back_office(backup)
    for _round in range(3):
        country.sync(country.posts[1])
        country.sync()
    registry = country.registry()
    assert registry.post_of_case(case) == registry.devices[country.post.device].post
    assert notes(country, -1, case) == notes(country, 0, case) == notes(country, 1, case) == {"before", "theirs"}
    assert not parked(country)


def test_a_bundle_sent_before_the_end_is_no_news_to_the_post(country: Country) -> None:
    """What comes by a stick after the wire brought it is a replay, and changes nothing."""
    case, row = shared(country)
    add_note(country.posts[1], case, "theirs")
    content = bundle_of(country.posts[1])
    end_share(country.office, case, row)
    country.sync(country.posts[1])
    assert country.receive(content).verdict.value == "replay"
    assert notes(country, -1, case) == {"before", "theirs"}
