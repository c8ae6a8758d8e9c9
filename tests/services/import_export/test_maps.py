"""Own maps: what a file of one may say, every refusal beside its part, and rows that are found again by their key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import CODES
from tests.services.import_export.sheets import cases_of, counts, csv_of, rows_of, take_in
from tipdesk.domain.errors import UserError
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.import_export.map_file import read_map, write_map

if TYPE_CHECKING:
    from tipdesk.services.desk import Desk

MAP = b"""
name = "Shelter list"
key = "No."
case = "Family no."
dated = ["Came on"]
dates = "month-day-year"

[columns]
"Surname" = "Person.family_name"
"First" = "Person.given_names"
"Sex" = "Person.sex"
"Born" = "Person.birth_date"
"Mobile" = { field = "ContactPoint.number", with = { kind = "mobile" } }
"Home" = { field = "ContactPoint.number", with = { kind = "home_phone" } }
"Hotel" = { field = "Place.name", via = "Episode.place_at", with = { kind = "establishment" } }
"Passport" = { field = "IdentityDocument.number", with = { kind = "passport" } }
"Remarks" = "note"

[codes."Sex"]
"F" = "female"
"M" = "male"
"""
ROW = {
    "No.": "1", "Family no.": "A", "Surname": "Invented", "First": "Ann", "Sex": "F", "Born": "2/13/1990",
    "Mobile": "4551234", "Home": "4559876", "Hotel": "Sol", "Passport": "R 1207", "Remarks": "quiet", "Came on": "2019",
}  # fmt: skip


def test_a_map_of_ones_own_fills_what_it_names(desk: Desk) -> None:
    """Two people of one family are one case; a row of the same key changes its person, and nothing is reverted."""
    own = read_map(MAP, CODES)
    file = csv_of(ROW, {**ROW, "No.": "2", "First": "Bea", "Sex": "M", "Passport": "R 13"})
    assert counts(take_in(desk, file, own)) == (2, 0, 0, 0)
    assert cases_of(desk) == 1
    ann = next(row for row in rows_of(desk, "Person") if row["given_names"] == "Ann")
    assert (ann["sex"], str(ann["birth_date"])) == ("female", "1990-02-13")
    assert {(row["kind"], row["number"]) for row in rows_of(desk, "ContactPoint")} == {
        ("mobile", "+17584551234"), ("home_phone", "+17584559876")
    }  # fmt: skip
    assert [row["text"] for row in rows_of(desk, "Note")] == ["Shelter list\nRemarks: quiet\nCame on: 2019"] * 2
    amend_record(desk, ann, {"sex": "intersex"})
    assert counts(take_in(desk, file, own)) == (0, 0, 2, 0)
    changed = csv_of({**ROW, "First": "Anne", "Mobile": "4550000"})
    assert counts(take_in(desk, changed, own)) == (0, 1, 0, 0)
    [ann] = [row for row in rows_of(desk, "Person") if row.id == ann.id]
    assert (ann["given_names"], ann["sex"], ann.siblings) == ("Anne", "intersex", {})
    assert len(rows_of(desk, "ContactPoint")) == 4


def test_a_passport_finds_its_person_and_a_key_stands_once(desk: Desk) -> None:
    """The number of a paper is enough to know somebody, and two rows of one key are told."""
    own = read_map(MAP.replace(b'key = "No."', b""), CODES)
    take_in(desk, csv_of(ROW), own)
    told = take_in(desk, csv_of({**ROW, "Surname": "Other", "Born": "1991", "Passport": "r 12 07"}), own)
    assert (told.changed, len(rows_of(desk, "Person"))) == (1, 1)
    twice = take_in(desk, csv_of(ROW, {**ROW, "First": "Bea"}), read_map(MAP, CODES), dry_run=True)
    assert [one.why.text() for one in twice.problems] == ["This key stands in row 2 already."]


@pytest.mark.parametrize(
    ("part", "instead", "place"),
    [
        (b'"Person.sex"', b'"Person.sexes"', "columns.Sex"),
        (b'"Person.sex"', b'"Case.reference"', "columns.Sex"),
        (b'"Person.sex"', b'"Signature.use"', "columns.Sex"),
        (b'kind = "mobile"', b'kind = "pigeon"', "columns.Mobile"),
        (b'via = "Episode.place_at"', b'via = "Episode.began"', "columns.Hotel"),
        (b'"M" = "male"', b'"M" = "man"', "codes.Sex.m"),
        (b'"month-day-year"', b'"as you like"', "dates"),
        (b'name = "Shelter list"', b"nmae = 3", "nmae"),
        (b'name = "Shelter list"', b"name = 3", "name"),
        (b'["Came on"]', b"3", "dated"),
    ],
)
def test_a_map_that_says_nonsense_is_refused_by_its_part(part: bytes, instead: bytes, place: str) -> None:
    """Nothing of a map is passed over in silence."""
    with pytest.raises(UserError) as refused:
        read_map(MAP.replace(part, instead), CODES)
    assert refused.value.code == "bad-map"
    assert place in [one.path for one in refused.value.fields]


def test_no_toml_is_no_map() -> None:
    """What is not TOML, or no text, is refused with where it goes wrong."""
    for content in (b"name =", b"\xff\xfe", b""):
        with pytest.raises(UserError):
            read_map(content, CODES)


def test_a_written_map_reads_the_same() -> None:
    """What the page saves is what it had."""
    own = read_map(MAP, CODES)
    assert read_map(write_map(own).encode(), CODES) == own
