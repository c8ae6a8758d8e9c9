"""What sheets say of agreement and referrals: rows of their own, told again as they came, nothing changed twice."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tests.services.import_export.sheets import counts, csv_of, rows_of, take_in, unheard
from tipdesk.adapters.spreadsheets.csv_file import CsvFile
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.case.withdraw_consent import withdraw_consent
from tipdesk.services.fields import change_of_new
from tipdesk.services.import_export.export_htcds import export_htcds
from tipdesk.services.look import look

if TYPE_CHECKING:
    from tipdesk.services.desk import Desk

CARA = {
    "prs_FirstName": "Cara", "prs_SecondName": "Invented", "prs_Birthdate": "1991-05-06", "con_Consent": "Yes",
    "cas_ReferringOrganisation": "Harbour House", "cas_IncomingReferralDate": "2024-03-04",
    "cas_ReasonForIncomingReferral": "Other", "cas_IncomingReferralDetails": "She asked for a doctor.",
    "cas_ReferredOrganisation": "Nowhere Known", "cas_OutgoingReferralDate": "2024-03-09",
    "cas_ReasonForOutgoingReferral": "AdditionalServicesRequired",
}  # fmt: skip


def told_again(desk: Desk) -> dict[str, str]:
    """Export the cases, and return the one row of the sheet."""
    content = export_htcds(desk, CsvFile(), told=unheard).content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(content))
    return {name: row[name] for name in CARA}


def test_agreement_and_referrals_come_in_and_leave_as_they_came(desk: Desk) -> None:
    """Each way of referral is a row; an agency that is not in the directory stays words; nothing changes twice."""
    house = desk.ids.new_id()
    with desk.work() as unit:
        unit.append(Scope.DIRECTORY, None, [change_of_new(BY_NAME["Agency"], house, {"name": "Harbour House"})])
    file = csv_of(CARA)
    assert counts(take_in(desk, file)) == (1, 0, 0, 0)
    assert {row["direction"]: row["agency"] for row in rows_of(desk, "Referral")} == {"in": house, "out": None}
    assert "Referred Organisation: Nowhere Known" in str(rows_of(desk, "Note")[0]["text"])
    assert told_again(desk) == {**CARA, "cas_ReferredOrganisation": ""}
    assert counts(take_in(desk, file)) == (0, 0, 1, 0)


def test_another_answer_is_a_row_of_its_own(desk: Desk) -> None:
    """A consent stands as it was given: *No* in a later sheet is one more row, and a withdrawal is told as *No*."""
    take_in(desk, csv_of(CARA))
    assert counts(take_in(desk, csv_of({**CARA, "con_Consent": "No"}))) == (0, 1, 0, 0)
    given, refused = rows_of(desk, "Consent")
    assert (given["status"], refused["status"]) == ("given", "refused")
    assert told_again(desk)["con_Consent"] == "No"


def test_what_was_withdrawn_is_told_as_no(desk: Desk) -> None:
    """The box is not ticked any more once somebody took it back."""
    take_in(desk, csv_of(CARA))
    [row] = rows_of(desk, "Consent")
    withdraw_consent(desk, look(desk, row.case or b"").of("Consent")[0])
    assert told_again(desk)["con_Consent"] == "No"
