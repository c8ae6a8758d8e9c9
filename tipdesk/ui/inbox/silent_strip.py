"""The strip over the inbox: which posts have not been heard of, each with a way to ring it, and how many have.

It is always there, so that a post that falls silent moves nothing. Those that have no room stand on the page of posts.
"""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from tipdesk.services.headquarters.intake.list_posts import SILENT_AFTER_DAYS, PostLine, Posts
from tipdesk.ui.inbox.lines import long_since
from tipdesk.ui.plain import set_name
from tipdesk.ui.theme import current
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.buttons import plain, quiet
from tipdesk.ui.widgets.elided_label import ElidedLabel
from tipdesk.ui.widgets.labels import PlainLabel, muted, strong

SIGN, HEIGHT, A_POST, MOST = 18, 46, 250, 3
GAP, EDGES = 10, (14, 5, 8, 5)
"""Pixels of the sign, of the strip and of one post in it, and how many posts stand there at most."""


class SilentStrip(QFrame):
    """The strip; `ring_pressed` carries the `PostLine` of a silent post, and `posts_pressed` asks for all of them."""

    ring_pressed = Signal(object)
    posts_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("guise", "card")
        self._places = [_Place(self) for _number in range(MOST)]
        self._silent: list[PostLine] = []
        self._sign, self._since, self._heard = PlainLabel(), strong(""), muted("")
        for label in (self._since, self._heard):
            label.setWordWrap(False)
        self._all = quiet(_("All posts"), icon="building", pressed=self.posts_pressed.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(*EDGES)
        line.setSpacing(GAP)
        line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        for part, stretch in ((self._sign, 0), (self._since, 0), *((place, 3) for place in self._places)):
            line.addWidget(part, stretch)
        line.addStretch(1)
        line.addWidget(self._heard)
        line.addWidget(self._all)
        self.setMinimumHeight(current().pixels(HEIGHT))
        current().dress(self._sign, "cloud-off", "warn", SIGN)
        self._sign.hide()

    @property
    def rings(self) -> list[QPushButton]:
        """Return the button of each silent post that stands here."""
        return [place.ring for place in self._places if not place.isHidden()]

    def show_posts(self, posts: Posts, now_ms: int) -> None:
        """Show which of these posts are silent, those that were heard last long ago first."""
        silent = [post for post in posts.posts if post.is_silent]
        self._silent = sorted(silent, key=lambda post: post.last.at if post.last is not None else 0)
        for place, post in zip(self._places, self._silent, strict=False):
            place.show_post(post, now_ms)
        self._sign.setVisible(bool(silent))
        since = plural("Silent for {count} day or more", "Silent for {count} days or more", SILENT_AFTER_DAYS)
        self._since.setText(since if silent else "")
        self._since.setVisible(bool(silent))
        whole, heard = len(posts.posts), len(posts.posts) - len(silent)
        some = _("{heard} of {count} posts heard").format(heard=heard, count=whole)
        self._heard.setText(some if silent else plural("{count} post heard", "All {count} posts heard", whole))
        told = ", ".join(place.told for place in self._places[: len(self._silent)])
        set_name(self, ". ".join(part for part in (self._since.text(), told, self._heard.text()) if part))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Widen no window: posts that have no room are left out."""
        return QSize(0, current().pixels(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many silent posts as have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = sum(part.sizeHint().width() + GAP for part in (self._sign, self._since, self._heard, self._all))
        left = self.width() - beside - EDGES[0] - EDGES[2]
        room = max(1, left // (current().pixels(A_POST) + GAP))
        for at, place in enumerate(self._places):
            place.setVisible(at < min(room, len(self._silent)))


class _Place(QFrame):
    """One silent post: its name, for how long nothing was heard of it, and *Ring*."""

    def __init__(self, strip: SilentStrip) -> None:
        super().__init__()
        self.setProperty("guise", "plain")
        self._name, self._long = ElidedLabel("strong"), muted("")
        self._long.setWordWrap(False)
        self._post: PostLine | None = None
        self.ring = plain(_("Ring"), icon="phone", pressed=lambda: strip.ring_pressed.emit(self._post))
        self.told = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part, stretch in ((self._name, 1), (self._long, 0), (self.ring, 0)):
            row.addWidget(part, stretch)
        self.setMinimumWidth(current().pixels(A_POST))
        self.hide()

    def show_post(self, post: PostLine, now_ms: int) -> None:
        """Show a post; one that was never heard says so."""
        self._post = post
        long = long_since(now_ms - post.last.at) if post.last is not None else _("never heard")
        name = post.name or post.code
        self._name.setText(name)
        self._long.setText(long)
        self.told = f"{name} {long}"
        set_name(self.ring, _("Ring {post}").format(post=name))
