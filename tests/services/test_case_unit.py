"""Headquarters' case unit: who opens what is sealed to it, who lets whom in, and what is left to one who leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.journeys.runner import PASSPHRASE
from tipdesk.adapters.keys.age_recipients import generate_identity
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.homes.founding import make_headquarters
from tipdesk.services.desk import Actor
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.directory.officers import add_officer
from tipdesk.services.headquarters.directory.registry import OFFICER, get_officer
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.headquarters.keys.case_unit import find_unit_keys, is_rotation_due, list_members
from tipdesk.services.headquarters.keys.members import admit_member, remove_member

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tipdesk.services.link_desk import LinkDesk


@pytest.fixture
def office(tmp_path: Path) -> Iterator[LinkDesk]:
    """The desk of the first coordinator."""
    session = make_headquarters(tmp_path / "hq", "Home Affairs", "admin", PASSPHRASE, cost=FLOOR).session
    yield session.desk
    session.close()


def colleague(office: LinkDesk, login: str, *roles: str) -> LinkDesk:
    """Return the desk of another officer of headquarters, whose keys are in the directory."""
    ring = OfficerKeyRing(OfficerKeys.generate())
    add_officer(office, login, "HQ", roles)
    keyed(office, login, ring)
    with office.read() as reader:
        officer = get_officer(reader, login)
    return replace(office, actor=Actor(officer.id, login, frozenset(roles)), officer_keys=ring)


def keyed(office: LinkDesk, login: str, ring: OfficerKeyRing) -> None:
    """Write an officer's public keys to the directory."""
    with office.work() as work:
        seen = get_officer(work, login)
        keys = {"seal_key": ring.seal_key, "sign_key": ring.sign_key}
        write_directory(office, work, [change_of(OFFICER, seen.id, keys, seen)])


def sealed_case_key(desk: LinkDesk) -> bytes:
    """Return bytes sealed to the case unit of the keyset, as a post seals a case key."""
    with desk.read() as reader:
        unit = get_keyset(reader).case_unit
    return desk.keys.sealer([unit])(b"case key")


def opened(desk: LinkDesk, sealed: bytes) -> bytes:
    """Return what was sealed to the unit, by the latest version that this officer holds; KeyError without any."""
    with desk.read() as reader:
        held = {one.holder: one.sealed for one in reversed(find_unit_keys(reader))}
    return desk.officer_keys.open_through(held[desk.actor.officer], sealed)


def code_of(refused: pytest.ExceptionInfo[UserError]) -> str:
    """Return the code of a refusal."""
    return refused.value.code


def test_the_first_coordinator_is_a_member(office: LinkDesk) -> None:
    """What is sealed to the keyset's case unit opens for its member; what is not, is refused as somebody else's."""
    assert opened(office, sealed_case_key(office)) == b"case key"
    with pytest.raises(Distrust) as refusal:
        opened(office, office.keys.sealer([str(generate_identity().recipient)])(b"case key"))
    assert refusal.value.code == "age-no-match"
    assert [(one.login, one.versions, one.is_stale) for one in list_members(office)] == [("admin", (1,), False)]


def test_a_coordinator_opens_once_admitted(office: LinkDesk) -> None:
    """Before, a coordinator is no member; a member lets them in; after, both open."""
    other = colleague(office, "anna", "coordinator")
    sealed = sealed_case_key(office)
    with pytest.raises(KeyError):
        opened(other, sealed)
    with pytest.raises(UserError) as refusal:
        admit_member(other, "anna")
    assert code_of(refusal) == "not-a-member"
    admit_member(office, "anna")
    assert opened(other, sealed) == opened(office, sealed) == b"case key"
    assert {one.officer for one in list_members(office)} == {office.actor.officer, other.actor.officer}
    for login in ("anna", "admin"):
        with pytest.raises(UserError) as refusal:
            admit_member(office, login)
        assert code_of(refusal) == "already-member"


def test_a_members_copy_opens_for_nobody_else(office: LinkDesk) -> None:
    """With all rows of the register and one's own keys, another member's copy of the key stays shut."""
    other = colleague(office, "anna", "coordinator")
    admit_member(office, "anna")
    stranger = OfficerKeyRing(OfficerKeys.generate())
    with office.read() as reader:
        copies = {one.holder: one.sealed for one in find_unit_keys(reader)}
    assert set(copies) == {None, office.actor.officer, other.actor.officer}
    for holder, copy in copies.items():
        for ring, officer in ((office.officer_keys, office.actor.officer), (stranger, b"")):
            if holder != officer:
                with pytest.raises(Distrust):
                    ring.open(copy)


def test_only_coordinators_with_keys_are_admitted(office: LinkDesk) -> None:
    """An analyst, an officer without keys and a stranger are refused, each with its reason; nothing is written."""
    colleague(office, "ben", "analyst")
    add_officer(office, "cleo", "HQ", ["coordinator"])
    for login, code in (("ben", "not-a-coordinator"), ("cleo", "no-officer-keys"), ("dora", "unknown-officer")):
        with pytest.raises(UserError) as refusal:
            admit_member(office, login)
        assert code_of(refusal) == code
    assert len(list_members(office)) == 1


def test_new_keys_are_stale_until_admitted_again(office: LinkDesk) -> None:
    """A member whose keys were replaced is shown so, cannot open, and can again after another member sealed it on."""
    other = colleague(office, "anna", "coordinator")
    admit_member(office, "anna")
    ring = OfficerKeyRing(OfficerKeys.generate())
    keyed(office, "anna", ring)
    renewed = replace(other, officer_keys=ring)
    assert [one.login for one in list_members(office) if one.is_stale] == ["anna"]
    with pytest.raises(Distrust):
        opened(renewed, sealed_case_key(office))
    admit_member(office, "anna")
    assert opened(renewed, sealed_case_key(office)) == b"case key"
    assert not any(one.is_stale for one in list_members(office))


def test_who_leaves_makes_a_rotation_due(office: LinkDesk) -> None:
    """Who is removed opens nothing more here, and then a rotation is due; the last member stays."""
    with pytest.raises(UserError) as refusal:
        remove_member(office, "admin")
    assert code_of(refusal) == "last-member"
    other = colleague(office, "anna", "coordinator")
    with pytest.raises(UserError) as refusal:
        remove_member(office, "anna")
    assert code_of(refusal) == "not-a-member"
    admit_member(office, "anna")
    with office.read() as reader:
        assert not is_rotation_due(reader)
    remove_member(office, "anna")
    with office.read() as reader:
        assert is_rotation_due(reader)
    with pytest.raises(KeyError):
        opened(other, sealed_case_key(office))
