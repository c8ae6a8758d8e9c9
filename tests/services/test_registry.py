"""The directory as headquarters reads it: which devices count, who is found by which name, whose case a case is."""

from __future__ import annotations

import pytest

from tests.services.countries import Country, a_country, bundle_of
from tests.services.writes import add_note, begin_case, share_case, write_directory
from tipdesk.domain.errors import UserError
from tipdesk.services.headquarters.directory.registry import (
    DEVICE,
    OFFICER,
    POST,
    find_officer,
    get_officer,
    get_post,
    read_registry,
    revocation_of,
)
from tipdesk.services.headquarters.directory.revoke_device import revoke_device


@pytest.fixture
def country() -> Country:
    """Headquarters, two PCs of one post and one of another."""
    return a_country({"A": 2, "B": 1})


def test_a_device_needs_a_post_and_a_key(country: Country) -> None:
    """A row that came without either is none yet; where it was revoked is told by log."""
    write_directory(country.office, DEVICE, b"without-a-key---", post=b"p" * 16)
    write_directory(country.office, DEVICE, b"without-a-post--", sign_key=b"k" * 32)
    write_directory(country.office, DEVICE, b"whole-----------", post=b"p" * 16, sign_key=b"k" * 32)
    revoke_device(country.office.desk(), country.post.device, 7)
    registry = country.registry()
    sites = {country.office.device, *(site.device for site in country.posts)}
    assert registry.devices.keys() == registry.keys.keys() == sites | {b"whole-----------"}
    assert registry.keys[b"whole-----------"] == b"k" * 32
    assert registry.keys[country.post.device] == country.post.keys.signer.public
    assert registry.devices[country.post.device].revoked == {country.post.log: 7}
    assert [one.device for one in registry.devices.values() if one.is_revoked] == [country.post.device]
    assert registry.devices[b"whole-----------"].post == b"p" * 16


def test_officers_and_headquarters_own_post(country: Country) -> None:
    """Who is disabled is known as such; headquarters is the post with its code, nobody where there is none."""
    officer = country.post.actor.officer
    write_directory(country.office, OFFICER, officer, disabled=True)
    registry = country.registry()
    with country.office.desk().read() as reader:
        assert registry.headquarters == get_post(reader, "HQ").id
    assert registry.officers[officer] is True
    assert registry.officers[country.posts[1].actor.officer] is False
    with country.post.desk().read() as reader:
        assert read_registry(reader).headquarters == b""


def test_a_device_is_revoked_where_its_row_says_from_where(country: Country) -> None:
    """No row says so before; whatever else stands in the field is no revocation of any log."""
    with country.office.desk().read() as reader:
        row = reader.get_row(DEVICE, country.post.device)
    assert row is not None
    assert revocation_of(row) is None
    write_directory(country.office, DEVICE, country.post.device, revoked_from=["nonsense"])
    with country.office.desk().read() as reader:
        row = reader.get_row(DEVICE, country.post.device)
    assert row is not None
    assert revocation_of(row) == {}


@pytest.mark.parametrize("code", ["A", " a ", "a"])
def test_a_post_is_found_by_its_code(country: Country, code: str) -> None:
    """Spaces around it and small letters do not matter."""
    with country.office.desk().read() as reader:
        assert get_post(reader, code)["code"] == "A"


def test_a_post_that_is_not_there_is_named(country: Country) -> None:
    """By its code, cut to what a screen shows."""
    with country.office.desk().read() as reader, pytest.raises(UserError) as refusal:
        get_post(reader, "Z" * 30)
    assert (refusal.value.code, str(refusal.value).count("Z")) == ("unknown-post", 20)


def test_an_officer_is_found_by_login(country: Country) -> None:
    """However it is written; one that is not there is named, cut to what a screen shows."""
    with country.office.desk().read() as reader:
        assert get_officer(reader, " a1 ").id == country.post.actor.officer
        assert find_officer(reader, "nobody") is None
        with pytest.raises(UserError) as refusal:
            get_officer(reader, "z" * 50)
    assert (refusal.value.code, str(refusal.value).count("z")) == ("unknown-officer", 40)


def test_a_double_changes_nobody(country: Country) -> None:
    """Codes and logins are not unique where posts meet: who had one first is found by it."""
    before, officer = country.registry().headquarters, country.post.actor.officer
    write_directory(country.office, POST, b"\xff" * 16, code="HQ")
    write_directory(country.office, OFFICER, b"\xff" * 16, login="A1")
    assert country.registry().headquarters == before
    with country.office.desk().read() as reader:
        assert (get_post(reader, "HQ").id, get_officer(reader, "A1").id) == (before, officer)


def test_a_case_belongs_to_the_post_that_wrote_to_it_first(country: Country) -> None:
    """Not to headquarters, which may be first after a restore; to nobody before any post wrote to it."""
    mine, ours = begin_case(country.post), begin_case(country.office)
    country.receive(bundle_of(country.post))
    registry, posts = (
        country.registry(),
        [one.post for one in map(country.registry().devices.get, _devices(country)) if one],
    )
    assert (registry.post_of_case(mine), registry.is_begun_by_others(mine)) == (posts[0], False)
    assert (registry.post_of_case(ours), registry.is_begun_by_others(ours)) == (None, True)
    assert (registry.post_of_case(b"unheard-of-case-"), registry.is_begun_by_others(b"unheard-of-case-")) == (
        None,
        False,
    )
    share_case(country.office, country.posts[2], ours)
    add_note(country.posts[2], ours)
    country.receive(bundle_of(country.posts[2]))
    assert country.registry().post_of_case(ours) == posts[2]
    assert registry.post_of_case(ours) is None


def _devices(country: Country) -> list[bytes]:
    return [site.device for site in country.posts]


def test_many_cases_are_asked_about_at_once(country: Country) -> None:
    """What is known then is not asked again: the registry shows one moment. A case that nobody wrote to stays so."""
    case = begin_case(country.post)
    registry = country.registry()
    registry.know_cases([case])
    country.receive(bundle_of(country.post))
    assert registry.post_of_case(case) is None
    fresh = country.registry()
    fresh.know_cases([case, b"unheard-of-case-"])
    fresh.know_cases([case])
    assert fresh.post_of_case(case) == fresh.devices[country.post.device].post
    assert fresh.post_of_case(b"unheard-of-case-") is None


def test_a_case_of_a_device_that_nobody_knows_is_nobodys(country: Country) -> None:
    """Its first entries came back before the directory row of their device."""
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    registry = country.registry()
    del registry.devices[country.post.device]
    assert (registry.post_of_case(case), registry.is_begun_by_others(case)) == (None, False)
