"""A case goes from one post to another through headquarters: offered, answered, worked on, forgotten behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.lab.simulation.engines import StoreEngine
from tests.services.arrived import arrived_case
from tests.services.countries import Country, a_country
from tests.services.documents import a_document
from tests.services.shares import begin_share, bodies, has_salt
from tests.services.writes import add_note, write
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.handing_over import is_open
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.case.add_record import add_record
from tipdesk.services.directory.handovers import HANDOVER
from tipdesk.services.directory.shares import post_in_charge
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.handover.answer_hand_over import accept_case, decline_case
from tipdesk.services.handover.hand_over import hand_over
from tipdesk.services.headquarters.directory.registry import get_post
from tipdesk.services.headquarters.directory.revoke_device import revoke_device
from tipdesk.services.my_work.my_work import Duty, my_work
from tipdesk.services.remembered.office import TO_FORGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lab.simulation.sites import Site
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row

WHY = "They live in that district."
NO = "We have nobody who speaks Creole."


@pytest.fixture
def country() -> Iterator[Country]:
    """Three posts of one PC each, and headquarters with a coordinator, over real stores."""
    made = a_country({"A": 1, "B": 1, "C": 1}, StoreEngine())
    made.office.actor = replace(made.office.actor, roles=made.office.actor.roles | {"coordinator"})
    yield made
    for site in (made.office, *made.posts):
        site.store.close()


def begun(country: Country) -> bytes:
    """Return an open case of the first post, with a task of its officer, that headquarters has."""
    desk = country.post.desk()
    case = arrived_case(desk, {**a_document(), "case": {"title": "Heron", "status": "open"}}).id
    add_record(desk, case, BY_NAME["Task"], {"title": "Ring", "status": "open", "assigned_to": desk.actor.login})
    country.sync()
    return case


def offered(country: Country, to: str = "B") -> bytes:
    """Return a case of the first post that is offered to another and lies there."""
    case = begun(country)
    hand_over(country.post.desk(), case, to, WHY)
    country.sync()
    country.sync(site_of(country, to))
    return case


def taken(country: Country, to: str = "B") -> bytes:
    """Return a case that another post has taken on; everybody has heard of it."""
    case = offered(country, to)
    accept_case(site_of(country, to).desk(), case)
    for _round in range(2):
        for site in (site_of(country, to), country.post):
            country.sync(site)
    return case


def site_of(country: Country, post: str) -> Site:
    """Return the PC of a post."""
    return next(one for one in country.posts if one.post == post)


def rows(site: Site, record: str, case: bytes) -> list[Row]:
    """Return the rows of a case that a PC holds."""
    with site.desk().read() as reader:
        return reader.find_rows(BY_NAME[record], case=case)


def in_charge(site: Site, case: bytes) -> str:
    """Return the code of the post in charge, as a PC has it."""
    with site.desk().read() as reader:
        post = reader.get_row(BY_NAME["Post"], post_in_charge(reader, case) or b"")
        [line] = reader.find_case_summaries([case])
        assert line.post == (post["code"] if post else "")
    return line.post


def of_country(country: Country, case: bytes) -> object:
    """Return the code of the post whose case headquarters' intake takes it to be."""
    with country.office.desk().read() as reader:
        post = reader.get_row(BY_NAME["Post"], country.registry().post_of_case(case) or b"")
        return post["code"] if post is not None else None


def parked(country: Country) -> list[str]:
    """Return why headquarters keeps entries aside."""
    with country.office.desk().work() as work:
        return [one.reason for one in work.ledger.find_parked()]


def owed(country: Country) -> dict[bytes, bool]:
    """Return which PCs are to forget a case, and whether they have."""
    with country.office.desk().read() as reader:
        return {one.device: bool(one.done_at) for one in TO_FORGET.get(reader)}


def waiting(site: Site) -> list[bytes]:
    """Return the cases that are handed over to the officer of a PC."""
    return [line.case for line in my_work(site.desk()).lines if line.duty is Duty.HAND_OVER]


def test_an_offer_brings_the_case_whole_and_changes_nothing(country: Country) -> None:
    """The other post reads all of it, and has it in its work; the first one is in charge and goes on."""
    case = offered(country)
    there = site_of(country, "B")
    assert [row["title"] for row in rows(there, "Task", case)] == ["Ring"]
    assert rows(there, "Person", case)
    assert (waiting(there), waiting(country.post)) == ([case], [])
    assert {in_charge(site, case) for site in (country.office, country.post, there)} == {"A"}
    assert not bodies(site_of(country, "C"), case)
    add_note(country.post, case, "goes on")
    country.sync()
    country.sync(there)
    assert "goes on" in {row["text"] for row in rows(there, "Note", case)}
    assert parked(country) == []


