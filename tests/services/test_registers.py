"""What every register keeps by its declaration alone: saved, found, counted, undone, printed, exported, imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk import make_actor, make_desk, make_store
from tests.services.register_examples import add_example, answers_for
from tests.services.test_timeline_paper import FakePrinter
from tipdesk.adapters.spreadsheets.csv_file import CsvFile
from tipdesk.adapters.spreadsheets.xlsx_file import XlsxFile
from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.fields import change_of_new
from tipdesk.services.registers.export_register import export_register
from tipdesk.services.registers.find_in_registers import find_in_registers
from tipdesk.services.registers.import_register import import_register
from tipdesk.services.registers.kept import REGISTERS
from tipdesk.services.registers.print_register import print_register, print_register_row
from tipdesk.services.registers.reading import (
    count_register,
    count_registers,
    list_register,
    pick_register_row,
    read_history,
    show_register_row,
)
from tipdesk.services.registers.take_back_row import take_back_row
from tipdesk.services.registers.writing import add_row, amend_row, delete_row, restore_row, settle_row

if TYPE_CHECKING:
    from tests.fakes.store import FakeStore
    from tipdesk.domain.schema import RecordType
    from tipdesk.services.desk import Desk
    from tipdesk.services.registers.sheets import SheetFormat

CALL, TRAINING, SESSION, PART = (
    BY_NAME[name] for name in ("HotlineCall", "Training", "TrainingSession", "Participation")
)
COURSE = {"title": "First response", "topics": ["referral"]}
ROLES = frozenset({"coordinator"})
every_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.name)


@pytest.fixture
def store() -> FakeStore:
    """The store of a headquarters."""
    return make_store(is_headquarters=True)


@pytest.fixture
def desk(store: FakeStore) -> Desk:
    """Its coordinator."""
    return make_desk(store, make_actor("joan", ROLES))


def audited(store: FakeStore) -> list[tuple[object, object]]:
    """Return action and reason of every row of the audit."""
    fields = BY_NAME["AuditEvent"].by_name
    return [
        (change.fields[fields["action"].number], change.fields.get(fields["reason"].number))
        for entry in store.entries_of(Scope.AUDIT)
        for change in entry.changes
    ]


@every_register
def test_a_row_lives_by_its_declaration(desk: Desk, store: FakeStore, register: RecordType) -> None:
    """It is saved in the register's scope, read back, put away, brought back and undone, and its history tells all."""
    given = answers_for(desk, register)
    added = add_row(desk, register, given)
    row = pick_register_row(desk, register, added.row or b"")
    assert {name for name in given if row[name] is None} == set()
    assert store.entries_of(Scope.REGISTER)[-1].changes[0].record == register.number
    delete_row(desk, row)
    assert row.id not in [one.id for one in list_register(desk, register)]
    restore_row(desk, pick_register_row(desk, register, row.id))
    assert row.id in [one.id for one in list_register(desk, register)]
    take_back_row(desk, added)
    assert pick_register_row(desk, register, row.id).deleted
    story = read_history(desk, register, row.id)
    assert [line.after for line in story if line.field == "deleted"] == ["deleted", "kept", "deleted"]
    assert {line.field for line in story} >= set(given)


@every_register
def test_what_is_needed_is_needed(desk: Desk, register: RecordType) -> None:
    """A row without its needed answers is refused, each named; one that the program fills in is nobody's to give."""
    with pytest.raises(UserError) as refused:
        add_row(desk, register, {})
    needed = {one.name for one in register.fields if one.required and not one.begins}
    assert {problem.path.partition(".")[2] for problem in refused.value.fields} == needed
    for field in (one for one in register.fields if one.by_program and not one.refers):
        with pytest.raises(UserError) as refused:
            add_row(desk, register, {field.name: "2027-01-01"})
        assert f"{register.name}.{field.name}" in [problem.path for problem in refused.value.fields]


@every_register
def test_it_is_printed_whole(desk: Desk, store: FakeStore, register: RecordType) -> None:
    """The list has every column and the sheet every answer; both are in the audit and signed by the officer."""
    row, printer = add_example(desk, register), FakePrinter()
    print_register(desk, printer, register, rule="All")
    print_register_row(desk, printer, register, row)
    assert [model.furniture.watermark for model in printer.models] == ["joan · copy 1"] * 2
    sheet = str(printer.models[1])
    for field in register.fields:
        if field.is_asked and not field.refers and field.name in answers_for(desk, register):
            assert field.label in sheet
    assert audited(store)[-2:] == [("print", f"register {register.name}")] * 2
    signed = [one for one in store.entries_of(Scope.REGISTER) if one.changes[0].record == BY_NAME["Signature"].number]
    assert len(signed) == 2


