"""The dialog in which a file is taken in: what it is, to which row it belongs, beside it the file, and how far it is.

What may show the abuse of a child is taken by its hash alone, and is not shown here either.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tipdesk.domain.rules.files import ATTACHMENT
from tipdesk.ui.documents.preview_card import PreviewCard
from tipdesk.ui.editors.editor_of import editor_of
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.long_text import LongText
from tipdesk.ui.widgets.progress_card import ProgressCard
from tipdesk.ui.wording import Wording

if TYPE_CHECKING:
    from tipdesk.ui.widgets.editor import Editor

ASKED = ("description", "kind", "of_row", "hash_only", "held_at", "custodian")
KEPT = ("kind", "of_row")
"""What is asked, and of that what the next file of several begins with."""
ELSEWHERE = ("name", "kind", "digest", "size", "hash_only", "held_at", "custodian")
HASH_ONLY, BESIDE, LINES = "hash_only", 116, 2
_ROOMY = frozenset({"description", "digest", "size", "custodian"})
"""The answers that are refused most, below which there is room for the reason."""


class TakeDialog(AskDialog):
    """Asks about one file. `skipped` is emitted when the next one is to come instead; `turned` when hash only is said.

    `place` is which file of how many this is.
    """

    skipped = Signal()
    turned = Signal(bool)

    def __init__(
        self, name: str, place: tuple[int, int], known: Mapping[str, object], wording: Wording, parent: QWidget
    ) -> None:
        at, count = place
        title = _("Take in a file") if count == 1 else _("Take in file {at} of {count}").format(at=at, count=count)
        self.preview, self.progress, self._side = PreviewCard(), ProgressCard(_("Taking it in")), QStackedWidget()
        self.preview.export.hide()
        for part in (self.preview, _topped(self.progress)):
            self._side.addWidget(part)
        said = _("{name}: the program seals an exact copy with its SHA-256. The original stays where it is, unchanged.")
        deed = primary(_("&Take it in"), icon="check")
        fields = [_field(one, wording) for one in ASKED]
        super().__init__(title, said.format(name=name), fields, deed, parent, beside=self._side)
        for path, answer in known.items():
            self.field(path).set_value(answer)
        row = deed.parentWidget()
        buttons = row.layout() if row is not None else None
        if count > 1 and buttons is not None:
            buttons.addWidget(plain(_("&Skip this one"), pressed=self.skipped.emit))
        self.field(HASH_ONLY).changed.connect(lambda: self.turned.emit(self.is_hash_only()))

    def begin(self) -> None:
        """Show in place of the file how far it is taken in."""
        self._side.setCurrentIndex(1)
        self.progress.start()

    def end(self) -> None:
        """Show the file again."""
        self.progress.finish()
        self._side.setCurrentIndex(0)

    def is_hash_only(self) -> bool:
        """Tell whether nothing of the file is to be kept."""
        return self.field(HASH_ONLY).value() is True

    def kept(self) -> Mapping[str, object]:
        """Return what the next file begins with."""
        return {name: self.field(name).value() for name in KEPT}


def _field(name: str, wording: Wording) -> FieldFrame:
    declared = ATTACHMENT.by_name[name]
    editor: Editor = LongText(LINES, grows=False) if declared.is_long else editor_of(declared, wording)
    lines = 1 if name in _ROOMY else 0
    label = f"{_(declared.label)} *" if declared.required else _(declared.label)
    return FieldFrame(name, label, editor, can_be_missing=False, problem_lines=lines, label_width=BESIDE)


def _topped(widget: QWidget) -> QWidget:
    """Return a page that holds a widget at its top."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return page


def ask_elsewhere(wording: Wording, parent: QWidget) -> AskDialog:
    """Return the dialog in which a file is written down that stays where it is, such as a large recording."""
    said = _("For a file that is too large or may not be copied. Its hash shows later whether it is still the same.")
    fields = [_field(name, wording) for name in ELSEWHERE]
    deed = primary(_("&Write it down"), icon="check")
    return AskDialog(_("A file that is held elsewhere"), said, fields, deed, parent)
