"""Every kind that people answer has its editor: it shows a value whole, gives it back the same, and can be emptied."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from tests.domain.kind_examples import ANY_ROW, DIGITS, EXAMPLES, GROUPED, NOW, ROW, ROW_TEXT, Example
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import DateTimeField, Digest
from tipdesk.domain.records import BY_NAME, RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.values import NamedRow
from tipdesk.ui.editors.editor_of import editor_of, is_wide
from tipdesk.ui.editors.octets_edit import OctetsEdit
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tipdesk.ui.theme import Theme

CODES = load_code_book()
PERSON, NOTE, CASE = (BY_NAME[name] for name in ("Person", "Note", "Case"))
OTHER = bytes.fromhex("01930e2e000070008000000000000002")
NARROW_FIELD = 504
"""The pixels that a pane of 560 leaves a question and its label, beside the frame of the section and a scroll bar."""
ROWS = (
    Row(CASE, b"c" * 16, b"c" * 16, {"title": "Heron maple"}),
    Row(PERSON, ROW, b"c" * 16, {"person_code": "P-7K2M"}),
    Row(NOTE, OTHER, b"c" * 16, {"text": "Words"}),
)


def words() -> Wording:
    """Return the words of an officer before a case of three rows."""
    at = int(NOW.timestamp() * 1000)
    return Wording(CODES, zone_minutes=-240, now_ms=lambda: at).with_rows(ROWS)


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: type(one.field).__name__)
def test_an_answer_comes_back_from_its_editor(one: Example, theme: Theme, qtbot: QtBot) -> None:
    """The editor is the one that belongs to the kind; what it shows it gives back, and nothing once it is emptied."""
    editor = editor_of(one.field, words())
    qtbot.addWidget(editor)
    assert not one.editor or type(editor).__name__ == one.editor
    assert one.field.read(editor.value()) is None
    editor.set_value(one.value)
    assert one.field.read(editor.value()) == one.value
    editor.set_value(None)
    assert one.field.read(editor.value()) is None


def test_no_field_is_wider_than_a_narrow_pane(theme: Theme, qtbot: QtBot) -> None:
    """Beside its label each coded question fits the smallest pane of a window of 1024, which never scrolls sideways."""
    coded = [one for record in RECORDS for one in record.fields if one.is_asked and one.codes]
    for asked in {(one.codes, one.is_several): one for one in coded}.values():
        frame = FieldFrame(asked.name, asked.label, editor_of(asked, words()), label_width=LABELS)
        qtbot.addWidget(frame)
        assert frame.minimumSizeHint().width() <= NARROW_FIELD, asked.name


def test_who_takes_the_whole_width(theme: Theme) -> None:
    """Paragraphs and digests do, and short lists that are ticked; nothing else."""
    wide = {type(one.field).__name__ for one in EXAMPLES if is_wide(one.field, words())}
    assert wide == {"LongText", "Codes", "Digest"}


def test_any_row_is_chosen_among_all_of_the_case(theme: Theme, qtbot: QtBot) -> None:
    """Every row is offered after what its record is called; the one chosen is named with its record."""
    editor = editor_of(ANY_ROW, words())
    assert isinstance(editor, ReferenceEdit)
    qtbot.addWidget(editor)
    labels = [editor.box.itemText(index) for index in range(1, editor.box.count())]
    assert labels == ["Case: Heron maple", "Note", "Person: P-7K2M"]
    editor.box.setCurrentIndex(1 + labels.index("Person: P-7K2M"))
    assert editor.value() == NamedRow(PERSON.number, ROW)


def test_a_row_that_is_gone_stays_chosen(theme: Theme, qtbot: QtBot) -> None:
    """A row that is not in the case any more is no change to save."""
    gone = NamedRow(PERSON.number, b"g" * 16)
    editor = editor_of(ANY_ROW, words())
    qtbot.addWidget(editor)
    editor.set_value(gone)
    assert editor.value() == gone


def test_any_row_is_shown_by_its_title() -> None:
    """The title of a row of the case; of one that is not here, what its record is and the first digits of its id."""
    assert words().value(ANY_ROW, NamedRow(PERSON.number, ROW)) == "P-7K2M"
    assert words().value(ANY_ROW, NamedRow(PERSON.number, b"\x01" * 16)) == "A person 01010101"
    assert ROW_TEXT not in words().value(ANY_ROW, NamedRow(PERSON.number, ROW))


def test_a_moment_stands_on_the_officers_clock() -> None:
    """Wherever it was noted, it is shown in the officer's zone, as its editor has it."""
    noted = datetime(2026, 11, 4, 11, 10, tzinfo=timezone(timedelta(hours=2)))
    assert words().value(DateTimeField(1, "At"), noted) == "4 Nov 2026 05:10"


def test_a_digest_is_typed_as_it_was_read_out(theme: Theme, qtbot: QtBot) -> None:
    """Digits in groups or in a row are the same digest, and all of them stay in sight; one too few is told."""
    editor = editor_of(Digest(1, "Digest"), words())
    assert isinstance(editor, OctetsEdit)
    qtbot.addWidget(editor)
    QTest.keyClicks(editor.line, DIGITS)
    assert editor.value() == bytes.fromhex(DIGITS)
    editor.set_value(editor.value())
    assert editor.line.text() == GROUPED
    editor.line.setText(DIGITS[:-2])
    with pytest.raises(UserError, match="62"):
        editor.value()


def test_what_is_held_back_is_chosen_and_never_typed(theme: Theme, qtbot: QtBot) -> None:
    """Answers that somebody does not want given are chosen by their labels: other words would hold nothing back."""
    declared = BY_NAME["Consent"].by_name["fields_withheld"]
    editor = editor_of(declared, words())
    assert isinstance(editor, CodesPicker)
    qtbot.addWidget(editor)
    held = frozenset({"Person.citizenships"})
    editor.set_value(held)
    assert declared.read(editor.value()) == held
    assert words().value(declared, held) == "Citizenship"
    with pytest.raises(UserError, match="Choose the answers"):
        declared.read("Citizenship")