@every_register
@pytest.mark.parametrize("file", [CsvFile(), XlsxFile()], ids=["csv", "xlsx"])
def test_what_was_exported_is_imported_without_a_change(desk: Desk, register: RecordType, file: SheetFormat) -> None:
    """No cell could be run by a spreadsheet, and all come back as they were; with the keys gone the rows are new."""
    add_example(desk, register)
    rows = len(list_register(desk, register))
    sheet = file.read(export_register(desk, file, register).content)
    assert not [cell for line in sheet.rows for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]
    told = import_register(desk, register, sheet, dry_run=False)
    assert (told.added, told.changed, told.unchanged, told.problems) == (0, 0, rows, ())
    keyless = type(sheet)("", tuple(line[1:] for line in sheet.rows))
    again = import_register(desk, register, keyless, dry_run=False)
    assert (again.added, again.problems, again.adds_again) == (rows, (), True)
    assert len(list_register(desk, register)) == 2 * rows


def test_what_belongs_to_a_row_is_shown_with_it(desk: Desk) -> None:
    """A session stands under its training, a participant under the session; the sheet has both, the deeper one too."""
    part, printer = add_example(desk, PART), FakePrinter()
    session = pick_register_row(desk, PART, part).parent or b""
    training = pick_register_row(desk, SESSION, session).parent or b""
    assert [row.id for row in show_register_row(desk, TRAINING, training).children["TrainingSession"]] == [session]
    assert [row.id for row in list_register(desk, PART, parent=session)] == [part]
    print_register_row(desk, printer, TRAINING, training)
    assert "=Invented name" in str(printer.models[0])


def test_two_changes_at_once_are_settled(desk: Desk) -> None:
    """Both values stay until one is kept; an import does not decide between them."""
    row = add_row(desk, TRAINING, COURSE).row or b""
    seen = pick_register_row(desk, TRAINING, row)
    amend_row(desk, seen, {"title": "One"})
    amend_row(desk, seen, {"title": "Two"})
    disputed = pick_register_row(desk, TRAINING, row)
    told = [one.value for one in disputed.siblings["title"]]
    assert sorted(map(str, told)) == ["One", "Two"]
    sheet = CsvFile().read(f"key,title\n{row.hex()},Three\n".encode())
    [problem] = import_register(desk, TRAINING, sheet, dry_run=False).problems
    assert (problem.row, problem.column, problem.why.template.split(".")[0]) == (2, "B", "This answer is in dispute")
    one = next(one for one in disputed.siblings["title"] if one.value == "One")
    settle_row(desk, disputed, "title", one.dot)
    settled = pick_register_row(desk, TRAINING, row)
    assert (settled["title"], settled.siblings) == ("One", {})


def test_undo_gives_back_what_stood_and_leaves_what_came_since(desk: Desk) -> None:
    """The deed's own answer goes back; where it was overwritten since, the undo is refused."""
    row = add_row(desk, TRAINING, COURSE).row or b""
    changed = amend_row(desk, pick_register_row(desk, TRAINING, row), {"title": "Renamed"})
    take_back_row(desk, changed)
    assert pick_register_row(desk, TRAINING, row)["title"] == "First response"
    with pytest.raises(UserError) as refused:
        take_back_row(desk, changed)
    assert refused.value.code == "changed-since"


def test_counts_are_for_the_analyst_and_rows_are_not(store: FakeStore, desk: Desk) -> None:
    """Numbers by coded fields, no row; each refusal is in the audit by what was tried."""
    add_row(desk, CALL, {"about": "information", "outcome": "ended"})
    add_row(desk, CALL, {"about": "labour_rights", "outcome": "ended"})
    analyst = make_desk(store, make_actor("ana", frozenset({"analyst"})))
    assert {one.record: one.count for one in count_registers(analyst)}["HotlineCall"] == 2
    counted = [(one.keys, one.count) for one in count_register(analyst, CALL, ["about", "outcome"])]
    assert counted == [
        ({"about": "information", "outcome": "ended"}, 1),
        ({"about": "labour_rights", "outcome": "ended"}, 1),
    ]
    with pytest.raises(UserError) as refused:
        count_register(analyst, CALL, ["at"])
    assert refused.value.code == "no-such-field"
    with pytest.raises(UserError, match="role"):
        list_register(analyst, CALL)
    with pytest.raises(UserError, match="role"):
        export_register(analyst, CsvFile(), CALL)
    with pytest.raises(UserError, match="role"):
        count_registers(make_desk(store, make_actor("pat", frozenset({"prosecutor"}))))
    assert [one for one in audited(store) if one[0] == "denied"] == [
        ("denied", "read HotlineCall"), ("denied", "export HotlineCall"), ("denied", "count Training")
    ]  # fmt: skip


