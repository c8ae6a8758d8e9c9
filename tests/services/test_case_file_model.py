"""The case file's model: nothing above the officer's level, everything else from the declarations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import pytest

from tests.fakes.clock import MORNING
from tests.fakes.desk import CODES, make_actor, make_desk, make_store
from tests.services.documents import a_document, case_of
from tipdesk.domain.changes import Dot
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import AnyRow, Text
from tipdesk.domain.moments import NO_TIME, moment_shown
from tipdesk.domain.records import BY_NAME, PLAIN_RECORDS
from tipdesk.domain.rows import DELETED_NAME, Row, Sibling
from tipdesk.domain.rules.access import Level
from tipdesk.domain.schema import Paper, Scope, declared_within, record
from tipdesk.domain.values import NamedRow
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.case.new_case import new_case
from tipdesk.services.directory.names import Names
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.build_case_file import Printed, build_case_file
from tipdesk.services.documents.case_file import AnswerState, Block, CaseFile, Grid, Section, Shown
from tipdesk.services.documents.make_case_file import make_case_file
from tipdesk.services.documents.sections import sections_of
from tipdesk.services.look import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.fakes.store import FakeStore
    from tipdesk.domain.kinds import Value

NAMES = Names({b"o" * 16: "Officer One", b"q" * 16: "Officer Two"}, {}, {}, {}, {})
PRINTED = Printed("Officer One", "Vieux Fort", MORNING, -240, 3, Level.FULL)
SECRETS = ("Ann Marie", "Doe", "R0123456", "452 0000", "Apr 2009", "clinic")
REFUGE = "clinic"
"""How the person is reached in safety."""


def row(record: str, number: int = 1, **values: object) -> Row:
    """Return a row with these values."""
    return Row(BY_NAME[record], bytes([number]) * 16, b"c" * 16, values)  # type: ignore[arg-type] # tests name values freely


def built(*rows: Row, history: Sequence[HistoryLine] = (), level: Level = Level.FULL) -> CaseFile:
    """Build a case file of a Case row and these rows."""
    case = row("Case", 99, reference="K7Q-42MX", title="Heron maple 42")
    return build_case_file([case, *rows], history, NAMES, replace(PRINTED, level=level), CODES)


def section(model: CaseFile, title: str) -> Section:
    """Return the one section of this title."""
    [found] = [one for one in model.sections if one.title == title]
    return found


def shown(model: CaseFile) -> Iterator[Shown]:
    """Yield every answer and cell of the file."""
    for one in model.sections:
        for part in one.parts:
            if isinstance(part, Grid):
                yield from (cell for line in part.lines for cell in line.cells)
            elif isinstance(part, Block):
                yield from (answer.shown for answer in part.answers)


def all_text(model: CaseFile) -> str:
    """Return everything the file says."""
    return repr(model)


def test_an_assigned_officer_gets_identity_when_asked_for(store: FakeStore) -> None:
    """With identity the creator's copy says who the people are, and not where they are safe: that is on no copy."""
    text = all_text(make_case_file(make_desk(store), case_of(store), identity=True))
    assert [secret for secret in SECRETS if secret not in text] == [REFUGE]


def test_without_identity_no_secret_is_in_the_model(store: FakeStore) -> None:
    """Names, numbers and whereabouts are in no section, title, table or history line, and each stands as withheld."""
    model = make_case_file(make_desk(store), case_of(store), identity=False)
    assert [secret for secret in SECRETS if secret in all_text(model)] == []
    assert any(one.standing is AnswerState.WITHHELD for one in shown(model))
    assert all(not one.texts for one in shown(model) if one.standing is AnswerState.WITHHELD)


def test_a_name_that_was_changed_stays_withheld_in_the_history(store: FakeStore) -> None:
    """A value that was replaced is as secret as the one that took its place."""
    desk = make_desk(store)
    with desk.read() as reader:
        [person] = reader.find_rows(BY_NAME["Person"], case=case_of(store))
    amend_record(desk, person, {"given_names": None, "family_name": "Roe"})
    text = all_text(make_case_file(desk, case_of(store), identity=False))
    assert [name for name in ("Ann Marie", "Doe", "Roe") if name in text] == []


def test_identity_is_refused_to_who_is_not_assigned(store: FakeStore) -> None:
    """A colleague of the post may print without identity; asking for it is refused and audited."""
    desk = make_desk(store, make_actor("officer2", frozenset({"frontline"})))
    with pytest.raises(UserError) as refused:
        make_case_file(desk, case_of(store), identity=True)
    assert refused.value.code in {"identity-not-open", "not-allowed"}
    with store.read() as reader:
        assert reader.find_rows(BY_NAME["AuditEvent"])[-1]["result"] == "denied"


