"""What every store promises to services, as one suite: run on the real store and on the fake of the same name.

A subclass gives `sites`: two stores of one post that exchange entries when told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from tests.fakes.desk import make_actor
from tests.services.documents import a_document
from tipdesk.domain.changes import Change, Deletion
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import DELETED, Scope
from tipdesk.domain.values import Missing, PartialDate
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.restore_record import restore_record
from tipdesk.services.case.settle_conflict import settle_conflict
from tipdesk.services.case.show_case import show_case
from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.draft_table import Draft
from tipdesk.services.fields import change_of_new

if TYPE_CHECKING:
    from tests.fakes.clock import FakeClock
    from tipdesk.domain.kinds import Value
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Actor

PERSON, CASE, NOTE = BY_NAME["Person"], BY_NAME["Case"], BY_NAME["Note"]
OFFICER2 = make_actor("officer2", frozenset({"frontline", "coordinator"}))


class Site(Protocol):
    """One store with its clock."""

    @property
    def clock(self) -> FakeClock:
        """The clock that the test moves."""

    def desk(self, actor: Actor | None = None) -> Desk:
        """Return the desk of an officer in front of it."""

    def take_in(self, other: Site) -> None:
        """Apply what the other's own log holds."""


class Sites:
    """Two sites, and one case made at the first."""

    def __init__(self, here: Site, there: Site) -> None:
        self.here, self.there = here, there
        made = new_case(here.desk(), a_document())
        self.case, self.reference = made.id, made.reference

    def meet(self) -> None:
        """Exchange everything."""
        self.there.take_in(self.here)
        self.here.take_in(self.there)

    def row(self, site: Site, record: str = "Person") -> Row:
        """Return the one row of a record."""
        with site.desk().read() as reader:
            [row] = reader.find_rows(BY_NAME[record], case=self.case, with_deleted=True)
        return row


def found(reader: Reader, words: str, *records: str) -> set[str]:
    """Return the records of the hits."""
    numbers = frozenset(BY_NAME[name].number for name in records)
    return {hit.record.name for hit in reader.find_hits(words, records=numbers)}


def fail_within(desk: Desk, case: bytes) -> None:
    """Write a row, a setting and a draft, and raise."""
    with desk.work() as unit:
        unit.append(Scope.CASE, case, [change_of_new(NOTE, b"n" * 16, {"text": "x"})])
        unit.put_setting("key", b"value")
        unit.drafts.put(Draft("d", b"o" * 16, b"v", 1))
        raise ZeroDivisionError


