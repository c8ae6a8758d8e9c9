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
from tipdesk.services.headquarters.erasure.erasing import ERASURE

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
