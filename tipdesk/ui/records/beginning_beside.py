"""A row that is begun from a field which refers to it, as a guardian's person or the place of a journey is.

The new row is asked for in a dialog over the section, with what a new row is begun with, saved by `Editing` as
everywhere, with a draft of its own, and chosen in the field. No word of the section is lost.
"""

from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.plain import set_name, set_title
from tipdesk.ui.records.deeds import Deeds
from tipdesk.ui.records.editing import Editing
from tipdesk.ui.records.fact_rows import LABELS
from tipdesk.ui.records.hinted import hint, hints_for
from tipdesk.ui.records.section_form import SectionForm
from tipdesk.ui.records.sections import first_names
from tipdesk.ui.records.target import Target
from tipdesk.ui.seat import Seat
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.scrolled import scrolled
from tipdesk.ui.wording import Wording

WIDTH, HEIGHT = 620, 460


class RowDialog(QDialog):
    """The section of a new row in a window of its own; closed in any way, it leaves the section first."""

    def __init__(self, page: SectionForm, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        set_title(self, title)
        set_name(self, title)
        self.page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(0)
        column.addWidget(scrolled(page, is_low=True), 1)
        column.addWidget(page.foot)
        page.chain_foot()
        self.resize(QSize(current().pixels(WIDTH), current().pixels(HEIGHT)).boundedTo(parent.window().size()))

    def reject(self) -> None:
        """Leave the section, which keeps what was typed as a draft and then closes the dialog."""
        self.page.left.emit()


class BeginningBeside(QObject):
    """Offers new rows beside the fields of one section, and begins them. `dialog` is the one that is open."""

    def __init__(self, seat: Seat, deeds: Deeds, page: SectionForm, wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._deeds, self._page, self._wording = seat, deeds, page, wording
        self.dialog: RowDialog | None = None
        fields = page.form.record.by_name
        for name, editor in self._editors().items():
            meant = BY_NAME.get(editor.record)
            if meant is not None and meant.is_begun_beside:
                words = _("New: {record}… ({field})").format(record=_(meant.label), field=_(fields[name].label))
                editor.offer_new(words)
                editor.new_pressed.connect(partial(self._begin, meant, editor))

    def _editors(self) -> dict[str, ReferenceEdit]:
        frames = self._page.form.frames.items()
        return {name: frame.editor for name, frame in frames if isinstance(frame.editor, ReferenceEdit)}

    def _begin(self, record: RecordType, editor: ReferenceEdit) -> None:
        names, target = first_names(record, ()), Target(record)
        form = RecordForm(record, self._wording, names=names, label_width=LABELS)
        title = _("New: {record}").format(record=_(record.label))
        page = SectionForm(form, title, is_new=True, hints=hints_for(target, names))
        dialog = self.dialog = RowDialog(page, title, self._page)
        editing = Editing(self._seat, self._deeds, target, page, lambda: None, dialog)
        editing.done.connect(partial(self._done, record, editor, dialog))
        editing.start()
        hint(self._seat, page, target, editing)
        dialog.open()
        form.focus_first()

    def _done(self, record: RecordType, editor: ReferenceEdit, dialog: RowDialog, row: bytes | None) -> None:
        """Close the dialog; a row that was saved is offered in each field that may name it, and chosen in its own."""
        self.dialog = None
        if row is not None:
            told = {name: frame.value() for name, frame in dialog.page.form.frames.items()}
            values = {name: record.by_name[name].read(value) for name, value in told.items()}
            choice = Choice(row.hex(), self._wording.title(Row(record, row, None, values)))
            for one in self._editors().values():
                if one.record == record.name:
                    one.add_choice(choice)
            editor.set_value(row)
            editor.changed.emit()
        QDialog.done(dialog, int(QDialog.DialogCode.Accepted))
        dialog.deleteLater()
        editor.setFocus()