def test_a_print_opens_less_than_a_look() -> None:
    """Victim support sees whereabouts on the screen; no copy on paper holds them, its history included."""
    store = make_store()
    desk = make_desk(store, make_actor("carer", frozenset({"victim_support"})))
    new_case(desk, a_document())
    assert look(desk, case_of(store)).level is Level.FULL
    text = all_text(make_case_file(desk, case_of(store), identity=True))
    assert "Ann Marie" in text
    assert "clinic" not in text


def test_a_print_is_audited(store: FakeStore) -> None:
    """The audit names a print of this case."""
    make_case_file(make_desk(store), case_of(store), identity=False)
    with store.read() as reader:
        events = [(event["action"], event["case"]) for event in reader.find_rows(BY_NAME["AuditEvent"])]
    assert ("print", case_of(store)) in events


def test_every_record_of_a_case_has_its_place() -> None:
    """A section stands for each record but parts of others, such as findings; a role whose person is missing, alone."""
    model = built(row("CaseRole", 5, person=b"x" * 16, role="witness"))
    titles = [one.title for one in model.sections]
    alone = [one for one in PLAIN_RECORDS[1:] if one.paper is not Paper.INSIDE or one.name == "CaseRole"]
    assert titles == ["Case", *(record.plural for record in alone), "History"]
    assert section(model, "Notes").parts == ()
    assert section(model, "Notes").empty == "None recorded."


def test_roles_stand_under_their_person() -> None:
    """A role follows the block of its person and needs no section of its own."""
    person = row("Person", 1, person_code="P-7K2M")
    model = built(person, row("CaseRole", 2, person=person.id, role="witness"))
    blocks = [part.title for part in section(model, "People").parts if isinstance(part, Block)]
    assert blocks == ["P-7K2M", "Role: Witness"]
    assert "Roles" not in [one.title for one in model.sections]


@record(number=995, scope=Scope.CASE, label="Thing", plural="Things", parent="of", title="{mark}", paper=Paper.INSIDE)
class Thing:
    """A record that is declared here: it stands inside the row to which it belongs."""

    of: Annotated[bytes | None, AnyRow(1, "Of")] = None
    mark: Annotated[str | None, Text(2, "Mark")] = None


def test_a_row_stands_inside_its_parent_or_by_itself() -> None:
    """Inside the block of its parent; where the parent has no block of its own, or is not there, nothing is lost."""
    thing = next(one for one in declared_within("tests.services") if one.cls is Thing)
    hosts = [row("Case", 9, reference="K7Q-42MX"), row("Person", 1, person_code="P-7K2M"), row("Task", 2, title="Ring")]
    hosts += [row("CaseRole", 3, person=b"\1" * 16, role="witness")]
    named = [NamedRow(one.record.number, one.id) for one in hosts[1:]] + [NamedRow(12, b"gone" * 4)]
    things = [Row(thing, bytes([9, at] * 8), b"c", {"of": of, "mark": f"M{at}"}) for at, of in enumerate(named)]
    records = (*(BY_NAME[name] for name in ("Case", "Person", "CaseRole", "Task")), thing)
    reading = Reading(NAMES, {}, CODES, str, Level.FULL, 0).with_titles_of((*hosts, *things))
    sections = sections_of(reading, [*hosts, *things], (), records)
    titles = {one.title: [part.title for part in one.parts if isinstance(part, Block)] for one in sections}
    assert titles["People"] == ["P-7K2M", "Role: Witness", "Thing: M0"]
    assert titles["Things"] == ["M1: Ring", "M2: Witness", "M3"]


def test_an_unsettled_field_shows_every_value() -> None:
    """All live values stand there with who wrote them and when, marked as not settled."""
    siblings = (
        Sibling(Dot(b"l", 1), "Mary", MORNING, b"o" * 16, b"d" * 16),
        Sibling(Dot(b"m", 1), None, MORNING, b"q" * 16, b"e" * 16),
    )
    person = replace(row("Person", 1, given_names="Mary"), siblings={"given_names": siblings})
    [block] = section(built(person), "People").parts
    assert isinstance(block, Block)
    [answer] = block.answers
    assert answer.shown.standing is AnswerState.NOT_SETTLED
    when = moment_shown(MORNING, -240, str)
    assert answer.shown.texts == (f"Mary (Officer One, {when})", f"no answer (Officer Two, {when})")


def test_an_unsettled_field_above_the_level_gives_nothing() -> None:
    """Siblings of a withheld field are withheld with it."""
    siblings = tuple(Sibling(Dot(b"l", at), f"Secret{at}", MORNING, b"o" * 16, b"d" * 16) for at in (1, 2))
    person = replace(row("Person", 1, given_names="Secret1"), siblings={"given_names": siblings})
    assert "Secret" not in all_text(built(person, level=Level.SUMMARY))


