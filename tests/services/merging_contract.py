"""What every store promises about merging and history: the second half of the suite in `store_contract`.

A subclass gives `sites`: two stores of one post that exchange entries when told.
"""

from __future__ import annotations

import pytest

from tests.fakes.desk import make_actor
from tests.services.sites import CASE, OFFICER2, PERSON, Site, Sites
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.rows import Author
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.authorship import authors_of
from tipdesk.services.case.delete_record import delete_record, restore_record
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.show_case import show_case


class MergingContract:
    """The suite."""

    @pytest.fixture
    def sites(self, here: Site, there: Site) -> Sites:
        """Two sites with a case at the first."""
        return Sites(here, there)

    def test_concurrent_values_stay_until_they_are_settled(self, sites: Sites) -> None:
        """Both values with author, device and time at both sites; the display takes the latest; one write settles."""
        sites.meet()
        amend_record(sites.here.desk(), sites.row(sites.here), {"family_name": "Roe"})
        sites.there.clock.pass_minutes(1)
        amend_record(sites.there.desk(OFFICER2), sites.row(sites.there), {"family_name": "Poe", "sex": "unknown"})
        sites.meet()
        for site in (sites.here, sites.there):
            row = sites.row(site)
            assert row["family_name"] == "Poe"
            assert set(row.siblings) == {"family_name"}
            assert [(one.value, one.actor) for one in row.siblings["family_name"]] == [
                ("Roe", make_actor().officer),
                ("Poe", OFFICER2.officer),
            ]
            with site.desk().read() as reader:
                assert [one.id for one in reader.find_conflicts(sites.case)] == [row.id]
                assert [one.id for one in reader.find_conflicts()] == [row.id]
                assert reader.find_case_summaries([sites.case])[0].conflicts == 1
        keep = sites.row(sites.here).siblings["family_name"][0].dot
        settle_conflict(sites.here.desk(), sites.row(sites.here), "family_name", keep=keep)
        sites.meet()
        for site in (sites.here, sites.there):
            assert sites.row(site)["family_name"] == "Roe"
            assert not sites.row(site).in_conflict()
        assert sites.row(sites.here).version == sites.row(sites.there).version

    def test_equal_values_and_unions_are_no_conflict(self, sites: Sites) -> None:
        """The same answer twice is agreement; citizenships are joined; the higher risk and stricter hold are shown."""
        sites.meet()
        for site, country, risk, hold in ((sites.here, "BB", "high", True), (sites.there, "GY", "low", False)):
            amend_record(site.desk(), sites.row(site), {"occupation": "Cook", "citizenships": [country]})
            with site.desk().read() as reader:
                case = reader.get_row(CASE, sites.case)
            assert case
            amend_record(site.desk(), case, {"risk_level": risk, "legal_hold": hold})
        sites.meet()
        for site in (sites.here, sites.there):
            row = sites.row(site)
            assert not row.siblings
            assert row["citizenships"] == {"BB", "GY"}
            with site.desk().read() as reader:
                case = reader.get_row(CASE, sites.case)
            assert case
            assert (case["risk_level"], case["legal_hold"]) == ("high", True)

    def test_deletion_hides_and_restoring_shows(self, sites: Sites) -> None:
        """A deleted row is left out unless asked for; restoring and deleting again work at both sites."""
        delete_record(sites.here.desk(), sites.row(sites.here))
        with sites.here.desk().read() as reader:
            assert reader.find_rows(PERSON, case=sites.case) == []
            assert reader.find_rows(PERSON, case=sites.case, with_deleted=True)[0].deleted
        restore_record(sites.here.desk(), sites.row(sites.here))
        assert not sites.row(sites.here).deleted
        delete_record(sites.here.desk(), sites.row(sites.here))
        sites.meet()
        assert sites.row(sites.there).deleted

    def test_deletion_against_a_change_is_a_conflict(self, sites: Sites) -> None:
        """The row stays visible with a conflict of the deletion mark until somebody decides."""
        sites.meet()
        delete_record(sites.here.desk(), sites.row(sites.here))
        amend_record(sites.there.desk(), sites.row(sites.there), {"occupation": "Cook"})
        sites.meet()
        for site in (sites.here, sites.there):
            row = sites.row(site)
            assert not row.deleted
            assert {one.value for one in row.siblings["deleted"]} == {"deleted", "kept"}
        settle_conflict(sites.there.desk(), sites.row(sites.there), "deleted", value="kept")
        sites.meet()
        assert not sites.row(sites.here).in_conflict()
        assert not sites.row(sites.here).deleted

    def test_history_tells_before_and_after(self, sites: Sites) -> None:
        """Latest first, one line a field, with author, device, reason and, for what came in, the time it came."""
        amend_record(sites.here.desk(OFFICER2), sites.row(sites.here), {"family_name": "Roe"}, "passport")
        sites.here.clock.pass_minutes(1)
        delete_record(sites.here.desk(), sites.row(sites.here))
        sites.meet()
        row = sites.row(sites.here).id
        for site in (sites.here, sites.there):
            with site.desk().read() as reader:
                lines = reader.find_happenings(sites.case, row)
                whole = reader.find_happenings(sites.case)
                authors = reader.find_authors(sites.case)
            assert (lines[0].field, lines[0].after, lines[0].before) == ("deleted", "deleted", ())
            line = lines[1]
            assert (line.field, line.before, line.after, line.reason) == ("family_name", ("Doe",), "Roe", "passport")
            assert (line.actor, line.device) == (OFFICER2.officer, sites.here.desk().place.device)
            assert line.record is PERSON
            assert (line.received_at is None) is (site is sites.here)
            assert len(whole) > len(lines)
            assert {one.row for one in lines} == {row}
            assert authors == authors_of(whole)
            assert authors[row] == Author(lines[-1].actor, lines[-1].at, lines[-1].offset)

    def test_the_last_entries_are_told_alone(self, sites: Sites) -> None:
        """So many entries as are asked for, latest first, and whether there are more; what they replaced among them."""
        for name in ("Roe", "Poe"):
            sites.here.clock.pass_minutes(1)
            amend_record(sites.here.desk(), sites.row(sites.here), {"family_name": name})
        with sites.here.desk().read() as reader:
            whole = reader.find_happenings(sites.case)
            entries = len({one.dot for one in whole})
            two, is_all = reader.find_last_happenings(sites.case, (2, 100))
            assert reader.find_last_happenings(sites.case, (entries, len(whole))) == (whole, True)
            some, is_cut = reader.find_last_happenings(sites.case, (entries, 3))
        assert [(one.after, one.before) for one in two] == [("Poe", ("Roe",)), ("Roe", two[1].before)]
        assert not is_all
        assert [one.dot for one in some[:2]] == [one.dot for one in two]
        assert (len(some), is_cut) == (3, False)

    def test_what_this_release_does_not_know_does_no_harm(self, sites: Sites) -> None:
        """Unknown records and fields are kept in the history; known fields of the same row are shown."""
        strange = [
            Change(PERSON.number, b"r" * 16, {3: "Roe", 777: {"any": [1, b"x"]}}),  # type: ignore[dict-item] # of a later release
            Change(7777, b"s" * 16, {1: "x", DELETED: Deletion(frozenset())}),
        ]
        with sites.here.desk().work() as unit:
            unit.append(Scope.CASE, sites.case, strange)
        with sites.here.desk().read() as reader:
            row = reader.get_row(PERSON, b"r" * 16)
            assert row
            assert row["family_name"] == "Roe"
            lines = reader.find_happenings(sites.case)
        assert {(line.record_number, line.field) for line in lines} >= {(12, "#777"), (7777, "#1"), (7777, "deleted")}

    def test_the_same_document_at_both_ends(self, sites: Sites) -> None:
        """After an exchange in both directions, `case show` gives equal documents, open conflicts included."""
        sites.meet()
        for site, name in ((sites.here, "Roe"), (sites.there, "Poe")):
            amend_record(site.desk(), sites.row(site), {"family_name": name})
        sites.meet()
        here, there = (show_case(site.desk(), sites.reference, with_history=True) for site in (sites.here, sites.there))
        assert here == there
        assert here["conflicts"]
