"""The standards are covered: each core field of HTCDS and each column of CTDC has a field here and codes, or waits."""

from __future__ import annotations

import csv

from tests.fakes.desk import CODES
from tests.vectors.conformance import folder
from tipdesk.domain.records import BY_NAME
from tipdesk.services.import_export.htcds import CORE, SPELLINGS

CTDC_FIELDS = {
    "yearOfRegistration": "Case.date_opened",
    "gender": "Person.gender",
    "ageBroad": "Person.birth_date",
    "majorityStatus": "Person.birth_date",
    "majorityStatusAtExploit": "Episode.age_at_start",
    "majorityEntry": "Episode.age_at_recruitment",
    "citizenship": "Person.citizenships",
    "meansOfControlConcatenated": "Episode.control_methods",
    "typeOfExploitConcatenated": "Episode.exploitation",
    "typeOfLabourConcatenated": "Episode.labour_sector",
    "typeOfSexConcatenated": "Episode.sex_types",
    "CountryOfExploitation": "Episode.country",
    "RecruiterRelationship": "Episode.recruiter_relation",
    "isSexAndLabour": "Episode.exploitation",
    "isAbduction": "Episode.recruitment_methods",
}
"""Columns that one field gives, or that are computed from it."""
CTDC_FLAGS = {
    "Episode.control_methods": "meansOfControl: DebtBondage TakesEarnings RestrictsFinancialAccess Threats "
    "PsychologicalAbuse PhysicalAbuse SexualAbuse FalsePromises PsychoactiveSubstances RestrictsMovement "
    "RestrictsMedicalCare ExcessiveWorkingHours UsesChildren ThreatOfLawEnforcement WithholdsNecessities "
    "WithholdsDocuments Other",
    "Episode.exploitation": "is: ForcedLabour SexualExploit OtherExploit ForcedMarriage ForcedMilitary OrganRemoval "
    "SlaveryAndPractices",
    "Episode.labour_sector": "typeOfLabour: Agriculture Aquafarming Begging Construction DomesticWork Hospitality "
    "IllicitActivities Manufacturing MiningOrDrilling Peddling Transportation Other NotSpecified",
    "Episode.sex_types": "typeOfSex: Prostitution Pornography RemoteInteractiveServices PrivateSexualServices",
    "Episode.recruiter_relation": "recruiterRelation: IntimatePartner Friend Family Other",
}
"""Columns that are one code each: what begins their names, and how they go on."""
CTDC_WAITS = {
    "Datasource": "brought with answers",
    "meansOfControlNotSpecified": "brought with answers: no code at all",
    "recruiterRelationUnknown": "brought with answers: no code at all",
}


def is_declared(path: str) -> bool:
    """Tell whether a path names a field."""
    record, name = path.split(".")
    return name in BY_NAME[record].by_name


def test_each_core_field_of_htcds_has_a_field_and_its_codes() -> None:
    """The table here is the standard's own, in its order, and every value of it is a code of ours and back."""
    with (folder("htcds", "38 core fields") / "core-fields.csv").open(encoding="utf-8") as lines:
        standard = list(csv.DictReader(lines))
    told = [(one["field"], one["label"], one["spreadsheet_column"]) for one in standard]
    assert [(one.name, one.label, one.letter) for one in CORE] == told
    codes = 0
    for one, row in zip(CORE, standard, strict=True):
        declared = one.slot.type.by_name[one.field]
        if declared.codes and row["value_names"] and not row["value_names"].startswith("ISO"):
            mapped = {code.mappings.get("htcds") for code in CODES.list_of(declared.codes)}
            assert set(row["value_names"].split(";")) == mapped - {None}, one.name
            assert {value for label, value in SPELLINGS.items() if label in row["value_labels"]} <= mapped
            codes += len(mapped)
    print(f"HTCDS: {len(CORE)} core fields, {codes} values")


def test_each_column_of_ctdc_has_a_field_and_its_codes() -> None:
    """All 63 columns of the k-anonymised set: a field, a code of a list, or what brings it."""
    flags = {
        f"{start}{end}": path
        for path, told in CTDC_FLAGS.items()
        for start, _colon, ends in (told.partition(": "),)
        for end in ends.split()
    }
    assert len({*CTDC_FIELDS, *flags, *CTDC_WAITS}) == 63
    assert [path for path in {*CTDC_FIELDS.values(), *flags.values()} if not is_declared(path)] == []
    for column, path in flags.items():
        record, name = path.split(".")
        listed = CODES.list_of(BY_NAME[record].by_name[name].codes)
        assert any(code.mappings.get("ctdc") == column for code in listed), column
    print(f"CTDC: {len(CTDC_FIELDS) + len(flags)} of 63 columns; {len(CTDC_WAITS)} wait")
