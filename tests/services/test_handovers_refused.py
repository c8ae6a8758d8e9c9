"""Hand-overs that are refused, or kept aside by headquarters: nothing of them is half there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.handing import (
    WHY,
    begun,
    in_charge,
    of_country,
    offered,
    parked,
    rows,
    site_of,
    three_posts,
    waiting,
)
from tests.services.shares import begin_share, bodies
from tests.services.writes import write
from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.handing_over import is_open
from tipdesk.services.access.exclude_officer import exclude_officer
from tipdesk.services.directory.handovers import HANDOVER
from tipdesk.services.fields import change_of_new, change_of_row
from tipdesk.services.handover.answer_hand_over import accept_case, decline_case
from tipdesk.services.handover.hand_over import hand_over
from tipdesk.services.headquarters.directory.registry import get_post
from tipdesk.services.headquarters.directory.revoke_device import revoke_device

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.services.countries import Country
    from tipdesk.domain.kinds import Value


@pytest.fixture
def country() -> Iterator[Country]:
    """Three posts and headquarters."""
    yield from three_posts()


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


def test_of_two_offers_only_one_is_accepted(country: Country) -> None:
    """Two PCs of a post, not knowing of each other, offer it to two posts: once one accepts, the other offer lapses."""
    case = begun(country)
    second = country.join("A2", "A")
    country.sync(second)
    hand_over(country.post.desk(), case, "B", WHY)
    second.actor = country.post.actor
    hand_over(second.desk(), case, "C", WHY)
    for site in (country.post, second, site_of(country, "B"), site_of(country, "C")):
        country.sync(site)
    [first] = [one for one in ("B", "C") if waiting(site_of(country, one)) == [case]]
    taker, other = site_of(country, first), site_of(country, "C" if first == "B" else "B")
    accept_case(taker.desk(), case)
    with pytest.raises(UserError) as late:
        accept_case(other.desk(), case)
    assert late.value.code == "not-allowed"
    for site in (taker, other, second, other):
        country.sync(site)
    assert of_country(country, case) == in_charge(country.office, case) == first
    assert not [row for row in rows(country.office, "CaseHandover", case) if is_open(row)]
    assert not bodies(other, case)
    assert parked(country) == []


def test_an_offer_that_nobody_had_heard_of_lapses(country: Country) -> None:
    """It comes after another post has accepted: kept aside, and that post is asked nothing."""
    case = begun(country)
    second = country.join("A2", "A")
    second.actor = country.post.actor
    country.sync(second)
    hand_over(second.desk(), case, "C", WHY)
    hand_over(country.post.desk(), case, "B", WHY)
    country.sync()
    country.sync(site_of(country, "B"))
    accept_case(site_of(country, "B").desk(), case)
    country.sync(site_of(country, "B"))
    country.sync(second)
    country.sync(site_of(country, "C"))
    assert parked(country) == ["hand-over"]
    assert waiting(site_of(country, "C")) == []
    assert of_country(country, case) == "B"


def test_a_case_for_few_names_who_gets_it(country: Country) -> None:
    """Of a case for these people only nobody opens anything by office: the offer has to let somebody in."""
    case = begun(country)
    [row] = rows(country.post, "Case", case)
    raised = change_of_row(row, {"sealing": "restricted"})
    assert raised is not None
    write(country.post, case, raised)
    codes = []
    for officer in (None, site_of(country, "B").desk().actor.officer):
        with pytest.raises(UserError) as refused:
            hand_over(country.post.desk(), case, "B", WHY, officer=officer)
        codes.append(refused.value.code)
    assert codes == ["officer-needed", "no-officer-keys"], "nobody is named, or somebody who has no keys yet"
    assert rows(country.post, "CaseHandover", case) == []
