"""The draft of one form: kept within a second of typing, dropped when nothing differs, asked for at the beginning.

Nothing is written after `stop`. The form's owner decides what a draft holds (`collect`) and fills it in again.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from tipdesk.services.drafts import drop_draft, get_draft, keep_draft
from tipdesk.ui.translate import _

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.ui.lanes import Lanes

AUTOSAVE_MS = 1000
Draft = Mapping[str, object]


class Autosave(QObject):
    """Keeps the draft of one form.

    `collect` returns the draft, which is empty when there is nothing to keep. `tell` is called with a sentence that
    says how the draft stands, or "" when there is none.
    """

    def __init__(
        self,
        lanes: "Lanes[LinkDesk]",
        key: str,
        collect: Callable[[], Draft],
        tell: Callable[[str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes, self._key, self._collect, self._tell = lanes, key, collect, tell
        self._is_over = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AUTOSAVE_MS)
        self._pause.timeout.connect(self.keep)

    @property
    def key(self) -> str:
        """Return the key of the draft, for the deed that drops it because its answers are saved."""
        return self._key

    def recover(self, then: Callable[[Draft | None], object]) -> None:
        """Ask for the draft that is there; `then` is called with it, or with None.

        It is asked after all that is being written: what was left a moment ago is among that.
        """
        self._lanes.write(get_draft, self._key, then=then, key=f"draft:{self._key}", owner=self)

    def typed(self) -> None:
        """Note that something was typed, so that it is kept within a second."""
        if not self._pause.isActive() and not self._is_over:
            self._pause.start()

    def keep(self) -> None:
        """Keep the draft now, or drop it when there is nothing to keep."""
        self._pause.stop()
        if self._is_over:
            return
        draft = self._collect()
        if not draft:
            self._tell("")
            self._lanes.write(drop_draft, self._key)
            return
        self._lanes.write(keep_draft, self._key, draft, then=self._kept, key=f"keep:{self._key}", owner=self)

    def drop(self) -> None:
        """Throw the draft away, because nobody wants it any more."""
        self._pause.stop()
        self._tell("")
        self._lanes.write(drop_draft, self._key)

    def dropping(self) -> Callable[[], object]:
        """Return the deed that throws the draft away later, when this form may be gone."""
        return partial(self._lanes.write, drop_draft, self._key)

    def pause(self) -> None:
        """Keep nothing until something is typed again, since a save is under way."""
        self._pause.stop()

    def stop(self) -> None:
        """Keep nothing any more, since the form is closed."""
        self._pause.stop()
        self._is_over = True

    def _kept(self, _nothing: object) -> None:
        if not self._is_over:
            self._tell(_("✓ Draft kept on this PC"))