class StoreContract:
    """The suite."""

    @pytest.fixture
    def sites(self, here: Site, there: Site) -> Sites:
        """Two sites with a case at the first."""
        return Sites(here, there)

    def test_values_come_back_as_they_were_written(self, sites: Sites) -> None:
        """Every kind of value survives the way through the log, and empty fields are empty."""
        values: dict[str, Value] = {
            "family_name": "Œuvré 'O\"; DROP",
            "other_names": frozenset({"A; B", "C"}),
            "birth_date": PartialDate(2009, 4),
            "phone": Missing.REFUSED,
            "citizenships": frozenset({"LC", "GY"}),
            "stateless": False,
            "needs_interpreter": True,
            "children_count": 0,
            "sex": "unknown",
        }
        with sites.here.desk().work() as unit:
            unit.append(Scope.CASE, sites.case, [change_of_new(PERSON, b"r" * 16, values)])
        with sites.here.desk().read() as reader:
            row = reader.get_row(PERSON, b"r" * 16)
            assert row
            assert {name: row[name] for name in values} == values
            assert row["given_names"] is None
            assert row.case == sites.case
            assert reader.get_row(PERSON, b"x" * 16) is None

    def test_rows_are_found_by_what_they_hold(self, sites: Sites) -> None:
        """By case, by the displayed value of a field, in the order of their making."""
        other = new_case(sites.here.desk(), a_document(title="Another heron")).id
        with sites.here.desk().read() as reader:
            assert [row.case for row in reader.find_rows(PERSON)] == [sites.case, other]
            assert [row.case for row in reader.find_rows(PERSON, case=other)] == [other]
            assert [row.id for row in reader.find_rows(CASE, where={"reference": sites.reference})] == [sites.case]
            role = reader.find_rows(BY_NAME["CaseRole"], case=other)[0]
            same = reader.find_rows(BY_NAME["CaseRole"], where={"person": role["person"], "role": role["role"]})
            assert [row.id for row in same] == [role.id]
            assert reader.find_rows(PERSON, where={"family_name": "Roe"}) == []

    def test_nothing_stays_of_a_unit_that_raises(self, sites: Sites) -> None:
        """Rows, log, settings and drafts of a failed unit are gone together."""
        desk = sites.here.desk()
        with desk.read() as reader:
            before = (len(reader.find_rows(NOTE)), reader.count_unsent(0))
        with pytest.raises(ZeroDivisionError):
            fail_within(desk, sites.case)
        with desk.read() as reader:
            assert (len(reader.find_rows(NOTE)), reader.count_unsent(0)) == before
            assert reader.get_setting("key") is None
            assert reader.drafts.get("d") is None

    def test_settings_and_drafts_are_kept_and_dropped(self, sites: Sites) -> None:
        """Small local values, in no log."""
        desk = sites.here.desk()
        with desk.work() as unit:
            unit.put_setting("key", b"value")
            unit.drafts.put(Draft("a", b"o" * 16, b"1", 1))
            unit.drafts.put(Draft("b", b"o" * 16, b"2", 2))
            unit.drafts.put(Draft("b", b"o" * 16, b"3", 3))
            unit.drafts.put(Draft("c", b"p" * 16, b"4", 4))
        with desk.read() as reader:
            assert reader.get_setting("key") == b"value"
            assert [draft.value for draft in reader.drafts.find(b"o" * 16)] == [b"3", b"1"]
        with desk.work() as unit:
            unit.put_setting("key", None)
            unit.drafts.delete("b")
            unit.drafts.delete("nosuch")
        with desk.read() as reader:
            assert reader.get_setting("key") is None
            assert [draft.key for draft in reader.drafts.find()] == ["c", "a"]

    def test_entries_count_up_and_name_their_author(self, sites: Sites) -> None:
        """`append` answers the entry: next number, the desk's officer and clock; audit entries count as sent."""
        desk = sites.here.desk(OFFICER2)
        with desk.read() as reader:
            waiting = reader.count_unsent(0)
        with desk.work() as unit:
            first = unit.append(Scope.CASE, sites.case, [change_of_new(NOTE, b"n" * 16, {"text": "x"})], "because")
            second = unit.append(
                Scope.AUDIT, None, [change_of_new(BY_NAME["AuditEvent"], b"a" * 16, {"action": "view"})]
            )
        assert (second.head.seq, first.head.actor, first.reason) == (first.head.seq + 1, OFFICER2.officer, "because")
        assert (first.log, first.head.at) == (desk.place.log, sites.here.clock.now_ms())
        with desk.read() as reader:
            assert reader.count_unsent(0) == waiting + 1
            assert reader.count_unsent(first.head.seq) == 0

    def test_lists_are_latest_first_and_filtered(self, sites: Sites) -> None:
        """Stage, officer, time of change, open ones; summaries in the order asked for."""
        sites.here.clock.pass_minutes(5)
        since = sites.here.clock.now_ms()
        second = new_case(sites.here.desk(OFFICER2), a_document(status="closed", risk_level="high")).id
        with sites.here.desk().read() as reader:
            assert reader.find_case_ids(CaseQuery()) == [second, sites.case]
            assert reader.find_case_ids(CaseQuery(stages=frozenset({"closed"}))) == [second]
            assert reader.find_case_ids(CaseQuery(owner=OFFICER2.officer)) == [second]
            assert reader.find_case_ids(CaseQuery(updated_since=since)) == [second]
            assert reader.find_case_ids(CaseQuery(only_open=True)) == [sites.case]
            lines = reader.find_case_summaries([sites.case, second])
            assert [line.id for line in lines] == [sites.case, second]
            assert (lines[1].status, lines[1].risk, lines[1].people) == ("closed", "high", 1)
            assert lines[0].reference == sites.reference
            assert reader.case_updated(second) == since
            assert reader.case_updated(b"x" * 16) == 0
            assert reader.case_device(sites.case) == sites.here.desk().place.device
            assert reader.case_device(b"x" * 16) is None

    def test_search_finds_parts_of_names_and_beginnings_of_words(self, sites: Sites) -> None:
        """Every word must match; case and accents do not matter; what is deleted is not found."""
        with sites.here.desk().read() as reader:
            for words in ("doe", "DOE", "ann doe", "marie", "R0123456", "12345", "+17584520000", "4520000"):
                assert found(reader, words) == {"Person"}, words
            assert found(reader, "water") == found(reader, "wat call") == {"Note"}
            assert found(reader, "heron") == {"Case"}
            assert found(reader, "doe water") == found(reader, "nobody") == found(reader, "") == set()
            assert found(reader, "doe", "Note") == set()
            assert found(reader, "doe", "Person") == {"Person"}
            for odd in ('"', "'", "*", "doe OR", "NEAR(", "a:b", "-", "%", "\\", "(", "doe\x00"):
                assert isinstance(reader.find_hits(odd), list)
        delete_record(sites.here.desk(), sites.row(sites.here))
        with sites.here.desk().read() as reader:
            assert found(reader, "doe") == set()

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
            assert (lines[0].field, lines[0].after, lines[0].before) == ("deleted", "deleted", ())
            line = lines[1]
            assert (line.field, line.before, line.after, line.reason) == ("family_name", ("Doe",), "Roe", "passport")
            assert (line.actor, line.device) == (OFFICER2.officer, sites.here.desk().place.device)
            assert line.record is PERSON
            assert (line.received_at is None) is (site is sites.here)
            assert len(whole) > len(lines)
            assert {one.row for one in lines} == {row}

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