def test_an_accepted_case_moves_with_its_work(country: Country) -> None:
    """Post, officer and open tasks move in one entry; the former post forgets it, and the new one works alone."""
    case = taken(country)
    there = site_of(country, "B")
    [row], [task] = rows(there, "Case", case), rows(there, "Task", case)
    officer = there.desk().actor.officer
    assert (row["owner"], task["assigned_to"]) == (officer, officer)
    assert {in_charge(site, case) for site in (country.office, there)} == {"B"}
    assert of_country(country, case) == "B"
    assert (bodies(country.post, case), has_salt(country.post, case)) == ([], False)
    assert owed(country) == {country.post.device: True}
    add_note(there, case, "theirs")
    country.sync(there)
    country.sync()
    assert "theirs" in {one["text"] for one in rows(country.office, "Note", case)}
    assert not bodies(country.post, case)
    assert (waiting(there), parked(country)) == ([], [])


def test_a_declined_case_stays(country: Country) -> None:
    """The reason comes back, the other post forgets what it read, and the case can be offered elsewhere."""
    case = offered(country)
    there = site_of(country, "B")
    decline_case(there.desk(), case, NO)
    for site in (there, country.post, there):
        country.sync(site)
    [handover] = rows(country.post, "CaseHandover", case)
    assert (handover["answer"], handover["answer_why"]) == ("rejected", NO)
    assert (in_charge(country.post, case), of_country(country, case)) == ("A", "A")
    assert not bodies(there, case)
    assert owed(country) == {there.device: True}
    hand_over(country.post.desk(), case, "C", WHY)
    country.sync()
    country.sync(site_of(country, "C"))
    assert waiting(site_of(country, "C")) == [case]
    assert parked(country) == []


def test_an_offer_is_taken_back(country: Country) -> None:
    """Who offered it may end that; an acceptance that comes later is kept aside, and the case stays where it is."""
    case = offered(country)
    there = site_of(country, "B")
    decline_case(country.post.desk(), case, "We found somebody here.")
    country.sync()
    accept_case(there.desk(), case)
    add_note(there, case, "theirs")
    country.sync(there)
    assert set(parked(country)) <= {"hand-over", "other-post"}
    assert "hand-over" in parked(country)
    assert (of_country(country, case), in_charge(country.office, case), in_charge(country.post, case)) == ("A",) * 3
    country.sync(there)
    assert not bodies(there, case)


def test_an_acceptance_stands_when_the_offer_is_taken_back_too_late(country: Country) -> None:
    """What comes first at headquarters counts; the other is kept aside."""
    case = offered(country)
    there = site_of(country, "B")
    accept_case(there.desk(), case)
    decline_case(country.post.desk(), case, "We found somebody here.")
    country.sync(there)
    country.sync()
    assert parked(country) == ["hand-over"]
    assert of_country(country, case) == "B"
    assert in_charge(country.office, case) == "B"


def test_a_case_goes_on_and_comes_back(country: Country) -> None:
    """From post to post and home again: each holds it while it is in charge, and gets it whole when it comes."""
    case = taken(country)
    second, third = site_of(country, "B"), site_of(country, "C")
    for giver, taker in ((second, third), (third, country.post)):
        hand_over(giver.desk(), case, taker.post, WHY)
        country.sync(giver)
        country.sync(taker)
        accept_case(taker.desk(), case)
        for site in (taker, giver, taker, giver):
            country.sync(site)
        assert in_charge(taker, case) == in_charge(country.office, case) == taker.post
        assert not bodies(giver, case)
    assert rows(country.post, "Person", case)
    assert [one["to_post"] is not None for one in rows(country.post, "CaseHandover", case)] == [True] * 3
    assert parked(country) == []


def test_headquarters_shares_it_back(country: Country) -> None:
    """The former post holds it again while the share lives; what decides is still with the new one."""
    case = taken(country)
    begin_share(country.office, case, "A")
    country.sync()
    assert rows(country.post, "Person", case)
    assert in_charge(country.post, case) == of_country(country, case) == "B"
    with pytest.raises(UserError) as refused:
        hand_over(country.post.desk(), case, "C", WHY)
    assert refused.value.code == "not-in-charge"
    add_note(country.post, case, "as a guest")
    country.sync()
    assert parked(country) == []


def test_headquarters_hands_over_and_answers(country: Country) -> None:
    """A coordinator gives a case to a post, and may answer for it, naming who is in charge."""
    case = begun(country)
    office, there = country.office, site_of(country, "B")
    hand_over(office.desk(), case, "B", WHY)
    country.sync(there)
    assert waiting(there) == [case]
    with pytest.raises(UserError) as refused:
        accept_case(office.desk(), case)
    assert refused.value.code == "officer-needed"
    accept_case(office.desk(), case, officer=there.desk().actor.officer)
    country.sync(there)
    country.sync()
    assert in_charge(there, case) == of_country(country, case) == "B"
    assert not bodies(country.post, case)


