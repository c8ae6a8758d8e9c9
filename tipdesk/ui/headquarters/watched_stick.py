"""A stick that tells how far its reading is, and ends early when the officer wants it stopped.

A stop ends the reading between two bundles, so that what was received is still answered on the stick.
"""

from functools import partial

from tipdesk.services.sticks.sifting import Fetch, Sieve
from tipdesk.services.sticks.stick import BUNDLE, Stick
from tipdesk.services.sticks.worth import Sift
from tipdesk.ui.lanes import Watch


class WatchedStick:
    """A `Stick` over another one, which reports to a `Watch`."""

    def __init__(self, stick: Stick, watch: Watch, says: str) -> None:
        """Watch the reading of `stick`; `says` has the step's words, with {count} for the number of bundles."""
        self._stick, self._watch, self._says = stick, watch, says
        self._count = 0

    def sieve(self, suffix: str, sift: Sift) -> Sieve:
        """Return the files with this suffix; once the officer asked to stop, no further bundle is read."""
        sieve = self._stick.sieve(suffix, sift)
        if suffix == BUNDLE:
            sieve.fetch = partial(self._fetch, sieve.fetch)
        return sieve

    def _fetch(self, fetch: Fetch, name: str) -> bytes | None:
        if self._watch.is_cancelled():
            return None
        self._count += 1
        self._watch.tell(0, 0, self._says.format(count=self._count))
        return fetch(name)

    def put(self, content: bytes, suffix: str) -> str:
        """Leave a file on the stick, and return its name there."""
        return self._stick.put(content, suffix)

    def write(self, name: str, content: bytes) -> None:
        """Leave a file on the stick under this name."""
        self._stick.write(name, content)

    def room_left(self) -> int:
        """Return how many bytes the stick can still take."""
        return self._stick.room_left()

    def lies(self, name: str) -> bool:
        """Tell whether a bundle of this name lies there whole."""
        return self._stick.lies(name)

    def remove(self, name: str) -> None:
        """Take a file away from the stick."""
        self._stick.remove(name)
