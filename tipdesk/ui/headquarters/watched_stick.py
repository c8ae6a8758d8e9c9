"""A stick that tells how far its reading is, and ends early when the officer wants it stopped.

Promises: a stop ends the reading between two bundles, so that what was received is still answered on the stick.
"""

from collections.abc import Iterator

from tipdesk.services.headquarters.stick import Stick
from tipdesk.ui.lanes import Watch


class WatchedStick:
    """Implements `Stick` over another one."""

    def __init__(self, stick: Stick, watch: Watch, says: str) -> None:
        """`says`: the step's words, with {count} for the number of bundles."""
        self._stick, self._watch, self._says = stick, watch, says

    def find_bundles(self) -> Iterator[tuple[str, bytes]]:
        """Give each bundle until the officer has had enough."""
        for number, found in enumerate(self._stick.find_bundles(), start=1):
            if self._watch.is_cancelled():
                return
            self._watch.tell(0, 0, self._says.format(count=number))
            yield found

    def find_fetches(self) -> Iterator[tuple[str, bytes]]:
        """Give each fetch document."""
        return self._stick.find_fetches()

    def put(self, content: bytes, suffix: str) -> str:
        """Leave a file on the stick."""
        return self._stick.put(content, suffix)

    def remove(self, name: str) -> None:
        """Take a file away."""
        self._stick.remove(name)