def test_a_post_takes_nothing_that_was_not_offered(country: Country) -> None:
    """What a foreign or altered program writes of hand-overs is kept aside: whoever is not in charge, or not asked."""
    case = offered(country)
    third, there = site_of(country, "C"), site_of(country, "B")
    with country.office.desk().read() as reader:
        posts = {code: get_post(reader, code).id for code in ("A", "B", "C")}
    [seen] = rows(there, "CaseHandover", case)
    begin_share(country.office, case, "C")
    country.sync(third)
    accepted = change_of_row(seen, {"answer": "accepted", "answered_by": third.desk().actor.officer})
    turned = change_of_row(seen, {"to_post": posts["C"]})
    taken_so = change_of_new(HANDOVER, b"own" + b"." * 13, {"to_post": posts["C"], "why": WHY, "answer": "accepted"})
    offered_on = change_of_new(HANDOVER, b"new" + b"." * 13, {"to_post": posts["C"], "why": WHY})
    assert accepted is not None
    assert turned is not None
    for change in (accepted, turned, taken_so, offered_on):
        write(third, case, change)
    write(country.post, case, accepted)
    write(country.post, case, turned)
    country.sync(third)
    country.sync()
    assert parked(country) == ["hand-over"] * 6
    assert of_country(country, case) == "A"
    [waits] = [row for row in rows(country.office, "CaseHandover", case) if is_open(row)]
    assert waits["to_post"] == posts["B"]


def test_what_is_written_past_the_gate_leaves_the_case_where_it_was(country: Country) -> None:
    """The case row says another post, and nobody has accepted: the old one is in charge everywhere."""
    case = offered(country)
    [row] = rows(country.post, "Case", case)
    with country.post.desk().read() as reader:
        there = get_post(reader, "B").id
    change = change_of_row(row, {"post": there})
    assert change is not None
    write(country.post, case, change)
    country.sync()
    country.sync(site_of(country, "B"))
    for site in (country.office, country.post, site_of(country, "B")):
        assert in_charge(site, case) == "A"
    assert of_country(country, case) == "A"
    assert parked(country) == []


REFUSED: tuple[tuple[str, dict[str, Value], str], ...] = (
    ("A", {}, "holds-it-already"),
    ("HQ", {}, "holds-it-already"),
    ("XYZ", {}, "unknown-post"),
    ("B", {"why": " "}, "reason-needed"),
    ("B", {"officer": "A1"}, "officer-elsewhere"),
    ("B", {"officer": "nobody"}, "unknown-officer"),
)


@pytest.mark.parametrize(("post", "given", "code"), REFUSED)
def test_a_bad_offer_is_refused_whole(country: Country, post: str, given: dict[str, str], code: str) -> None:
    """To oneself, to headquarters, to nobody, without a reason, to somebody who is elsewhere: nothing is written."""
    case = begun(country)
    officer = given.get("officer")
    login = country.post.desk().actor.login if officer == "A1" else officer
    with pytest.raises(UserError) as refused:
        hand_over(country.post.desk(), case, post, given.get("why", WHY), officer=login)
    assert refused.value.code == code
    assert rows(country.post, "CaseHandover", case) == []


def test_an_offer_is_refused_as_the_case_stands(country: Country) -> None:
    """While one waits, of a closed case, of one that is not here, and to a post whose PCs are all revoked."""
    case = begun(country)
    desk = country.post.desk()
    hand_over(desk, case, "B", WHY)
    codes = []
    for one, post in ((case, "C"), (b"no such case....", "B")):
        with pytest.raises(UserError) as refused:
            hand_over(desk, one, post, WHY)
        codes.append(refused.value.code)
    decline_case(desk, case, "Somebody else is asked.")
    with pytest.raises(UserError) as again:
        decline_case(desk, case, "Somebody else is asked.")
    codes.append(again.value.code)
    with pytest.raises(UserError) as never:
        accept_case(desk, begun(country))
    codes.append(never.value.code)
    country.sync()
    revoke_device(country.office.desk(), site_of(country, "C").device)
    country.sync()
    with pytest.raises(UserError) as gone:
        hand_over(desk, case, "C", WHY)
    codes.append(gone.value.code)
    [row] = rows(country.post, "Case", case)
    closed = change_of_row(row, {"status": "closed"})
    assert closed is not None
    write(country.post, case, closed)
    with pytest.raises(UserError) as shut:
        hand_over(desk, case, "B", WHY)
    codes.append(shut.value.code)
    assert codes == [
        "waits-already", "no-such-case", "answered-already", "nothing-to-answer", "post-without-pc", "case-closed",
    ]  # fmt: skip


def test_who_is_kept_from_the_case_takes_nothing_on(country: Country) -> None:
    """An excluded officer of the receiving post is not named, sees no offer, and answers none."""
    case, there = begun(country), site_of(country, "B")
    officer = there.desk().actor.officer
    exclude_officer(country.office.desk(), case, officer, "A cousin of hers.")
    country.sync()
    with pytest.raises(UserError) as named:
        hand_over(country.post.desk(), case, "B", WHY, officer=officer)
    assert named.value.code == "officer-excluded"
    hand_over(country.post.desk(), case, "B", WHY)
    country.sync()
    country.sync(there)
    assert waiting(there) == []
    with pytest.raises(UserError) as unknown:
        accept_case(there.desk(), case)
    assert unknown.value.code == "no-such-case"
