"""What every store promises about lists of all cases: their kinds, with every live value, and their orders.

A subclass gives `sites`: two stores of one post that exchange entries when told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from tests.services.arrived import arrived_case
from tests.services.disputes_contract import dispute
from tests.services.documents import a_document
from tests.services.sites import OFFICER2, Site, Sites
from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.caution import LISTED_OPEN as LISTED
from tipdesk.domain.schema import Scope
from tipdesk.domain.values import PartialDate
from tipdesk.services.desk import CaseQuery
from tipdesk.services.fields import change_of_new
from tipdesk.services.remembered.here import LISTED_OPEN, LOWER_COUNTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tipdesk.domain.case_kinds import CaseFacts, CaseKind
    from tipdesk.domain.kinds import Kind, Value, Wire
    from tipdesk.services.desk import Desk

TODAY = date(2026, 11, 27)
NOON = datetime(2026, 11, 27, 16, tzinfo=UTC)
PERSON, ASSESSED = BY_NAME["Person"], BY_NAME["RiskAssessment"]
ADULT = {"birth_date": "1990", "age_basis": "document"}


def facts_of(site: Site, marks: Sequence[int] = ()) -> CaseFacts:
    """Return what lists ask of all cases of a site."""
    with site.desk().read() as reader:
        return reader.find_case_facts(marks, TODAY)


def kind_of(site: Site, case: bytes, marks: Sequence[int] = ()) -> CaseKind:
    """Return the kind of one case."""
    facts = facts_of(site, marks)
    return facts.kind_of(list(facts.ids).index(case))


def case_with(desk: Desk, *rows: tuple[str, Mapping[str, object]], **case: object) -> bytes:
    """Make a case of its own with these rows."""
    records = [{"record": record, "fields": dict(fields)} for record, fields in rows]
    return arrived_case(desk, {"case": {"title": "Reed 1", **case}, "records": records}).id


def _stands(site: Site, case: bytes, record: str, values: Mapping[str, Value]) -> tuple[str, bytes]:
    """Write a row, and return the one risk of the case in every list, and the row."""
    desk = site.desk()
    row = desk.ids.new_id()
    with desk.work() as unit:
        unit.append(Scope.CASE, case, [change_of_new(BY_NAME[record], row, dict(values))])
    with desk.read() as reader:
        [line] = reader.find_case_summaries([case])
    assert (kind_of(site, case).risks, line.dispute_about("risk_level")) == ((line.risk,), None)
    return line.risk, row


def wire_of(declared: Kind, told: object) -> Wire:
    """Return an answer as it goes on the wire."""
    return declared.to_wire(declared.read(told))


class ListsContract:
    """The suite."""

    @pytest.fixture
    def sites(self, here: Site, there: Site) -> Sites:
        """Two sites with a case at the first."""
        return Sites(here, there)

    def test_a_kind_tells_what_lists_ask(self, sites: Sites) -> None:
        """Stage, risk, officer, hold, where it was opened, and which moments its latest change came after."""
        desk, clock = sites.here.desk(OFFICER2), sites.here.clock
        clock.pass_minutes(5)
        case = case_with(desk, status="closed", risk_level="high", legal_hold=True)
        at = clock.now_ms()
        kind = kind_of(sites.here, case, [at - 1, at, at + 1])
        assert (kind.stages, kind.risks, kind.owners) == (("closed",), ("high",), (OFFICER2.officer,))
        assert (kind.is_held, kind.has_child, kind.to_settle, kind.is_restricted) == (True, False, False, False)
        assert (kind.device, kind.post, kind.age) == (desk.place.device, "", 2)
        assert list(facts_of(sites.here).ids) == [case, sites.case]

    def test_no_answer_is_told_apart_from_an_unknown_one(self, sites: Sites) -> None:
        """A risk that nobody gave is empty, and one that is unknown says so."""
        desk = sites.here.desk()
        cases = (case_with(desk), case_with(desk, risk_level={"missing": "unknown"}))
        assert [kind_of(sites.here, one).risks for one in cases] == [("",), ("unknown",)]

    @pytest.mark.parametrize(
        ("record", "fields", "is_child"),
        [
            ("Report", {"under_18": "yes"}, True),
            ("Report", {"under_18": "unsure"}, True),
            ("Report", {"under_18": "no"}, False),
            ("Person", {"age_basis": "disputed"}, True),
            ("Person", {"about_age": 17}, True),
            ("Person", {"about_age": 24}, True),
            ("Person", {"about_age": 25}, False),
            ("Person", {"about_age": 18, "age_basis": "stated"}, False),
            ("Person", {"about_age": 9}, True),
            ("Person", {"about_age": 100}, False),
            ("Person", {"about_age": 25, "first_contact_on": "2026"}, True),
            ("Person", {"about_age": {"missing": "unknown"}}, True),
            ("Person", {"birth_date": "2008-11-28", "age_basis": "document"}, True),
            ("Person", {"birth_date": "2008-11-27", "age_basis": "document"}, False),
            ("Person", {"birth_date": "2008-11-27", "age_basis": "stated", "about_age": 16}, True),
            ("Person", {"birth_date": "2008-11", "age_basis": "stated"}, True),
            ("Person", {"birth_date": "2008-10", "age_basis": "stated"}, False),
            ("Person", {"birth_date": "2008", "age_basis": "stated"}, True),
            ("Person", {"birth_date": "2007", "age_basis": "stated"}, False),
            ("Person", {"birth_date": "1990"}, True),
            ("Person", {"birth_date": {"missing": "refused"}, "age_basis": "stated"}, True),
        ],
    )
    def test_a_child_is_told_cautiously(
        self, sites: Sites, record: str, fields: Mapping[str, object], is_child: bool
    ) -> None:
        """A report that is not sure, an age in dispute or not known for sure: whoever is no adult counts as a child."""
        case = case_with(sites.here.desk(), (record, fields))
        assert kind_of(sites.here, case).has_child is is_child

    @pytest.mark.parametrize(
        ("person", "record", "fields", "is_child"),
        [
            ({"about_age": 16}, "AgeAssessment", {"result": "adult"}, False),
            ({"about_age": 16}, "AgeAssessment", {"result": "adult", "signed_at": None}, True),
            (ADULT, "AgeAssessment", {"result": "child"}, True),
            (ADULT, "AgeAssessment", {"result": "adult", "disputed_by": "Counsel"}, True),
            (ADULT, "IdentityDocument", {"kind": "passport", "genuine": "forged"}, True),
            (ADULT, "IdentityDocument", {"kind": "passport", "genuine": "genuine"}, False),
            (ADULT, "Relationship", {"signs": ["speaks_for", "stories_differ"]}, True),
            (ADULT, "Relationship", {"signs": ["speaks_for"]}, False),
        ],
    )
    def test_what_stands_beside_a_person_decides_too(
        self, sites: Sites, person: Mapping[str, object], record: str, fields: Mapping[str, object], is_child: bool
    ) -> None:
        """A signed assessment until it is disputed, a paper that is not genuine, stories that differ."""
        desk = sites.here.desk()
        case = case_with(desk, ("Person", person))
        beside = BY_NAME[record]
        with desk.read() as reader:
            [row] = reader.find_rows(PERSON, case=case)
        signed = {"signed_at": "2026-11-20T10:00:00Z", "at": "2026-11-20"} if record == "AgeAssessment" else {}
        told = {name: value for name, value in {**signed, **fields}.items() if value is not None}
        wires = {beside.by_name[name].number: wire_of(beside.by_name[name], value) for name, value in told.items()}
        wires[beside.by_name["person"].number] = row.id
        with desk.work() as unit:
            unit.append(Scope.CASE, case, [Change(beside.number, desk.ids.new_id(), wires, {})])
        assert kind_of(sites.here, case).has_child is is_child

    def test_one_of_two_births_is_enough(self, sites: Sites) -> None:
        """A person who is a child by one of two days of birth counts as one, whichever came last."""
        case = case_with(sites.here.desk(), ("Person", {"birth_date": "1990", "age_basis": "stated"}))
        sites.meet()
        with sites.here.desk().read() as reader:
            [row] = reader.find_rows(PERSON, case=case)
        number = PERSON.by_name["birth_date"].number
        for site, wire in ((sites.here, "2015"), (sites.there, "1991")):
            site.clock.pass_minutes(1)
            with site.desk().work() as unit:
                replaced = {number: row.replaced_by_write(number)}
                unit.append(Scope.CASE, case, [Change(PERSON.number, row.id, {number: wire}, replaced)])
        sites.meet()
        for site in (sites.here, sites.there):
            kind = kind_of(site, case)
            assert (kind.has_child, kind.to_settle) == (True, True)

    @pytest.mark.parametrize(
        ("name", "wires", "attribute", "told"),
        [
            ("status", ("closed", "open"), "stages", ("open", "closed")),
            ("status", ("open", "closed"), "stages", ("open", "closed")),
            ("risk_level", ("imminent", "low"), "risks", ("imminent", "low")),
            ("legal_hold", (True, False), "is_held", True),
            ("sealing", ("restricted", "ordinary"), "is_restricted", True),
        ],
    )
    def test_every_live_value_is_told_the_careful_one_first(
        self, sites: Sites, name: str, wires: tuple[Wire, Wire], attribute: str, told: object
    ) -> None:
        """What two sites wrote apart stands there twice, and what people go by comes first."""
        dispute(sites, name, *wires)
        for site in (sites.here, sites.there):
            kind = kind_of(site, sites.case)
            assert getattr(kind, attribute) == told
            assert kind.to_settle

    def test_no_risk_is_below_what_was_assessed(self, sites: Sites) -> None:
        """The highest of head and of the newest signed assessment of each person, in kinds and in lines alike.

        A draft counts for nothing, and a lower one only where its gate holds, as is kept of it.
        """
        here, person = sites.here, b"person".ljust(16, b".")
        case = case_with(here.desk(), risk_level="low")

        def stands(level: str, day: int, *, person: bytes = person, **told: Value) -> tuple[str, bytes]:
            at = datetime(2026, 11, day, 12, tzinfo=UTC)
            values: dict[str, Value] = {"person": person, "level": level, "at": at, "signed_at": at, **told}
            return _stands(here, case, "RiskAssessment", values)

        assert stands("imminent", 1, signed_at=None)[0] == "low"
        assert stands("medium", 2, review_due=PartialDate(2026, 12, 1))[0] == "medium"
        assert stands("low", 3, person=b"another".ljust(16, b"."))[0] == "medium"
        risk, lower = stands("low", 4, review_due=PartialDate(2026, 11, 9))
        assert risk == "medium"
        with here.desk().work() as unit:
            LOWER_COUNTS.keep(unit, [lower])
        assert stands("high", 5, review_due=PartialDate(2026, 11, 9), signed_at=None)[0] == "low"
        assert stands("high", 5, review_due=PartialDate(2026, 11, 9))[0] == "high"
        assert stands("medium", 12)[0] == "high", "that it was due alone lowers nothing"
        dispute(sites, "risk_level", "high", "low")
        for site in (sites.here, sites.there):
            values: dict[str, Value] = {"person": person, "level": "imminent", "signed_at": NOON}
            assert _stands(site, sites.case, "RiskAssessment", values)[0] == "imminent"

    def test_a_closed_case_may_be_listed_as_open(self, sites: Sites) -> None:
        """Kind, line and ids say so of a closed case alone, and not of one of which some stage is open."""
        desk = sites.here.desk()
        shut, other = (case_with(desk, status="closed") for _number in range(2))
        with desk.work() as unit:
            LISTED_OPEN.keep(unit, [shut, sites.case])
        open_cases = CaseQuery(only_open=True)
        with desk.read() as reader:
            by_stage = {one: reader.find_case_ids(CaseQuery(stages=frozenset({one}))) for one in ("closed", LISTED)}
            lines = {one.id: one.status for one in reader.find_case_summaries([shut, other, sites.case])}
            assert set(reader.find_case_ids(open_cases)) == {shut, sites.case}
            assert reader.find_case_ids(replace(open_cases, most=1)) == [shut]
        assert by_stage == {"closed": [other], LISTED: [shut]}
        assert (lines[shut], lines[other]) == (LISTED, "closed")
        assert lines[sites.case] == "".join(kind_of(sites.here, sites.case).stages) != LISTED
        assert [kind_of(sites.here, one).stages for one in (shut, other)] == [(LISTED,), ("closed",)]

    def test_of_officers_the_one_shown_comes_first(self, sites: Sites) -> None:
        """No officer is more careful than another: the latest leads, and both are told."""
        dispute(sites, "owner", b"a" * 16, b"b" * 16)
        assert kind_of(sites.here, sites.case).owners == (b"b" * 16, b"a" * 16)

    def test_cases_come_in_the_order_of_a_column(self, sites: Sites) -> None:
        """By reference, by title whatever its capitals, by people and by what is to settle."""
        desk = sites.here.desk()
        low = case_with(desk, title="amber 1")
        high = arrived_case(desk, a_document(title="Zinnia 2")).id
        with desk.read() as reader:
            by_title, by_people = reader.find_case_order("title"), reader.find_case_order("people")
            references = [one.reference for one in reader.find_case_summaries(reader.find_case_order("reference"))]
            by_conflicts = reader.find_case_order("conflicts")
        assert by_title == [low, sites.case, high]
        assert by_people[0] == low
        assert references == sorted(references)
        assert set(by_conflicts) == {low, high, sites.case}
