"""Declarations: what a record may say of its fields, and what is refused before the program starts."""

from __future__ import annotations

import dataclasses
import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources import ROOT
from tipdesk.domain.codes import Code as CodeOfList
from tipdesk.domain.codes import CodeBook, CodeList
from tipdesk.domain.kinds import Code, DateTimeField, Number, PartialDateField, Reference, Text
from tipdesk.domain.ordering import in_order
from tipdesk.domain.pages import page_of
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import Choices, Paper, RecordType, Scope, declared_within, record
from tipdesk.domain.values import Missing, PartialDate

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Field

CODES = CodeBook(
    {"exhibit_status": CodeList("exhibit_status", (CodeOfList("seized", "Seized", 1), CodeOfList("burnt", "Burnt", 2)))}
)


def declared(**choices: object) -> RecordType:
    """Return a record of four fields that was declared with these choices."""

    @record(number=999, scope=Scope.CASE, label="Piece", **choices)  # type: ignore[arg-type] # each test gives its own
    class Piece:
        """Something that was found."""

        owner: Annotated[bytes | None, Reference(3, "Owner", record="Person")] = None
        mark: Annotated[str | None, Text(2, "Mark", section="What it is", column=True)] = None
        kind: Annotated[str | None, Code(1, "Kind", codes="exhibit_status")] = None
        found: Annotated[PartialDate | None, PartialDateField(4, "Found", section="Finding", timeline=True)] = None

    return next(one for one in declared_within("tests.domain") if one.cls is Piece)


def test_a_declaration_says_where_its_fields_stand() -> None:
    """Sections run on until the next heading; columns, dates and the fields of the title are those that were marked."""
    piece = declared(
        page="evidence", icon="flag", title="{mark} ({kind})", sorted_by=("-found", "mark"), parent="owner"
    )

    def names(fields: tuple[Field, ...]) -> list[str]:
        return [field.name for field in fields]

    assert [(heading, names(fields)) for heading, fields in piece.sections] == [
        ("", ["owner"]),
        ("What it is", ["mark", "kind"]),
        ("Finding", ["found"]),
    ]
    assert (names(piece.columns), names(piece.dates)) == (["mark"], ["found"])
    assert names(piece.title_fields) == ["mark", "kind"]
    assert names(piece.stored_fields) == ["kind", "mark", "owner", "found"]
    assert (piece.page, piece.icon, piece.plural, piece.sorted_by) == ("evidence", "flag", "Piece", ("-found", "mark"))


@pytest.mark.parametrize(
    ("choices", "named"),
    [
        ({"title": "{mark} {colour}"}, "Piece: 'colour' stands in its title"),
        ({"title": "{mark"}, "Piece: a brace of '{mark' encloses no name"),
        ({"sorted_by": ("mark", "-size")}, "Piece: 'size' stands in its sorted_by"),
        ({"parent": "person"}, "Piece: 'person' stands in its parent"),
        ({"paper": Paper.INSIDE}, "Piece: it is to stand inside another row on paper, and has no parent"),
    ],
)
def test_a_name_that_is_no_field_is_refused(choices: dict[str, object], named: str) -> None:
    """The refusal names the record and what it cannot find, as soon as the program is started."""
    with pytest.raises(TypeError, match=named):
        declared(**choices)


def test_only_dates_stand_on_the_timeline() -> None:
    """A mark for the timeline on a field that is no date is refused by the field's name."""
    with pytest.raises(TypeError, match="'pieces' is marked for the timeline"):

        @record(number=998, scope=Scope.CASE, label="Box")
        class _Box:
            pieces: Annotated[int | None, Number(1, "Pieces", timeline=True)] = None


def test_a_number_is_given_once() -> None:
    """Two fields of one number, or one of number 0, are refused."""
    with pytest.raises(TypeError, match="uses a field number twice"):

        @record(number=998, scope=Scope.CASE, label="Box")
        class _Box:
            pieces: Annotated[int | None, Number(1, "Pieces")] = None
            opened: Annotated[datetime | None, DateTimeField(1, "Opened")] = None


def test_choices_are_those_of_the_record_type() -> None:
    """What a declaration may choose is what the program then knows of the record, under the same names and kinds."""
    known = get_type_hints(RecordType)
    assert get_type_hints(Choices).items() <= known.items()
    assert {one.name for one in dataclasses.fields(RecordType)} - set(get_type_hints(Choices)) == {
        "name", "number", "scope", "label", "fields", "cls",
    }  # fmt: skip


