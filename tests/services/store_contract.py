"""What every store promises to services, as one suite: run on the real store and on the fake of the same name.

A subclass gives `sites`: two stores of one post that exchange entries when told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import arrived_case
from tests.services.documents import a_document
from tests.services.sites import CASE, NOTE, OFFICER2, PERSON, Site, Sites
from tipdesk.domain.records import ALL_CASE_RECORDS, BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import Missing, PartialDate
from tipdesk.services.audit import DENIED, note_look
from tipdesk.services.case.delete_record import delete_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.desk import CaseQuery, Desk, LookQuery, Reader
from tipdesk.services.draft_table import Draft
from tipdesk.services.fields import change_of_new
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value


TRAINING = BY_NAME["Training"]


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

    def test_looks_are_found_as_they_were_asked_for(self, sites: Sites) -> None:
        """Latest first, with officer, device and time of their entry; each filter narrows; the other's come over."""
        desk, start = sites.here.desk(), sites.here.clock.at_ms
        note_look(desk, "view", case=sites.case, row=b"r" * 16, reason="Why", count=3)
        sites.here.clock.pass_minutes(5)
        note_look(sites.there.desk(OFFICER2), "denied", result=DENIED)
        sites.meet()
        note_look(desk, "search", count=0)
        with desk.read() as reader:
            every = reader.find_looks(LookQuery())
            assert [look.action for look in every] == ["search", "denied", "view"]
            seen = every[-1]
            assert (seen.actor, seen.device, seen.at, seen.offset) == (
                desk.actor.officer,
                desk.place.device,
                start,
                -240,
            )
            assert (seen.case, seen.about, seen.reason, seen.count) == (sites.case, b"r" * 16, "Why", 3)
            assert (seen.received_at, every[1].received_at is None, every[0].count) == (None, False, 0)
            for query, actions in (
                (LookQuery(actors=frozenset({OFFICER2.officer})), ["denied"]),
                (LookQuery(devices=frozenset({desk.place.device})), ["search", "view"]),
                (LookQuery(devices=frozenset()), []),
                (LookQuery(case=sites.case), ["view"]),
                (LookQuery(actions=frozenset({"view", "search"})), ["search", "view"]),
                (LookQuery(results=frozenset({DENIED})), ["denied"]),
                (LookQuery(since=start + 1, log=desk.place.log), ["search"]),
                (LookQuery(until=start + 1, devices=frozenset({desk.place.device})), ["view"]),
                (LookQuery(log=desk.place.log, up_to=seen.dot.seq), ["view"]),
                (LookQuery(id=every[1].id), ["denied"]),
                (LookQuery(id=every[1].id, devices=frozenset({desk.place.device})), []),
                (LookQuery(id=b"of no look at all"), []),
                (LookQuery(most=2), ["search", "denied"]),
            ):
                assert [look.action for look in reader.find_looks(query)] == actions, query

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

    def test_a_case_that_is_remembered_reads_alike(self, sites: Sites) -> None:
        """Whatever is asked of its rows, of others and of who began it, the answer is the same as without."""
        desk, other = sites.here.desk(), new_case(sites.here.desk(), a_document(title="Another heron")).id
        delete_record(desk, sites.row(sites.here, "Note"))
        [person] = look(desk, sites.case).of("Person")
        asked = [
            {"record": record, "case": case, "with_deleted": with_deleted, "where": where}
            for record in (*ALL_CASE_RECORDS, BY_NAME["Officer"])
            for case in (sites.case, other, None)
            for with_deleted in (False, True)
            for where in ({}, {"person": person.id} if "person" in record.by_name else {})
        ]
        told = []
        for remembers in (False, True):
            with desk.read() as reader:
                if remembers:
                    reader.remember(sites.case, ALL_CASE_RECORDS)
                rows = [reader.find_rows(**one) for one in asked]  # type: ignore[arg-type] # what each was asked
                rows.append([row for row in (reader.get_row(PERSON, person.id), reader.get_row(CASE, other)) if row])
                rows.append([row for row in (reader.get_row(BY_NAME["Officer"], b"n" * 16),) if row])
                cases = [sites.case, other]
                begun = (reader.case_devices(cases), *map(reader.case_creator, [*cases, b"x" * 16]))
                devices = [reader.case_devices([case], besides) for case in cases for besides in ((), [b"x" * 16])]
                told.append((rows, begun, devices, reader.find_happenings(sites.case), reader.find_happenings(other)))
        assert told[0] == told[1]

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
        second = arrived_case(sites.here.desk(OFFICER2), a_document(status="closed", risk_level="high")).id
        with sites.here.desk().read() as reader:
            assert reader.find_case_ids(CaseQuery()) == [second, sites.case]
            assert reader.find_case_ids(CaseQuery(stages=frozenset({"closed"}))) == [second]
            assert reader.find_case_ids(CaseQuery(owners=frozenset({OFFICER2.officer}))) == [second]
            assert reader.find_case_ids(CaseQuery(updated_since=since)) == [second]
            assert reader.find_case_ids(CaseQuery(only_open=True)) == [sites.case]
            lines = reader.find_case_summaries([sites.case, second])
            assert [line.id for line in lines] == [sites.case, second]
            assert (lines[1].status, lines[1].risk, lines[1].people) == ("closed", "high", 1)
            assert lines[0].reference == sites.reference
            assert lines[1].updated == since
            assert reader.find_case_summaries([b"x" * 16]) == []
            assert reader.case_devices([sites.case]).get(sites.case) == sites.here.desk().place.device
            assert reader.case_devices([b"x" * 16]).get(b"x" * 16) is None
            device = sites.here.desk().place.device
            assert reader.case_devices([sites.case, b"x" * 16, second]) == {sites.case: device, second: device}

    def test_cases_are_found_by_what_nobody_has_acknowledged(self, sites: Sites) -> None:
        """Danger first, then a child, by answer or by risk, then the latest; those somebody has apart."""
        desk = sites.here.desk()
        told = {"words": {"where_now": "here"}, "child": {"under_18": "unsure"}, "danger": {"danger_now": "yes"}}
        told["plain"] = told["words"]
        risks = {"words": "imminent"}
        made = {
            name: new_case(
                desk,
                {
                    "case": {"title": "Reed 1", "risk_level": risks.get(name)},
                    "records": [{"record": "Report", "fields": fields}],
                },
            )
            for name, fields in {**told, "taken": {"danger_now": "yes"}}.items()
        }
        with desk.work() as unit:
            taken = change_of_new(BY_NAME["Acknowledgement"], b"a" * 16, {"report": made["taken"].rows[1]})
            unit.append(Scope.CASE, made["taken"].id, [taken])
        with desk.read() as reader:
            waiting = [made[name].id for name in ("danger", "words", "child", "plain")]
            assert reader.find_case_ids(CaseQuery(acknowledged=False)) == waiting
            assert reader.find_case_ids(CaseQuery(acknowledged=False, most=2)) == waiting[:2]
            assert reader.find_case_ids(CaseQuery(acknowledged=True)) == [made["taken"].id]
            assert sites.case not in waiting

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
