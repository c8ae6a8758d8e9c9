"""The first line at the head of a case: the way back, its neutral title, its reference and who alone may open it.

It stands in the window's top bar while its case is in front, in place of the name of a page, and otherwise above the
case. Nothing here tells a person, a place or a form of exploitation.
"""

from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from tipdesk.domain.moments import datetime_shown
from tipdesk.domain.rules.caution import cautious_value, live_values
from tipdesk.domain.rules.handing_over import find_open
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.services.case.open_case import Workspace
from tipdesk.ui.plain import set_name, set_tip
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import icon_only, quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import figures
from tipdesk.ui.widgets.pill import Pill

ROOM = 4
"""Pixels that Qt's rounding of words may take."""


class _Title(ElidedLabel):
    """A title that is as wide as its words, and gives way before anything beside it does."""

    def __init__(self, guise: str) -> None:
        super().__init__(guise)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the room of all the words."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + ROOM, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Give way down to a few letters."""
        return QSize(self.fontMetrics().horizontalAdvance("MMM…"), super().sizeHint().height())


class HeadLine(QFrame):
    """The line.

    `left` is emitted when the officer goes back to the list, and `moved_asked` with the case into which this one was
    moved, when that is to be opened.
    """

    left = Signal()
    moved_asked = Signal(bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "plain")
        self.back = icon_only(_("All cases"), "chevron-left", pressed=self.left.emit)
        set_tip(self.back, _("All cases (Esc)"))
        self.back.setProperty("guise", "aside")
        self.title, self.reference = _Title("case-title"), figures()
        self.reference.setProperty("guise", "reference")
        self.sealing, self.conflicts = Pill(_("For these people only"), "info"), Pill("", "danger")
        self.handed, self.shared = Pill("", "warn"), Pill("", "info")
        self.moved, self._moved_to = quiet("", icon="chevron-right", pressed=self._ask_moved), b""
        self.moved.setProperty("guise", "foot-link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.back)
        row.addWidget(self.title)
        row.addWidget(self.reference)
        row.addWidget(self.sealing)
        row.addWidget(self.shared)
        row.addWidget(self.conflicts)
        row.addWidget(self.handed)
        row.addWidget(self.moved)
        row.addStretch(1)
        self.moved.hide()
        self.sealing.hide()
        self.shared.hide()
        self.conflicts.hide()
        self.handed.hide()

    def show_case(self, workspace: Workspace) -> None:
        """Name the case."""
        title = str(workspace.case["title"] or "")
        self.title.setText(title)
        self.reference.setText(workspace.view.reference)
        self.sealing.setVisible(is_restricted(cautious_value(workspace.case, "sealing")))
        count = len(workspace.in_conflict)
        self.conflicts.setText(plural("{count} to settle", "{count} to settle", count))
        self.conflicts.setVisible(count > 0)
        self._show_handed(workspace)
        self._show_shared(workspace)
        self._show_moved(workspace)
        set_name(self, _("Case {reference}, {title}").format(reference=workspace.view.reference, title=title))

    def _show_shared(self, workspace: Workspace) -> None:
        """Say with which posts the case is shared and, where it is another's, who shares it."""
        names, told = workspace.names, workspace.shared
        others = ", ".join(names.post(one) for one in told.posts)
        parts = [_("Shared by {post}").format(post=names.post(told.by))] if told.by is not None else []
        parts += [_("Shared with {posts}").format(posts=others)] if others else []
        self.shared.setText(" · ".join(parts))
        self.shared.setVisible(bool(parts))

    def _show_handed(self, workspace: Workspace) -> None:
        """Say that the case is offered to another post, and since when that has not answered."""
        waiting = find_open(workspace.view.of("CaseHandover"))
        if waiting is not None:
            at, post = waiting["asked_at"], workspace.names.post(waiting["to_post"])
            since = datetime_shown(at, _) if isinstance(at, datetime) else "?"
            self.handed.setText(_("Handed to {post}: waiting for answer since {time}").format(post=post, time=since))
        self.handed.setVisible(waiting is not None)

    def _show_moved(self, workspace: Workspace) -> None:
        """Say where the case was moved, whichever of several answers is right; one that is not moved by one stays."""
        told = live_values(workspace.case, "moved_to")
        kept = next((one for one in told if isinstance(one, bytes)), b"") if None not in told else b""
        self._moved_to = kept
        reference = workspace.names.referred("Case", kept)
        self.moved.setText(
            _("Moved to {reference}").format(reference=reference) if reference else _("Moved to another case")
        )
        set_name(self.moved, self.moved.text())
        self.moved.setEnabled(bool(reference))
        self.moved.setVisible(bool(kept))

    def _ask_moved(self) -> None:
        self.moved_asked.emit(self._moved_to)

    def clear(self) -> None:
        """Name no case, because another one is coming."""
        self.title.setText("")
        self.reference.clear()
        self.sealing.hide()
        self.shared.hide()
        self.conflicts.hide()
        self.handed.hide()
        set_name(self, "")