def test_the_program_has_the_records_of_its_package() -> None:
    """Each file of the package is collected, and nothing that was declared elsewhere; ranks come before numbers."""
    declared(page="evidence")
    files = {path.stem for path in (ROOT / "tipdesk" / "domain" / "records").glob("*.py")} - {"__init__"}
    assert {one.cls.__module__ for one in RECORDS} == {f"tipdesk.domain.records.{file}" for file in files}
    names = [one.name for one in RECORDS]
    assert [name for name in names if name in {"Source", "Task", "Call", "Note"}] == ["Note", "Task", "Call", "Source"]


def test_every_icon_is_a_file() -> None:
    """The icon that a record names is there to be drawn."""
    icons = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    assert {record.icon for record in RECORDS} - {""} <= icons


ANSWERS = st.one_of(
    st.none(),
    st.sampled_from(Missing),
    st.text(),
    st.dates().map(lambda day: PartialDate(max(day.year, 1850) if day.year < 2200 else 2199, day.month)),
    st.binary(),
    st.booleans(),
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is given beside it
)


@given(st.lists(ANSWERS))
def test_any_answer_has_its_place(answers: list[object]) -> None:
    """Whatever logs hold, sorting does not fail, loses no row, and does not depend on the order in which rows came."""
    leg = BY_NAME["JourneyLeg"]
    rows = [Row(leg, bytes([place]), b"c", {"began": answer}) for place, answer in enumerate(answers)]  # type: ignore[dict-item] # garbage is the point
    shuffled = random.Random(len(rows)).sample(rows, len(rows))
    assert [row.id for row in in_order(shuffled, CODES)] == [row.id for row in in_order(rows, CODES)]
    assert sorted(row.id for row in in_order(rows, CODES)) == [row.id for row in rows]


def test_rows_stand_in_the_declared_order() -> None:
    """The latest first where the order says so, then by the next field; rows without an answer last, as made."""
    piece = declared(sorted_by=("-found", "mark"))
    told = [
        (b"1", None, "b"),
        (b"2", PartialDate(2026), "B"),
        (b"3", PartialDate(2026, 3), "a"),
        (b"4", PartialDate(2026), "a"),
        (b"5", Missing.UNKNOWN, "a"),
        (b"6", PartialDate(2027, 1, 2), "z"),
    ]
    rows = [Row(piece, row, b"c", {"found": found, "mark": mark}) for row, found, mark in told]
    assert b"".join(row.id for row in in_order(rows, CODES)) == b"634251"


def test_coded_answers_stand_as_their_list_has_them() -> None:
    """Neither by the letters of the code nor of its label; an unknown code after them, no answer after that."""
    piece = declared(sorted_by=("kind",))
    told = ["unknown", "burnt", None, "of tomorrow", "seized"]
    rows = [Row(piece, bytes([place]), b"c", {"kind": kind}) for place, kind in enumerate(told)]
    assert [row["kind"] for row in in_order(rows, CODES)] == ["seized", "burnt", "of tomorrow", "unknown", None]


def test_what_was_put_away_stands_last() -> None:
    """Whatever it answers, a row of the trash comes after those that are in use."""
    piece = declared(sorted_by=("mark",))
    rows = [Row(piece, bytes([at]), b"c", {"mark": mark}, deleted=mark == "a") for at, mark in enumerate("bac")]
    assert [row["mark"] for row in in_order(rows, CODES)] == ["b", "c", "a"]


def test_the_example_for_newcomers_can_be_declared() -> None:
    """What CONTRIBUTING tells to write is a record: its number is free, its page is in the registry, its icon there."""
    told = (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8").split("```python\n")[1].split("```")[0]
    exec(compile(told, "CONTRIBUTING.md", "exec", dont_inherit=True), {"__name__": "tests.domain.told"})  # noqa: S102 - ours
    [example] = declared_within("tests.domain")[-1:]
    assert (example.name, example.parent, page_of(example).name) == ("Exhibit", "person", "evidence")
    assert example.number not in {record.number for record in RECORDS}
    assert (ROOT / "resources/icons" / f"{example.icon}.svg").is_file()
    assert [field.name for field in example.columns] == ["mark", "what", "seized_on"]


def test_a_time_ends_on_another_date_of_the_timeline() -> None:
    """`until` pairs two dates of one record, both on the timeline; anything else is refused by name."""
    with pytest.raises(TypeError, match="'came' until 'went' are not both on the timeline"):

        @record(number=998, scope=Scope.CASE, label="Stay")
        class _Stay:
            came: Annotated[PartialDate | None, PartialDateField(1, "Came", timeline=True, until="went")] = None
            went: Annotated[PartialDate | None, PartialDateField(2, "Went")] = None

    role = BY_NAME["CaseRole"]
    assert [(begin.name, end.name if end else "") for begin, end in role.times] == [
        ("role_from", "role_to"), ("review_due", ""),
    ]  # fmt: skip
