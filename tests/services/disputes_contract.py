"""What every store promises about cases in dispute: in which lists they stand, and what their lines go by.

A subclass gives `sites`: two stores of one post that exchange entries when told.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor
from tests.services.arrived import arrive
from tests.services.sites import CASE, OFFICER2, PERSON, Site, Sites
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Dispute
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.desk import CaseQuery

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value, Wire
    from tipdesk.domain.rows import CaseSummary

TASK = BY_NAME["Task"]
OFFICER1 = make_actor()
CLOSED = frozenset({"closed", "closed_referred"})


def write(sites: Sites, site: Site, name: str, wire: Wire) -> None:
    """Write a field of the case a minute later, over what stands at this site."""
    field, row = CASE.by_name[name].number, sites.row(site, "Case")
    site.clock.pass_minutes(1)
    with site.desk().work() as unit:
        change = Change(CASE.number, sites.case, {field: wire}, {field: row.replaced_by_write(field)})
        unit.append(Scope.CASE, sites.case, [change])


def dispute(sites: Sites, name: str, *wires: Wire) -> None:
    """Give a field of the case one value at each site in turn, apart from each other, and let them meet."""
    sites.meet()
    for site, wire in zip((sites.here, sites.there), wires, strict=True):
        sites.there.clock.at_ms = max(sites.here.clock.at_ms, sites.there.clock.at_ms)  # the second value is the latest
        write(sites, site, name, wire)
    sites.meet()


def line(site: Site, case: bytes) -> CaseSummary:
    """Return the line of the case in a list."""
    with site.desk().read() as reader:
        [found] = reader.find_case_summaries([case])
    return found


def is_moved(site: Site) -> bool:
    """Tell whether lists know the one case as moved into another."""
    with site.desk().read() as reader:
        return reader.find_case_facts((), date(2026, 11, 27)).kind_of(0).is_moved


def stands_in(site: Site, query: CaseQuery) -> bool:
    """Tell whether the one case answers a query."""
    with site.desk().read() as reader:
        return bool(reader.find_case_ids(query))


class DisputesContract:
    """The suite."""

    @pytest.fixture
    def sites(self, here: Site, there: Site) -> Sites:
        """Two sites with a case at the first."""
        return Sites(here, there)

    def test_a_disputed_stage_stands_in_both_lists(self, sites: Sites) -> None:
        """Open at one site, closed later at the other: open and closed, shown as open, until it is settled."""
        dispute(sites, "status", "open", "closed")
        for site in (sites.here, sites.there):
            assert stands_in(site, CaseQuery(only_open=True))
            assert stands_in(site, CaseQuery(stages=CLOSED))
            assert stands_in(site, CaseQuery(stages=frozenset({"open"})))
            assert not stands_in(site, CaseQuery(stages=frozenset({"screening", "reported"})))
            found = line(site, sites.case)
            assert (found.status, found.disputed) == ("open", (Dispute("status", ("open", "closed")),))
            assert sites.row(site, "Case")["status"] == "closed"
        arrive(sites.here.desk(), sites.case, status="closed")
        sites.meet()
        for site in (sites.here, sites.there):
            assert not stands_in(site, CaseQuery(only_open=True))
            assert (line(site, sites.case).status, line(site, sites.case).disputed) == ("closed", ())

    @pytest.mark.parametrize("other", [None, "unknown", "of_a_later_release", 7])
    def test_a_stage_that_is_not_known_keeps_a_case_open(self, sites: Sites, other: Wire) -> None:
        """Emptied, unknown or unreadable beside closed: the case stays among the open ones, and among the closed."""
        dispute(sites, "status", other, "closed")
        for site in (sites.here, sites.there):
            assert stands_in(site, CaseQuery(only_open=True))
            assert stands_in(site, CaseQuery(stages=CLOSED))
            [told] = line(site, sites.case).disputed
            assert told == Dispute("status", (None if other is None else str(other), "closed"))

    def test_a_case_that_was_moved_is_no_open_one(self, sites: Sites) -> None:
        """Moved by one answer and not by the other, it stays; moved by all, it is left out where that is asked."""
        asked = CaseQuery(only_open=True, but_moved=True)
        dispute(sites, "moved_to", b"k" * 16, None)
        for site in (sites.here, sites.there):
            assert stands_in(site, asked)
            assert not is_moved(site)
        write(sites, sites.here, "moved_to", b"k" * 16)
        sites.meet()
        for site in (sites.here, sites.there):
            assert not stands_in(site, asked)
            assert stands_in(site, CaseQuery(only_open=True))
            assert is_moved(site)

    def test_two_kinds_of_closed_are_closed(self, sites: Sites) -> None:
        """A dispute over how a case was closed does not open it."""
        dispute(sites, "status", "closed_referred", "closed")
        assert not stands_in(sites.here, CaseQuery(only_open=True))
        assert line(sites.here, sites.case).status == "closed_referred"

    def test_what_two_sites_agree_on_is_not_in_dispute(self, sites: Sites) -> None:
        """The same answer given twice is agreement in lists, too."""
        dispute(sites, "status", "closed", "closed")
        assert not stands_in(sites.here, CaseQuery(only_open=True))
        assert line(sites.here, sites.case).disputed == ()

    def test_more_than_two_values(self, sites: Sites) -> None:
        """A third value, written beside two that have met, is told and listed with them; the order is the same."""
        sites.meet()
        field = CASE.by_name["status"].number
        for site, wires in ((sites.here, ["closed", "screening"]), (sites.there, ["closed_referred"])):
            seen = {field: sites.row(site, "Case").replaced_by_write(field)}
            with site.desk().work() as unit:
                for wire in wires:
                    unit.append(Scope.CASE, sites.case, [Change(CASE.number, sites.case, {field: wire}, seen)])
        sites.meet()
        for site in (sites.here, sites.there):
            assert line(site, sites.case).disputed == (Dispute("status", ("screening", "closed", "closed_referred")),)
            for stage in ("screening", "closed", "closed_referred"):
                assert stands_in(site, CaseQuery(stages=frozenset({stage})))
            assert stands_in(site, CaseQuery(only_open=True))
            assert not stands_in(site, CaseQuery(stages=frozenset({"reported"})))

    def test_risk_and_sealing_go_by_the_safer_value(self, sites: Sites) -> None:
        """High before low and restricted before ordinary, though the lesser one came last."""
        dispute(sites, "risk_level", "high", "low")
        dispute(sites, "sealing", "restricted", "ordinary")
        for site in (sites.here, sites.there):
            found = line(site, sites.case)
            assert (found.risk, found.sealing) == ("high", "restricted")
            told = {one.field: one.values for one in found.disputed}
            assert told == {"risk_level": ("high", "low"), "sealing": ("restricted", "ordinary")}

    def test_a_disputed_officer_is_everybody_named(self, sites: Sites) -> None:
        """The case answers to each officer whom a live value puts in charge, and to nobody else."""
        dispute(sites, "owner", OFFICER1.officer, OFFICER2.officer)
        for site in (sites.here, sites.there):
            for officer in (OFFICER1, OFFICER2):
                assert stands_in(site, CaseQuery(owners=frozenset({officer.officer})))
            assert not stands_in(site, CaseQuery(owners=frozenset({b"s" * 16})))
            assert not stands_in(site, CaseQuery(owners=frozenset({None})))
            assert line(site, sites.case).owners == {OFFICER1.officer, OFFICER2.officer}

    def test_a_case_in_nobodys_charge(self, sites: Sites) -> None:
        """Asked for by None, beside an officer too, and where one of several live values is nobody."""
        assert not stands_in(sites.here, CaseQuery(owners=frozenset({None})))
        dispute(sites, "owner", None, OFFICER2.officer)
        for site in (sites.here, sites.there):
            assert stands_in(site, CaseQuery(owners=frozenset({None})))
            assert stands_in(site, CaseQuery(owners=frozenset({None, b"s" * 16})))
            assert line(site, sites.case).owners == {OFFICER2.officer}
        row = sites.row(sites.here, "Case")
        settle_conflict(sites.here.desk(), row, "owner", keep=row.siblings["owner"][0].dot)
        assert stands_in(sites.here, CaseQuery(owners=frozenset({None})))
        assert not stands_in(sites.here, CaseQuery(owners=frozenset({OFFICER2.officer})))
        assert line(sites.here, sites.case).owners == frozenset()

    def test_filters_are_asked_together(self, sites: Sites) -> None:
        """A case that answers one filter by a live value and another not at all is left out; a deleted one as well."""
        dispute(sites, "status", "open", "closed")
        mine, theirs = frozenset({OFFICER1.officer}), frozenset({OFFICER2.officer})
        assert stands_in(sites.here, CaseQuery(stages=CLOSED, only_open=True, owners=mine))
        assert not stands_in(sites.here, CaseQuery(stages=CLOSED, owners=theirs))
        with sites.here.desk().work() as unit:
            row = unit.get_row(CASE, sites.case)
            assert row
            gone = Change(CASE.number, sites.case, {DELETED: Deletion(row.all_dots)})
            unit.append(Scope.CASE, sites.case, [gone])
        assert not stands_in(sites.here, CaseQuery(stages=CLOSED))
        assert not stands_in(sites.here, CaseQuery(only_open=True))
        assert stands_in(sites.here, CaseQuery(only_open=True, with_deleted=True))

    def test_rows_are_found_by_one_of_several_values(self, sites: Sites) -> None:
        """Where that is asked: by each live value, empty too; else by what is shown alone."""
        task, field = b"t" * 16, TASK.by_name["assigned_to"].number
        with sites.here.desk().work() as unit:
            unit.append(Scope.CASE, sites.case, [Change(TASK.number, task, {1: "Ring", field: OFFICER1.officer})])
            unit.append(Scope.CASE, sites.case, [Change(TASK.number, task, {field: None})])
            unit.append(Scope.CASE, sites.case, [Change(TASK.number, task, {field: OFFICER2.officer})])
        with sites.here.desk().read() as reader:
            shown = reader.get_row(TASK, task)
            assert shown
            for officer in (OFFICER1.officer, None, OFFICER2.officer, b"s" * 16):
                where: dict[str, Value] = {"assigned_to": officer}
                found = [row.id for row in reader.find_rows(TASK, where=where, with_disputed=True)]
                assert found == ([] if officer == b"s" * 16 else [task])
                is_shown = shown["assigned_to"] == officer
                assert [row.id for row in reader.find_rows(TASK, where=where)] == ([task] if is_shown else [])
            both: dict[str, Value] = {"assigned_to": OFFICER1.officer, "title": "Ring"}
            assert reader.find_rows(TASK, case=sites.case, where=both, with_disputed=True)
            assert not reader.find_rows(TASK, case=b"x" * 16, where=both, with_disputed=True)
            assert not reader.find_rows(PERSON, where={"family_name": "Roe"}, with_disputed=True)