def test_a_disputed_deletion_is_told() -> None:
    """A row that one deleted and another kept says so."""
    siblings = tuple(
        Sibling(Dot(b"l", at), word, MORNING, b"o" * 16, b"d" * 16) for at, word in enumerate(("deleted", "kept"))
    )
    note = replace(row("Note", 1, text="Seen"), siblings={DELETED_NAME: siblings})
    assert "deleted (Officer One" in all_text(built(note))
    assert "kept (Officer One" in all_text(built(note))


def test_no_answer_of_a_table_row_is_lost() -> None:
    """What finds no column stands in the block with the line's number."""
    filled: dict[str, object] = {
        "began": None, "from_place": "Georgetown", "to_place": "Vieux Fort", "carrier": "Ferry 9",
        "border_point": "North jetty", "documents_used": "A letter", "paid_by": "An aunt", "companion": "Nobody",
        "description": "Rough sea",
    }  # fmt: skip
    text = all_text(built(row("JourneyLeg", 1, **filled)))
    assert [value for value in filled.values() if value and str(value) not in text] == []
    assert "Journey leg 1" in text


def line(field: str, after: Value, *, record: str | None = "Person", masked: bool = False) -> HistoryLine:
    """Return one line of history."""
    kind = BY_NAME[record] if record else None
    dot = Dot(b"l", 1)
    return HistoryLine(
        dot, MORNING, -240, b"o" * 16, b"d" * 16, None, kind, kind.number if kind else 999, b"r" * 16, field, (), after,
        None, masked,
    )  # fmt: skip


def test_a_field_of_a_later_release_stays_closed() -> None:
    """What this release cannot judge is withheld, though that it was written is told."""
    model = built(history=[line("#77", "Hidden", record=None), line("#78", "Hidden")])
    assert "Hidden" not in all_text(model)
    assert "a field of a later release" in all_text(model)


def test_a_long_value_is_shortened_in_the_history_and_says_so() -> None:
    """The history keeps to its column; the whole text stands in its section."""
    model = built(history=[line("wishes", "w" * 500)])
    assert "w" * 161 not in all_text(model)
    assert "(340 more characters)" in all_text(model)


def test_the_history_runs_from_first_to_last(store: FakeStore) -> None:
    """The first line of a case's history is its reference; lines of one save continue each other."""
    [grid] = section(make_case_file(make_desk(store), case_of(store), identity=True), "History").parts
    assert isinstance(grid, Grid)
    assert grid.lines[0].cells[2].texts == ("Reference",)
    assert [one.continues for one in grid.lines[:2]] == [False, True]


def test_references_show_names_and_never_ids() -> None:
    """A reference to an officer shows the name, one to a person the title, a dangling one says so."""
    person = row("Person", 1, person_code="P-7K2M")
    note = row("Note", 2, text="Seen", person=person.id)
    task = row("Task", 3, title="Ring", person=b"z" * 16, assigned_to=b"q" * 16)
    text = all_text(built(person, note, task))
    assert "P-7K2M" in text
    assert "Officer Two" in text
    assert "not in this file" in text


@pytest.mark.parametrize("at", [2**63, -(2**62), 10**17])
def test_a_time_in_no_calendar_is_a_dash(at: int) -> None:
    """A clock may be wrong by any amount and still breaks no document."""
    assert moment_shown(at, -240, str) == NO_TIME


def test_times_are_local_and_day_first() -> None:
    """10:26 UTC is 06:26 in Saint Lucia."""
    assert moment_shown(0, -240, str) == "31 Dec 1969 20:00"


def test_texts_are_translated() -> None:
    """Every text of the program passes through the catalogue, what officers wrote does not."""
    case = row("Case", 99, reference="K7Q-42MX", title="Heron maple 42")
    model = build_case_file([case], (), NAMES, PRINTED, CODES, translate=lambda text: f"[{text}]")
    assert model.sections[0].title == "[Case]"
    assert model.title == "Heron maple 42"


def test_answers_stand_under_the_declared_headings() -> None:
    """Each answer carries the heading of its section, in the order of the declaration; a field before any has none."""
    person = row("Person", 1, person_code="P-7K2M", given_names="Marisol", about_age=16, occupation="Cook")
    [block] = section(built(person), "People").parts
    assert isinstance(block, Block)
    headings = dict.fromkeys(one.section for one in block.answers)
    assert list(headings) == ["Who this is", "Age", "Life and work"]
    [note] = section(built(row("Note", 2, text="Rang the ferry.", occurred_at=None)), "Notes").parts
    assert isinstance(note, Block)
    assert {one.section for one in note.answers} == {""}
