"""Rows of the registers between posts and headquarters: who holds them, and what headquarters lets in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.countries import Country, a_country, bundle_of, know
from tests.services.writes import write
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.headquarters.directory.registry import OFFICER, get_officer
from tipdesk.services.headquarters.directory.writing import change_of, write_directory
from tipdesk.services.registers.reading import list_register, pick_register_row
from tipdesk.services.registers.writing import add_row, amend_row

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tipdesk.domain.rows import Row
    from tipdesk.domain.schema import RecordType

CALL, TRAINING, SESSION = (BY_NAME[name] for name in ("HotlineCall", "Training", "TrainingSession"))
COURSE = {"title": "First response", "topics": ["referral"]}


@pytest.fixture
def country() -> Country:
    """Headquarters with a coordinator, two PCs of one post with a trainer, and one of another."""
    made = a_country({"A": 2, "B": 1})
    made.office.actor = replace(made.office.actor, roles=made.office.actor.roles | {"coordinator"})
    for site in made.posts[:2]:
        give_roles(made, site, frozenset({"frontline", "trainer"}))
    return made


def give_roles(country: Country, site: Site, roles: frozenset[str]) -> None:
    """Let a site's officer have these roles, at the desk and in the directory."""
    site.actor = replace(site.actor, roles=roles)
    desk = country.office.desk()
    with desk.work() as work:
        row = get_officer(work, site.actor.login)
        write_directory(desk, work, [change_of(OFFICER, row.id, {"roles": sorted(roles)}, row)])


def held(site: Site, record: RecordType = TRAINING) -> list[Row]:
    """Return what a site reads of a register."""
    return list_register(site.desk(), record)


def titles(site: Site, record: RecordType = TRAINING) -> list[object]:
    """Return what a site's trainings are called."""
    return [row[record.fields[0].name] for row in held(site, record)]


def begin(country: Country, site: Site) -> bytes:
    """Let a site begin a training and send it; return its id."""
    row = add_row(site.desk(), TRAINING, COURSE).row
    country.sync(site)
    assert row is not None
    return row


def test_a_row_of_a_post_goes_up_and_what_headquarters_writes_to_it_comes_back(country: Country) -> None:
    """Both end with the same row, its sessions from either side included; another post sees none of it."""
    row = begin(country, country.post)
    assert titles(country.office) == ["First response"]
    seen = pick_register_row(country.office.desk(), TRAINING, row)
    amend_row(country.office.desk(), seen, {"title": "First help", "topics": ["protection"]})
    session = add_row(country.office.desk(), SESSION, {"training": row, "on": "2026-11-20"})
    amended = pick_register_row(country.office.desk(), SESSION, session.row or b"")
    amend_row(country.office.desk(), amended, {"on": "2026-11-21"})
    for site in country.posts:
        country.sync(site)
    for site in country.posts[:2]:
        for record in (TRAINING, SESSION):
            assert [one.version for one in held(site, record)] == [one.version for one in held(country.office, record)]
    give_roles(country, country.posts[2], frozenset({"trainer"}))
    assert titles(country.posts[2]) == []


def test_what_headquarters_keeps_for_itself_stays_there(country: Country) -> None:
    """A training that headquarters holds comes down to nobody, nor what is written to it later."""
    row = add_row(country.office.desk(), TRAINING, COURSE).row
    seen = pick_register_row(country.office.desk(), TRAINING, row or b"")
    amend_row(country.office.desk(), seen, {"title": "At headquarters"})
    country.sync()
    assert titles(country.post) == []


def test_a_new_pc_of_a_post_gets_its_register_whole(country: Country) -> None:
    """What the post's PCs wrote comes down, and what headquarters wrote to it, even where that is all that stands."""
    row = begin(country, country.post)
    seen = pick_register_row(country.office.desk(), TRAINING, row)
    amend_row(country.office.desk(), seen, {"title": "Renamed", "topics": ["protection"]})
    add_row(country.office.desk(), TRAINING, {**COURSE, "title": "Headquarters' own"})
    late = country.join("A3", "A")
    country.sync(late)
    late.actor = replace(late.actor, roles=frozenset({"trainer"}))
    assert titles(late) == ["Renamed"]


def test_headquarters_parks_what_the_role_does_not_carry_until_it_does(country: Country) -> None:
    """The table that refuses at the desk judges at headquarters; with the role in the directory it is applied."""
    poor = country.posts[2]
    with pytest.raises(UserError) as refused:
        add_row(poor.desk(), TRAINING, COURSE)
    assert refused.value.code == "not-allowed"
    write(poor, None, Change(TRAINING.number, b"t" * 16, {1: "Past the desk"}), scope=Scope.REGISTER)
    country.receive(bundle_of(poor))
    assert (titles(country.office), parked(country)) == ([], ["other-role"])
    give_roles(country, poor, frozenset({"trainer"}))
    assert (titles(country.office), parked(country)) == (["Past the desk"], [])


def parked(country: Country) -> list[str]:
    """Return why entries are parked at headquarters."""
    with country.office.desk().work() as work:
        return [one.reason for one in work.ledger.find_parked()]


def test_no_post_writes_to_rows_of_another(country: Country) -> None:
    """Nor to headquarters' own; what it writes is parked, and its own goes on being applied."""
    theirs = begin(country, country.post)
    ours = add_row(country.office.desk(), TRAINING, {**COURSE, "title": "Ours"}).row or b""
    thief = country.posts[2]
    give_roles(country, thief, frozenset({"trainer"}))
    for row in (theirs, ours):
        write(thief, None, Change(TRAINING.number, row, {1: "Taken"}), scope=Scope.REGISTER)
    add_row(thief.desk(), TRAINING, {**COURSE, "title": "My own"})
    country.receive(bundle_of(thief))
    assert sorted(map(str, titles(country.office))) == ["First response", "My own", "Ours"]
    assert parked(country) == ["other-register"] * 2


def test_a_stranger_writes_no_register(country: Country) -> None:
    """An officer whom the directory gives no role that fits is refused at headquarters, also for hotline calls."""
    agent = replace(country.post.actor, officer=b"a" * 16, login="agent", roles=frozenset({"partner_agency"}))
    know(country, agent)
    country.post.actor = agent
    write(country.post, None, Change(CALL.number, b"c" * 16, {4: "information"}), scope=Scope.REGISTER)
    country.receive(bundle_of(country.post))
    assert parked(country) == ["other-role"]


def test_after_a_restore_of_headquarters_each_pc_gets_both_parts_again(country: Country) -> None:
    """Its own part may come back before the post's, from one PC, when the other has been there already."""
    first, second = country.posts[:2]
    backup = country.office.store.backup()
    row = begin(country, first)
    amend_row(country.office.desk(), pick_register_row(country.office.desk(), TRAINING, row), {"title": "Renamed"})
    country.sync(first)
    country.put_back_office(backup)
    for site in (second, first, first, second, second):
        country.sync(site)
    assert titles(country.office) == titles(first) == titles(second) == ["Renamed"]
