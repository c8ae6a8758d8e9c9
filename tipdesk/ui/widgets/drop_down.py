"""A drop-down list: Qt's, which does not change its answer under the mouse wheel and names the list that it opens.

The wheel goes on to what scrolls around it, so that scrolling a page changes no answer on the way. The list is a window
of its own, made when it is first opened; a screen reader says it by the name of the field.
"""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from tipdesk.ui.plain import set_name


class DropDown(QComboBox):
    """One of several answers. As wide as what holds it lets it be, however long its answers are."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def showPopup(self) -> None:
        """Open the list of answers."""
        set_name(self.view(), self.accessibleName())
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
