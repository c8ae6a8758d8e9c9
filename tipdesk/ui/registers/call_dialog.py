"""Asks what a caller of the hotline said, before a case is opened from the call.

What is typed is kept as a draft on this PC from second to second, and comes back when the dialog is opened again for
the same call: it is dropped with the deed that opens the case. None of it ever stands in the register. Whether the
caller is known in some case is said below, as everywhere where somebody is typed.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tipdesk.services.cooperation.open_case_of_call import Caller
from tipdesk.ui.editors.autosave import Autosave
from tipdesk.ui.seat import Seat
from tipdesk.ui.similar.hinting import Hinting
from tipdesk.ui.similar.strip import HintStrip
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.flag_box import FlagBox
from tipdesk.ui.widgets.labels import small
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure

KEY = "hotline-call:"
"""Before the id of the call, the key of a draft."""
WORDS, UNDER_18, NUMBER, NAME, NAMED = "words", "under_18", "number", "name", "may_be_named"
_LINES = 4


class CallDialog(AskDialog):
    """The dialog for one call; `caller` is what was typed, and `key` that of its draft."""

    def __init__(self, seat: Seat, call: bytes, parent: QWidget) -> None:
        frames = _frames()
        super().__init__(
            _("Open a case from this call"),
            _("All of this goes into the case. The register keeps only that a case was opened."),
            frames,
            primary(_("&Open the case"), icon="folder"),
            parent,
            beside=_caller(frames[2:]),
        )
        self._kept, self.hints, self.key = small(), HintStrip(is_line=True, can_part=False), f"{KEY}{call.hex()}"
        self.column.insertWidget(self.column.count() - 1, self.hints)
        self.column.insertWidget(self.column.count() - 1, self._kept)
        self._autosave = Autosave(seat.lanes, self.key, self._draft, self._kept.setText, self)
        self.hints.opened.connect(self.reject)  # what is typed is kept
        self._hinting = Hinting(seat, self.hints, self)
        for frame in frames:
            frame.changed.connect(self._autosave.typed)
            frame.changed.connect(self._seek)
        self.finished.connect(self._end)
        self._autosave.recover(self._recover)

    @property
    def caller(self) -> Caller:
        """Return what was typed, as the deed wants it."""
        told = {name: self.field(name).value() for name in (WORDS, UNDER_18, NUMBER, NAME)}
        texts = {name: str(value) if value is not None else "" for name, value in told.items()}
        return Caller(**texts, may_be_named=bool(self.field(NAMED).value()))

    def done_with(self) -> None:
        """Close, since the case is open and the draft dropped with it."""
        self._autosave.stop()
        self.accept()

    def _seek(self) -> None:
        """Seek who the caller could be: not who is spoken of, of whom there is no name here."""
        self._hinting.seek({"phone": self.field(NUMBER).value(), "other_names": self.field(NAME).value()})

    def _end(self, _result: int) -> None:
        self._autosave.keep()
        self._autosave.stop()

    def _draft(self) -> Mapping[str, object]:
        told = {name: self.field(name).value() for name in (WORDS, UNDER_18, NUMBER, NAME, NAMED)}
        return {name: value for name, value in told.items() if value}

    def _recover(self, draft: Mapping[str, object] | None) -> None:
        for name, value in (draft or {}).items():
            if self.has_field(name) and not self.field(name).value():
                self.field(name).set_value(value)


def _caller(frames: Sequence[FieldFrame]) -> QFrame:
    """Return what is asked of the caller, to stand beside their words: so the dialog fits a low screen."""
    caller = QFrame()
    caller.setProperty("guise", "plain")
    column = QVBoxLayout(caller)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for frame in frames:
        column.addWidget(frame)
    column.addStretch(1)
    return caller


def _frames() -> tuple[FieldFrame, ...]:
    """Return what is asked of a call: the words, and who said them."""
    return (
        FieldFrame(WORDS, _("&What the caller said"), LongText(_LINES, grows=False), can_be_missing=False),
        FieldFrame(
            UNDER_18,
            _("Is anybody &under 18?"),
            YesNoUnsure(),
            help_text=_("Not sure counts as yes."),
            can_be_missing=False,
            problem_lines=0,
        ),
        FieldFrame(NUMBER, _("Caller's &number"), TextEdit(most=80), can_be_missing=False, problem_lines=0),
        FieldFrame(NAME, _("Caller's na&me, if they said it"), TextEdit(), can_be_missing=False, problem_lines=0),
        FieldFrame(
            NAMED,
            _("Naming"),
            FlagBox(_("The caller &agrees to be named in the case")),
            help_text=_("Without it, name and number stand sealed, under a code name."),
            can_be_missing=False,
            problem_lines=0,
        ),
    )
