"""Headquarters makes one-time codes for hand-overs: told once, known by hashes alone, void when a sheet was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.countries import a_country
from tests.services.enrolments import post_id, refused
from tests.services.papers import pages_of
from tipdesk.domain.errors import UserError
from tipdesk.domain.spoken_code import parse_code
from tipdesk.homes.printing import print_codes
from tipdesk.services.directory.handing_grants import POST, known_by, read_grant
from tipdesk.services.headquarters.directory.issue_codes import MOST_AT_ONCE, issue_codes
from tipdesk.services.headquarters.directory.rows import amend_directory_row, pick_directory_row

if TYPE_CHECKING:
    from tests.services.countries import Country


@pytest.fixture
def country() -> Country:
    """Headquarters and a post."""
    return a_country()


def kept(country: Country) -> object:
    """Return what the directory has of the codes of the post."""
    with country.office.desk().read() as reader:
        row = reader.get_row(POST, post_id(country, "A"))
        assert row is not None
        return row["handover_codes"]


def known(country: Country, codes: list[str]) -> frozenset[str]:
    """Return what these codes are known by."""
    return frozenset(known_by(post_id(country, "A"), parse_code(code) or "") for code in codes)


def test_codes_are_told_once(country: Country) -> None:
    """Each can be read out and is another one; the directory has what they are known by, and keeps those before."""
    desk = country.office.desk()
    first, second = issue_codes(desk, "A", 3), issue_codes(desk, "a", 2)
    assert len({*first, *second}) == 5
    assert kept(country) == known(country, [*first, *second])
    assert all(read_grant(code) == code.replace(" ", "") for code in first)


def test_a_lost_sheet_is_void(country: Country) -> None:
    """With the next sheet none of the codes before serves."""
    desk = country.office.desk()
    issue_codes(desk, "A", 3)
    codes = issue_codes(desk, "A", 1, voids_others=True)
    assert kept(country) == known(country, codes)


def test_who_may_not_and_how_many(country: Country) -> None:
    """A post makes none, nor does anybody for a post that is not there, nor more than a sheet has room for."""
    with refused("not-headquarters"):
        issue_codes(country.post.desk(), "A")
    with refused("unknown-post"):
        issue_codes(country.office.desk(), "X")
    for count in (0, MOST_AT_ONCE + 1):
        with refused("bad-count"):
            issue_codes(country.office.desk(), "A", count)
    assert kept(country) is None


def test_only_known_posts_are_let(country: Country) -> None:
    """What a post may hand over to names posts of the directory; the codes are changed by no editor."""
    desk = country.office.desk()
    seen = pick_directory_row(desk, POST, "A")
    for given in ({"may_hand_to": "A; nowhere"}, {"handover_codes": "x"}):
        with pytest.raises(UserError) as caught:
            amend_directory_row(desk, seen, given)
        assert [problem.path for problem in caught.value.fields] == [f"Post.{next(iter(given))}"]


def test_the_sheet_has_every_code(country: Country) -> None:
    """It is printed with each code, what to do, and for whom it is kept."""
    codes = issue_codes(country.office.desk(), "A", 12)
    text = " ".join(pages_of(print_codes(country.office.desk(), "Vieux Fort", codes)))
    assert all(code in text for code in codes)
    assert "Vieux Fort" in text
    assert "FOR THE DUTY OFFICER" in text
