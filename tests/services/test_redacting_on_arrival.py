"""What headquarters deletes as a bundle comes in: what a restricted case said openly, what comes of an erased one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.countries import Country, a_country, bundle_of
from tests.services.writes import add_note, begin_case, write
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Sealed
from tipdesk.services.fields import change_of_new
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.erasure.erasing import ERASURE, erase_bodies
from tipdesk.services.headquarters.ledger.meet_log import fill_down_log
from tipdesk.services.ledger import ScopeKey
from tipdesk.sync.limits import BUNDLE_AIM

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site

CASE, PERSON = BY_NAME["Case"], BY_NAME["Person"]
SEALING, FAMILY = CASE.by_name["sealing"].number, PERSON.by_name["family_name"].number


@pytest.fixture
def country() -> Country:
    """Headquarters and a PC of a post."""
    return a_country()


def redacted(site: Site) -> list[tuple[object, object, object]]:
    """Return what a site's redactions name: log, entry and kind."""
    with site.desk().read() as reader:
        return [(row["log"], row["seq"], row["kind"]) for row in reader.find_rows(BY_NAME["Redaction"])]


def test_what_a_restricted_case_said_openly_goes(country: Country) -> None:
    """Once it was raised and written again sealed; it comes in one bundle, and a case that was not raised keeps all."""
    post = country.post
    for level in ("restricted", "ordinary"):
        case, person = begin_case(post), post.ids.new_id()
        said = write(post, case, Change(PERSON.number, person, {FAMILY: "Zebraname"}))
        sealed = Change(PERSON.number, person, {FAMILY: Sealed(b"k" * 8, b"b" * 60)}, {FAMILY: (said.dot,)})
        write(post, case, Change(CASE.number, case, {SEALING: level}), sealed)
    country.receive(bundle_of(post))
    assert redacted(country.office) == [(post.log, 2, "resealed")]


def test_the_salt_of_an_erased_case_does_not_come_back(country: Country) -> None:
    """What was sent before the erasure comes once more, with more behind it: the salt in it is not kept again."""
    case, office = begin_case(country.post), country.office
    country.receive(bundle_of(country.post))
    with office.desk().work() as work:
        erase_bodies(office.desk(), work, case)
    add_note(country.post, begin_case(country.post))
    country.receive(bundle_of(country.post))
    with office.desk().work() as work:
        assert [one.body for one in work.ledger.case_entries(case)] == [None]
        assert work.ledger.salts([ScopeKey(int(Scope.CASE), case)]) == {}


def test_a_pc_whose_down_log_begins_anew_hears_what_was_erased() -> None:
    """It may hold it still, as headquarters was put back and has told nothing since; another post hears nothing."""
    country = a_country({"A": 1, "B": 1})
    office, told = country.office.desk(), []
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    with office.work() as work:
        erase_bodies(office, work, case)
        seq, registry = work.ledger.own().seq, read_registry(work)
        for site in country.posts:
            work.ledger.down.rebase(site.device, 50, bytes(32))
            fill_down_log(work, registry, site.device)
            said = work.ledger.down.read(site.device, 50, BUNDLE_AIM)
            told.append((country.office.log, seq) in [(one.entry.log, one.entry.seq) for one in said])
    assert told == [True, False]


def test_what_comes_late_of_an_erased_case_goes_at_once(country: Country) -> None:
    """Its erasure was agreed to before the post had sent all of it; other cases of the bundle keep what they say."""
    case = begin_case(country.post)
    country.receive(bundle_of(country.post))
    erasure = change_of_new(ERASURE, country.office.ids.new_id(), {"case": case, "decision": "approved"})
    write(country.office, None, erasure, scope=Scope.REGISTER)
    add_note(country.post, begin_case(country.post))
    country.receive(bundle_of(country.post, after=1))
    assert redacted(country.office) == []
    add_note(country.post, case)
    country.receive(bundle_of(country.post, after=3))
    assert (country.post.log, 4, "erased") in redacted(country.office)
    assert {seq for _log, seq, _kind in redacted(country.office)} <= {1, 4}
