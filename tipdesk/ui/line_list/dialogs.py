"""The two questions of a line list: which tags this PC gives out, and what those of one letter are to each other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from tipdesk.domain.errors import TipdeskError
from tipdesk.services.line_list.tag_ranges import MOST
from tipdesk.services.remembered.shapes import TagRange
from tipdesk.ui.plain import button_text
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.ask_dialog import AskDialog
from tipdesk.ui.widgets.banner import Banner
from tipdesk.ui.widgets.buttons import plain, primary
from tipdesk.ui.widgets.field_frame import FieldFrame
from tipdesk.ui.widgets.labels import body
from tipdesk.ui.widgets.number_edit import NumberEdit
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.titled_dialog import TitledDialog

FIRST, LAST = "first", "last"
WIDTH = 480


def range_dialog(taken: TagRange | None, parent: QWidget) -> AskDialog:
    """Return the dialog that asks for the tags of this PC; both left empty means any tag."""
    fields = [
        FieldFrame(FIRST, _("&First tag"), NumberEdit(1, MOST), can_be_missing=False),
        FieldFrame(LAST, _("&Last tag"), NumberEdit(1, MOST), can_be_missing=False),
    ]
    if taken is not None:
        fields[0].set_value(taken.first)
        fields[1].set_value(taken.last)
    return AskDialog(
        _("Tags of this PC"),
        _(
            "Each PC takes a pile of tags of its own, so that no number is given out twice. Agree on it aloud. "
            "With nothing in both lines, this PC takes any tag. "
            "Family letters typed here stand as A-36, so that they are not mixed up with another PC's."
        ),
        fields,
        primary(_("&Take these tags")),
        parent,
    )


class FamilyDialog(TitledDialog):
    """Asks what those with one family letter are to each other.

    `members` are the keys of people with what each is called. `agreed` carries the keys of the parents, none for a
    household, and who says so.
    """

    agreed = Signal(object, str)

    def __init__(self, letter: str, members: Sequence[tuple[bytes, str]], parent: QWidget | None = None) -> None:
        title = _("Family {letter}").format(letter=letter)
        super().__init__(title, title, current().pixels(WIDTH), parent)
        self.column.addWidget(
            body(
                _(
                    "A letter says that they came together. What they are to each other is recorded with who says so. "
                    "Tick the parents; with nobody ticked they are of one household."
                )
            )
        )
        self.parents: dict[bytes, QCheckBox] = {}
        for row, name in members:
            box = self.parents[row] = QCheckBox(button_text(_("{name}: a parent of the others").format(name=name)))
            self.column.addWidget(box)
        self.claimed = FieldFrame("claimed_by", _("&Who says so"), TextEdit(), can_be_missing=False)
        self.column.addWidget(self.claimed)
        self._problem = Banner("", "danger")
        self.column.addWidget(self._problem)
        self._problem.keep_room()
        self._problem.hide()
        self.deed = primary(_("&Record it"), pressed=self._press)
        self.add_buttons(self.deed, plain(_("Cancel"), pressed=self.reject))
        next(iter(self.parents.values())).setFocus()

    def refuse(self, problem: TipdeskError) -> None:
        """Say in the dialog why nothing was recorded."""
        self.deed.setEnabled(True)
        self._problem.refuse(problem.text(_))

    def _press(self) -> None:
        self.deed.setEnabled(False)
        parents = [row for row, box in self.parents.items() if box.isChecked()]
        self.agreed.emit(parents, str(self.claimed.value() or ""))
