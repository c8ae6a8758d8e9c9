"""The room on the disk of a headquarters that is served without a window: looked at every minute, and told.

Promises that the home's reserve is made where there is room and let go where there is none, beside the server, and that
what is found is told once and again after a day. Leaves to others: how much is too little, and the words.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tipdesk.bootstrap.readying import see_room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

EVERY_SECONDS: Final = 60.0
TELL_AGAIN: Final = 24 * 60
"""After so many looks the same is told once more."""


class ServedRoom:
    """Looks again and again. `say` is given the sentence, as a message id."""

    def __init__(self, home: Path, say: Callable[[str], object]) -> None:
        self._home, self._say = home, say
        self._stop = threading.Event()
        self._told: str | None = None
        self._looks = 0

    def run(self, every_seconds: float = EVERY_SECONDS) -> None:
        """Look now and every so often, until stopped."""
        while not self._stop.is_set():
            self.look()
            self._stop.wait(every_seconds)

    def look(self) -> None:
        """Look once, and say what is new."""
        found = see_room(self._home, is_begun=True)
        self._looks = self._looks + 1 if found == self._told else 0
        self._told = found
        if found is not None and self._looks % TELL_AGAIN == 0:
            self._say(found)

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()


@contextmanager
def room_kept(home: Path, say: Callable[[str], object], every_seconds: float = EVERY_SECONDS) -> Iterator[None]:
    """Keep looking while the block runs. `say` is called from another thread."""
    room = ServedRoom(home, say)
    thread = threading.Thread(target=room.run, args=(every_seconds,), name="tipdesk-room")
    thread.start()
    try:
        yield
    finally:
        room.stop()
        thread.join()
