"""The eight questions, each with its editor; labels and help come from the record, answers from the code lists.

Promises: answers by field name as services take them; a draft holds what was typed even where it cannot be read yet.
Leaves to others: where the questions stand and what follows from an answer (the view).
"""

from collections.abc import Callable, Mapping

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Code, Codes
from tipdesk.domain.records import BY_NAME
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice, choices_of
from tipdesk.ui.widgets.codes_picker import CodesPicker
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.number_edit import NumberEdit
from tipdesk.ui.widgets.parsed_edit import ParsedEdit
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

REPORT = BY_NAME["Report"]
ALWAYS_TICKS = 100
MOST_PEOPLE = 10_000


class Questions:
    """The editors by field name, in the order of the page."""

    def __init__(self, codes: CodeBook, language: str) -> None:
        self._codes, self._language = codes, language
        self.fields: dict[str, FieldFrame] = {
            "where_now": self._frame("where_now", self._segments("where_now")),
            "danger_now": self._frame("danger_now", YesNoUnsure()),
            "under_18": self._frame("under_18", YesNoUnsure()),
            "persons_count": self._frame("persons_count", NumberEdit(0, MOST_PEOPLE)),
            "travel": self._frame("travel", TextEdit(_("BA2159, a yacht's name, a guest house…"))),
            "passport": self._frame("passport", self._segments("passport")),
            "who_is_with_them": self._frame(
                "who_is_with_them", TextEdit(_("A name, or what you see: a man of about 40"))
            ),
            "what_seen": self._frame("what_seen", CodesPicker(self._choices("what_seen"), ticked_to=ALWAYS_TICKS)),
            "own_words": self._frame("own_words", LongText(2, _("What you saw and heard, one line is enough"))),
        }

    def value(self, name: str) -> object:
        """Return one answer, None while it cannot be read."""
        try:
            return self.fields[name].value()
        except UserError:
            return None

    def answers(self) -> dict[str, object]:
        """Return what was answered. UserError while something cannot be read: check the fields first."""
        given = {name: field.value() for name, field in self.fields.items()}
        return {name: _plain(value) for name, value in given.items() if value not in (None, "", frozenset())}

    def draft(self) -> dict[str, object]:
        """Return what the page holds, as JSON can keep it."""
        kept: dict[str, object] = {}
        for name, field in self.fields.items():
            try:
                value = field.value()
            except UserError:
                value = field.editor.line.text() if isinstance(field.editor, ParsedEdit) else None
            if value not in (None, "", frozenset()):
                kept[name] = _plain(value)
        return kept

    def fill(self, draft: Mapping[str, object]) -> None:
        """Show a draft, and nothing of what was there."""
        for name, field in self.fields.items():
            field.set_value(draft.get(name))

    def on_change(self, heard: Callable[[], object]) -> None:
        """Call `heard` whenever the officer changes an answer."""
        for field in self.fields.values():
            field.changed.connect(heard)

    def _frame(self, name: str, editor: Editor) -> FieldFrame:
        declared = REPORT.by_name[name]
        return FieldFrame(name, _(declared.label), editor, help_text=_(declared.help), can_be_missing=False)

    def _segments(self, name: str) -> YesNoUnsure:
        return YesNoUnsure(self._choices(name))

    def _choices(self, name: str) -> list[Choice]:
        declared = REPORT.by_name[name]
        if not isinstance(declared, Code | Codes):
            raise TypeError(name)
        return list(choices_of(self._codes.list_of(declared.codes), self._language))


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset | set) else value
