"""A sheet of cases comes in: what it makes, what is refused beside its cell, and that it changes nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor
from tests.services.import_export.sheets import cases_of, counts, csv_of, rows_of, take_in, unheard
from tipdesk.adapters.spreadsheets.csv_file import CsvFile
from tipdesk.adapters.spreadsheets.csv_source import CsvSource
from tipdesk.adapters.spreadsheets.xlsx_file import XlsxFile
from tipdesk.adapters.spreadsheets.xlsx_source import XlsxSource
from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.gates.complete import POINTS
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.document import document_of
from tipdesk.services.case.new_case import new_case
from tipdesk.services.headquarters.erasure.erasing import erase_bodies
from tipdesk.services.import_export.export_htcds import export_htcds
from tipdesk.services.import_export.htcds import HTCDS
from tipdesk.services.import_export.import_sheet import import_sheet
from tipdesk.services.import_export.write_errors import errors_sheet
from tipdesk.services.look import look
from tipdesk.services.remembered.here import LISTED_OPEN, SEEN_SHEETS

if TYPE_CHECKING:
    from tests.services.test_store_contract import StoreSite
    from tipdesk.services.desk import Desk

ANN = {
    "prs_FirstName": "Ann", "prs_SecondName": "Invented", "prs_Birthdate": "1990-02-03", "prs_Gender": "Feminine",
    "prs_Citizenship": "VC;Guyana", "prs_MobilePhone": "455 1234", "prs_MailingCity": "Castries",
    "vic_TraffickingStatus": "Actual victim of trafficking", "vic_MethodsOfControl": "Debt bondage;RestrictsMovement",
    "vic_ForcedLabourIndustry": "Water supply; sewerage, waste management and remediation",
    "vic_LocationOfExploitation": "Hotel Sol", "cas_Status": "Active", "con_Consent": "Yes",
}  # fmt: skip
BOB = {"prs_FirstName": "Bob", "prs_SecondName": "Made", "prs_Birthdate": "1985", "cas_Status": "Closed"}


def test_a_row_becomes_a_case_whole_and_twice_nothing(desk: Desk) -> None:
    """A dry run stores nothing; then each row is a case, what has no record stays words, and nothing is decided."""
    file = csv_of(ANN, BOB)
    assert counts(take_in(desk, file, dry_run=True)) == (2, 0, 0, 0)
    assert cases_of(desk) == 0
    told = take_in(desk, file)
    assert counts(told) == (2, 0, 0, 0)
    assert {one.gate for one in told.noted} >= {"closure-needs-reason"}, "Bob's case is historic: noted, not refused"
    with desk.read() as reader:
        assert len(LISTED_OPEN.get(reader)) == 1, "and listed open from then on"
    assert counts(take_in(desk, file)) == (0, 0, 2, 0)
    assert counts(take_in(desk, csv_of(BOB, ANN))) == (0, 0, 2, 0), "their order says nothing"
    ann = next(row for row in rows_of(desk, "Person") if row["given_names"] == "Ann")
    assert ann["citizenships"] == frozenset({"VC", "GY"})
    [decision], [consent] = rows_of(desk, "Determination"), rows_of(desk, "Consent")
    assert (decision["outcome"], decision["signed_at"]) == ("ActualVictimOfTrafficking", None)
    assert (consent["scope"], consent["status"], consent["points"]) == ("interview", "given", POINTS)
    assert {row["role"] for row in rows_of(desk, "CaseRole")} == {"potential_victim"}
    [episode] = rows_of(desk, "Episode")
    [place] = rows_of(desk, "Place")
    assert (episode["place_at"], place["name"]) == (place.id, "Hotel Sol")
    assert episode["industry"] == "E_WaterSupplySewerageWasteManagement"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"prs_Birthdate": "31/2/1990"}, "C"),
        ({"prs_Birthdate": "2090-01-01"}, "C"),
        ({"prs_Birthdate": "2020-01-01", "cas_IncomingReferralDate": "2019-05-05"}, "C"),
        ({"prs_Gender": "Blue"}, "D"),
        ({"prs_MobilePhone": "12"}, "F"),
        ({"prs_SecondName": "=1+1"}, "B"),
        ({"prs_SecondName": "Hid\u202eden"}, "B"),
        ({"vic_ForcedLabourIndustry": "Construction;Education"}, "J"),
    ],
)
def test_what_is_wrong_stands_beside_its_cell(desk: Desk, cells: dict[str, str], column: str) -> None:
    """A bad cell is told by row and column with a sentence, and its row is not saved while the others are."""
    heads = [*ANN, "cas_IncomingReferralDate"]
    told = take_in(desk, csv_of(BOB, {**ANN, **cells}, heads=heads))
    assert [(one.row, one.column) for one in told.problems] == [(3, column)]
    assert counts(told) == (1, 0, 0, 1)
    assert cases_of(desk) == 1


def test_the_mended_error_file_brings_in_the_rest(desk: Desk) -> None:
    """The rows that were refused come back as a file with what is wrong; put right there, they come in, once."""
    file = csv_of(ANN, {**BOB, "prs_Gender": "Blue"}, {"prs_FirstName": "=cmd", "prs_SecondName": "Third"})
    told = take_in(desk, file)
    assert counts(told) == (1, 0, 0, 2)
    errors = CsvFile().write(errors_sheet(told, str)).decode("utf-8-sig")
    assert "=cmd" not in errors
    mended = errors.replace("Blue", "Masculine").encode()
    assert counts(take_in(desk, mended)) == (2, 0, 0, 0)
    assert counts(take_in(desk, mended)) == (0, 0, 2, 0)
    assert cases_of(desk) == 3


def test_somebody_known_is_not_doubled(desk: Desk) -> None:
    """A row with both names and the birth date of somebody here is told, and stands beside what was there."""
    fields = {"given_names": "ANN", "family_name": "Invented", "birth_date": "1990-02-03", "gender": "Masculine"}
    document = {"case": {"title": "Amber heron 42"}, "records": [{"record": "Person", "fields": fields}]}
    made = new_case(desk, document)
    told = take_in(desk, csv_of(ANN))
    assert counts(told) == (0, 1, 0, 0)
    assert told.matched == 1
    assert made.reference in told.noted[0].why.text()
    [row] = rows_of(desk, "Person")
    assert {one.value for one in row.siblings["gender"]} == {"Masculine", "Feminine"}
    assert counts(take_in(desk, csv_of(ANN))) == (0, 0, 1, 0)


def test_what_was_exported_comes_back_changed(desk: Desk) -> None:
    """Edits come back as entries, a name put right finds its person, and what both changed stands side by side."""
    take_in(desk, csv_of(ANN, BOB))
    sheet = export_htcds(desk, CsvFile(), told=unheard).content.decode("utf-8-sig")
    assert counts(take_in(desk, sheet.encode())) == (0, 0, 2, 0)
    book = XlsxSource(export_htcds(desk, XlsxFile(), told=unheard).content)
    assert counts(import_sheet(desk, book, HTCDS, dry_run=False, told=unheard)) == (0, 0, 2, 0)
    [address] = rows_of(desk, "Address")
    ann = next(row for row in rows_of(desk, "Person") if row["given_names"] == "Ann")
    amend_record(desk, address, {"city": "Vieux Fort"})
    amend_record(desk, ann, {"gender": "NonConforming"})
    edited = sheet.replace("Invented", "Invented-Roe").replace("Castries", "Soufriere")
    assert counts(take_in(desk, edited.encode())) == (0, 1, 1, 0)
    [address] = rows_of(desk, "Address")
    assert {one.value for one in address.siblings["city"]} == {"Vieux Fort", "Soufriere"}
    ann = next(row for row in rows_of(desk, "Person") if row["given_names"] == "Ann")
    assert (ann["family_name"], ann["gender"], ann.siblings) == ("Invented-Roe", "NonConforming", {})
    assert counts(take_in(desk, edited.encode())) == (0, 0, 2, 0)
    assert cases_of(desk) == 2


def test_a_code_that_the_standard_lacks_comes_back_as_it_was(desk: Desk) -> None:
    """What leaves as Other stays what it is here when the sheet comes back with something else added."""
    take_in(desk, csv_of({**ANN, "vic_TypeOfExploitation": "ForcedCriminality"}))
    sheet = export_htcds(desk, CsvFile(), told=unheard).content.decode("utf-8-sig")
    line = dict(zip(sheet.splitlines()[0].split(","), sheet.splitlines()[1].split(","), strict=True))
    assert line["vic_TypeOfExploitation"] == "Other"
    assert line["vic_MethodsOfControl"] == "DebtBondage;Other"
    take_in(desk, sheet.replace("ForcedLabour", "").replace(",Other,", ",Other;ForcedLabour,").encode())
    [episode] = rows_of(desk, "Episode")
    assert episode["exploitation"] == frozenset({"ForcedCriminality", "ForcedLabour"})
    assert episode["control_methods"] == frozenset({"DebtBondage", "RestrictsMovement"})


def test_a_row_from_the_first_day_on_is_a_deed_like_any(desk: Desk) -> None:
    """A closed case that is dated today is refused by its gate, row by row; an earlier one is historic."""
    closed = {**BOB, "cas_ReasonForCaseClosure": "done"}
    old = {**closed, "prs_FirstName": "Old", "cas_IncomingReferralDate": "2001-02-03"}
    new = {**closed, "cas_IncomingReferralDate": "2100-01-01"}
    told = take_in(desk, csv_of(new, old, ANN), dry_run=True)
    assert counts(told) == (2, 0, 0, 1)
    assert "close" in told.problems[0].why.text().casefold()


def test_an_import_that_is_stopped_goes_on_by_the_same_file(desk: Desk) -> None:
    """What was saved before the stop stands whole, and the file brings in the rest."""

    class StopError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done >= 200:
            raise StopError

    file = csv_of(*({"prs_FirstName": f"Made{at}", "prs_SecondName": "Up"} for at in range(205)))
    with pytest.raises(StopError):
        import_sheet(desk, CsvSource(file), HTCDS, dry_run=False, told=stop)
    assert cases_of(desk) == 200
    assert counts(take_in(desk, file)) == (5, 0, 200, 0)


def test_whoever_may_not_write_to_a_case_changes_none(site: StoreSite, desk: Desk) -> None:
    """The role decides who imports, and a case that is closed to an officer is named to them by its reference alone."""
    with pytest.raises(UserError, match="Your role"):
        take_in(site.desk(make_actor("analyst", frozenset({"analyst"}))), csv_of(ANN))
    [case] = take_in(desk, csv_of(ANN)).cases
    other = site.desk(make_actor("other", frozenset({"frontline"})))
    told = take_in(other, csv_of({**ANN, "prs_Gender": "Masculine"}))
    assert counts(told) == (0, 0, 0, 1)
    assert look(desk, case).reference in told.problems[0].why.text()
    assert [row["gender"] for row in rows_of(desk, "Person")] == ["Feminine"]


def test_an_imported_case_is_a_document_like_any(desk: Desk) -> None:
    """What is shown of it can be read as a new case, the decision that nobody signed included."""
    told = take_in(desk, csv_of(ANN))
    [case] = told.cases
    document = document_of(look(desk, case))
    for part in ("id", "version", "conflicts"):
        document.pop(part)
    document["case"] = {"title": "Amber heron 43"}
    assert len(new_case(desk, document).rows) == len(document["records"]) + 1  # type: ignore[arg-type] # a list it is


def test_what_is_remembered_of_sheets_goes_with_the_first_case_that_is_erased(desk: Desk) -> None:
    """No digest is left by which somebody could try out what a row of an erased case said."""
    [case] = take_in(desk, csv_of(ANN)).cases
    with desk.work() as unit:
        assert SEEN_SHEETS.get(unit)
        erase_bodies(desk, unit, case)
        assert SEEN_SHEETS.get(unit) == []
