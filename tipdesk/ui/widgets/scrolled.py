"""Scrolling areas for pages that may be larger than the window (large text, 1024 by 700), and scrolling to a widget."""

from PySide6.QtCore import QPoint, QSize, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

NO_FOCUS = 0
"""`Qt.FocusPolicy.NoFocus`, without touching `Qt` (see `theme`); the tests hold the two together."""


class _LowArea(QScrollArea):
    """A scroll area that may be as low as there is room for."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no height, where Qt would demand room for both scroll bars."""
        return QSize(super().minimumSizeHint().width(), 0)


def centred(widget: QWidget) -> QHBoxLayout:
    """Return a row with a widget in its middle, as high as the words in it need at its width.

    An alignment in the layout would not do: it takes the height that wrapped words had before they were wrapped.
    """
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row


def scrolled(page: QWidget, *, is_low: bool = False) -> QScrollArea:
    """Return a frameless area that grows with `page` and scrolls only when it must; the focus scrolls to its field.

    With `is_low` the area may be lower than Qt lets one be, down to a line or two.
    """
    area = _LowArea() if is_low else QScrollArea()
    ground = QWidget()  # given, not asked for: PySide goes through all widgets of Qt for the type of an answer
    ground.setAutoFillBackground(False)
    area.setViewport(ground)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("focusPolicy", NO_FOCUS)
    area.setWidgetResizable(True)
    if page.property("guise") is None:
        page.setProperty("guise", "plain")
    area.setWidget(page)
    return area


def come_into_view(widget: QWidget) -> None:
    """Scroll every area that holds a widget so that the widget is seen, even where it was shown only now.

    It scrolls twice: at once, and again when what grew for the widget has been laid out.
    """
    _scroll_to(widget)
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    above: list[QWidget] = []
    holder = widget.parentWidget()
    while holder is not None:
        above.append(holder)
        holder = None if holder.isWindow() else holder.parentWidget()
    for holder in reversed(above):
        layout = holder.layout()
        if layout is not None:
            layout.activate()  # else it stands where it stood when it was hidden
    for holder in above:
        if isinstance(holder, QScrollArea):
            _scroll_within(holder, widget)


def _scroll_within(area: QScrollArea, widget: QWidget) -> None:
    """Show the whole height of a widget; for what has the focus, Qt by itself would show the cursor alone."""
    page = area.widget()
    if page is not None:
        width, height = widget.width() // 2, widget.height() // 2
        at = widget.mapTo(page, QPoint(width, height))
        area.ensureVisible(at.x(), at.y(), width, height + 1)
