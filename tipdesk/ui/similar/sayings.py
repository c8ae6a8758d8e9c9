"""What an officer says, while somebody is typed, of people who are known here: kept as a draft, written with the row.

It is kept beside what is typed, under a key of its own, so that the words of a link outlive a lock or a crash.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from tipdesk.domain.errors import UserError
from tipdesk.services.drafts import drop_draft, get_draft, keep_draft
from tipdesk.services.similar.said import Said, answers_told, write_said
from tipdesk.ui.seat import Seat

SAID = "said"


class Sayings(QObject):
    """What was said and is not written; `key` is that of the draft of what is typed, "" where there is none.

    `recovered` is emitted when something comes back that was said before.
    """

    recovered = Signal()

    def __init__(self, seat: Seat, record: str, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._record, self._key = seat, record, f"{SAID}:{key}" if key else ""
        self._said: list[Said] = []

    def recover(self) -> None:
        """Ask for what was said before the page was left."""
        if self._key:
            self._seat.lanes.read(get_draft, self._key, then=self._recover, key=f"draft:{self._key}", owner=self)

    def add(self, said: Said) -> None:
        """Keep what was said."""
        self._said.append(said)
        self._keep()

    def take_back(self, said: Said) -> bool:
        """Forget what was said; tells whether it still waited."""
        if said not in self._said:
            return False
        self._said.remove(said)
        self._keep()
        return True

    def meant(self, typed: Mapping[str, object]) -> tuple[Said, ...]:
        """Return what was said of the person who is typed now; what was said of another one is passed over."""
        told = answers_told(self._record, typed)
        return tuple(one for one in self._said if one.of & told)

    def take(self, typed: Mapping[str, object]) -> tuple[Said, ...]:
        """Return what was said of the person who is typed, and forget all of it here."""
        said = self.meant(typed)
        self.forget()
        return said

    def forget(self) -> None:
        """Forget what was said, because it is written, or nobody is typed any more."""
        is_kept, self._said = bool(self._said), []
        if is_kept:
            self._keep()

    def write(self, person: bytes, said: Said) -> None:
        """Write what was said of somebody who is saved now; a refusal is told, and the hint comes again."""
        self._seat.lanes.write(write_said, person, said, failed=self._seat.say_problem)

    def _keep(self) -> None:
        if not self._key:
            return
        if self._said:
            kept = {SAID: [one.to_json() for one in self._said]}
            self._seat.lanes.write(keep_draft, self._key, kept)
        else:
            self._seat.lanes.write(drop_draft, self._key)

    def _recover(self, kept: Mapping[str, object] | None) -> None:
        said = kept.get(SAID) if kept is not None else None
        for one in said if isinstance(said, list) else ():
            try:
                read = Said.of_json(one)
            except (KeyError, TypeError, ValueError, UserError):  # kept by a program that kept it otherwise
                continue
            if read not in self._said:
                self._said.append(read)
        if self._said:
            self.recovered.emit()