def test_registers_are_searched_as_a_group_of_their_own(desk: Desk) -> None:
    """Words and names of what the officer reads; nobody is named while one types."""
    add_example(desk, PART)
    add_row(desk, TRAINING, {**COURSE, "title": "Counter of Castries"})
    assert [one.label for one in find_in_registers(desk, "castr")] == ["Counter of Castries"]
    assert [one.record for one in find_in_registers(desk, "invented na")] == ["Participation"]
    assert find_in_registers(desk, "invented na", finished=False) == []


def test_a_reference_is_named_as_people_call_it(desk: Desk) -> None:
    """A title finds its row whatever its capitals; one that two rows bear, and one in the trash, is refused."""
    add_row(desk, TRAINING, COURSE)
    assert add_row(desk, SESSION, {"training": "first RESPONSE", "on": "today"}).row
    twin = add_row(desk, TRAINING, COURSE).row or b""
    for given, told in (
        ("First response", "Several here are called that"),
        ("No such", "Nothing here is called that"),
        (b"x" * 16, "There is no such {record}"),
    ):
        with pytest.raises(UserError) as refused:
            add_row(desk, SESSION, {"training": given, "on": "today"})
        [problem] = refused.value.fields
        assert (problem.path, problem.template[: len(told)]) == ("TrainingSession.training", told)
    delete_row(desk, pick_register_row(desk, TRAINING, twin))
    with pytest.raises(UserError):
        add_row(desk, SESSION, {"training": twin, "on": "today"})
    with pytest.raises(UserError) as refused:
        amend_row(desk, pick_register_row(desk, PART, add_example(desk, PART)), {"session": twin})
    assert refused.value.code == "bad-fields"


def test_a_post_reads_its_own_rows_alone() -> None:
    """What a PC holds of another post, as one that was moved does, stays hidden; nor can it be changed or counted."""
    here, there = make_store(1), make_store(2)
    mine, theirs = (make_desk(store, make_actor("tina", frozenset({"trainer"}))) for store in (here, there))
    row = add_row(theirs, TRAINING, COURSE).row or b""
    add_row(mine, TRAINING, {**COURSE, "title": "Ours"})
    here.take_in(there)
    assert len(list_register(mine, TRAINING)) == 2, "until the directory says whose PC that was"
    with mine.work() as unit:
        for number, store in enumerate((here, there)):
            post, fields = bytes([9, number]) * 8, BY_NAME["Device"].by_name
            unit.append(
                Scope.DIRECTORY,
                None,
                [
                    change_of_new(BY_NAME["Post"], post, {"code": f"P{number}", "kind": "airport"}),
                    Change(BY_NAME["Device"].number, store.place.device, {fields["post"].number: post}),
                ],
            )
    assert [one["title"] for one in list_register(mine, TRAINING)] == ["Ours"]
    assert count_register(mine, TRAINING)[0].count == 1
    assert find_in_registers(mine, "first") == []
    for refused in (
        lambda: pick_register_row(mine, TRAINING, row),
        lambda: amend_row(mine, pick_register_row(theirs, TRAINING, row), {"title": "Taken"}),
        lambda: add_row(mine, SESSION, {"training": row, "on": "today"}),
    ):
        with pytest.raises(UserError) as raised:
            refused()
        assert raised.value.code in ("no-such-row", "bad-fields")


def test_a_day_that_is_too_far_ahead_is_told_once(desk: Desk) -> None:
    """Two rules know how far a day of the plan may lie, and one of them speaks; a session has a bound of its own."""
    plan = {"number": "1.1", "goal": "Known numbers", "action": "Ring them", "due": "2063-01-01", "status": "planned"}
    with pytest.raises(UserError) as refused:
        add_row(desk, BY_NAME["PlanAction"], plan)
    assert [one.text() for one in refused.value.fields] == ["2063 is too far ahead for this. Check the year."]
    with pytest.raises(UserError) as session:
        add_row(desk, SESSION, {"on": "2063-01-01"})
    told = {one.path: one.text() for one in session.value.fields}
    assert told["TrainingSession.on"] == "This is more than 5 years ahead. Check the year."
