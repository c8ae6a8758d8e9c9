"""The steps of a case as a bar: those that lie behind it, the one on which it stands, those to come.

Each step is a button that can be pressed and is named for screen readers with its place among the others; Tab comes to
the step on which the case stands, and the arrow keys move from there. Every step has the room of its own words from the
start, so that a case that moves on moves nothing. A narrow bar has short strokes in place of words, and the words of
the one step that counts beside them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.theme import current, dye
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.labels import PlainLabel
from tipdesk.ui.widgets.one_line import OneLine

HEIGHT, POINT, SIDE, SIGN = 26, 8, 10, 14
STROKE, STROKE_HEIGHT = 22, 8
_MARKED = {"disputed": "danger", "doubted": "warn"}
"""The states of a step that does not tell all, with the colour of its stroke."""


class Step(QAbstractButton):
    """One step. `state` is "behind", "here", "doubted", "disputed" or "ahead"."""

    def __init__(self, words: str, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.words, self.at, self.state = words, at, "ahead"
        self.is_narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the room for the words with a sign before them, or for a stroke."""
        theme = current()
        if self.is_narrow:
            return QSize(STROKE, theme.pixels(HEIGHT))  # it holds no letters, and the words beside it need the room
        words = self.fontMetrics().horizontalAdvance(self.words)
        letters = words + words // 10  # the step that counts is written in heavier letters
        return QSize(letters + theme.pixels(SIGN + 2 * SIDE + POINT), theme.pixels(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same size: no step is cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the step in the colours of its state, with a ring where it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_narrow:
            self._draw_stroke(painter)
        else:
            self._draw_arrow(painter)
        painter.end()

    def _colours(self) -> tuple[str, str, str]:
        """Return the tokens of ground, edge and words."""
        return {
            "behind": ("accent_soft", "accent", "accent"),
            "here": ("accent", "accent", "on_accent"),
            "doubted": ("warn_soft", "warn", "warn"),
            "disputed": ("danger_soft", "danger", "danger"),
        }.get(self.state, ("surface", "line2", "muted"))

    def _draw_arrow(self, painter: QPainter) -> None:
        theme, (ground, edge, words) = current(), self._colours()
        width, height, point = self.width() - 1.5, self.height() - 1.5, theme.pixels(POINT)
        notch = 0 if self.at == 0 else point
        shape = QPolygonF(
            [
                QPointF(0.75, 0.75), QPointF(width - point, 0.75), QPointF(width, height / 2),
                QPointF(width - point, height), QPointF(0.75, height), QPointF(0.75 + notch, height / 2),
            ]
        )  # fmt: skip
        painter.setBrush(theme.colour(ground))
        painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else edge), 2 if self.hasFocus() else 1))
        painter.drawPolygon(shape)
        font = theme.font(12, is_strong=self.state in ("here", *_MARKED))
        painter.setFont(font)
        painter.setPen(theme.colour(words))
        left = theme.pixels(SIDE) + notch / 2
        if self.state in ("behind", *_MARKED):
            side = theme.pixels(SIGN)
            sign = "check" if self.state == "behind" else "alert-triangle"
            theme.icon(sign, words, SIGN).paint(painter, int(left), (self.height() - side) // 2, side, side)
            left += side + 4
            room = QRectF(left, 0, self.width() - left - point, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words)
        else:
            room = QRectF(notch / 2, 0, self.width() - point, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.words)

    def _draw_stroke(self, painter: QPainter) -> None:
        theme, (ground, edge, _words) = current(), self._colours()
        if self.state == "behind":
            ground = "accent"
        high = theme.pixels(STROKE_HEIGHT)
        bar = QRectF(1.5, (self.height() - high) / 2, self.width() - 5, high)
        painter.setBrush(theme.colour(_MARKED.get(self.state, ground)))
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.drawRoundedRect(bar, high / 2, high / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class StageBar(QWidget):
    """The bar. `names` are the words of the steps, and `pressed` is emitted with the place of a step."""

    pressed = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_name(self, _("Stage of the case"))
        self.steps = [Step(words, at, self) for at, words in enumerate(names)]
        self._caption = OneLine("small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._caption)
        self._row = QHBoxLayout()
        column.addLayout(self._row)
        for step in self.steps:
            self._row.addWidget(step)
            step.clicked.connect(lambda _checked=False, at=step.at: self.pressed.emit(at))
        self._here, self._now = PlainLabel(), 0
        self._row.addSpacing(6)
        self._row.addWidget(self._here)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current().changed.connect(self._fit)
        self._caption.setText(_("Stage"))
        self._tell(0, "")
        self.show_narrow(is_narrow=False)

    @property
    def place(self) -> int:
        """The place of the step on which the case stands."""
        return self._now

    def show_stage(self, at: int, tip: str, *, is_disputed: bool, doubt: tuple[str, str] = ("", "")) -> None:
        """Show that the case stands on this step; `tip` has the stage in longer words, or all that are told.

        `doubt` says how the case counts where it does not count as standing there: in full, and in a word or two.
        """
        for step in self.steps:
            step.state = "behind" if step.at < at else "ahead"
        self.steps[at].state = "disputed" if is_disputed else "doubted" if doubt[0] else "here"
        self._caption.setText(tip if is_disputed else doubt[0] or _("Stage"))
        dye(self._caption, "ink", "doubt" if is_disputed or doubt[0] else "")
        self._tell(at, tip, doubt)

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Draw strokes in place of words, or words."""
        for step in self.steps:
            step.is_narrow = is_narrow
        self._row.setSpacing(0 if is_narrow else -current().pixels(POINT) + 3)
        self._here.setVisible(is_narrow)
        self._fit()

    def focus_here(self) -> None:
        """Give the focus to the step on which the case stands."""
        self.steps[self._now].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from step to step with Left, Right, Home and End, and press one with Enter as Space does."""
        focused = next((step for step in self.steps if step.hasFocus()), None)
        if focused is None:
            super().keyPressEvent(event)
            return
        last = len(self.steps) - 1
        to = {
            Qt.Key.Key_Left: max(focused.at - 1, 0),
            Qt.Key.Key_Right: min(focused.at + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is not None:
            self.steps[to].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _tell(self, at: int, tip: str, doubt: tuple[str, str] = ("", "")) -> None:
        self._now = at
        states = {"behind": _("done"), "here": _("the case is here"), "disputed": _("disputed"), "doubted": doubt[0]}
        for step in self.steps:
            named = _("Stage {place} of {count}: {stage}").format(
                place=step.at + 1, count=len(self.steps), stage=step.words
            )
            set_name(step, ", ".join(filter(None, (named, states.get(step.state, "")))))
            set_tip(step, tip if step.at == at and tip else step.words)
            focus = Qt.FocusPolicy.StrongFocus if step.at == at else Qt.FocusPolicy.ClickFocus
            step.setFocusPolicy(focus)
            step.update()
        short = _("{stage} · {place}/{count}")
        words = short.format(stage=self.steps[at].words, place=at + 1, count=len(self.steps))
        self._here.setText(doubt[1] or words)
        self._fit()

    def _fit(self) -> None:
        """Give every step its room, and the words of the narrow bar that of the longest."""
        theme = current()
        self._here.setFont(theme.font(is_strong=True))
        letters, short = self._here.fontMetrics(), _("{stage} · {place}/{count}")
        longest = max(
            letters.horizontalAdvance(short.format(stage=step.words, place=len(self.steps), count=len(self.steps)))
            for step in self.steps
        )
        self._here.setMinimumWidth(longest + theme.pixels(4))
        for step in self.steps:
            step.setFont(theme.font(12))
            step.updateGeometry()
            step.update()
        self.updateGeometry()
