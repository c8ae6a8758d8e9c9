"""A stick at headquarters: what the posts left on it, and what is put on it for them.

Only bytes are handled here; the services judge them. One stick may carry several posts' bundles, and anything else a
stick can hold. What is not a bundle, receipt or fetch document by its suffix, or is over the limits, is never opened.
"""

from typing import Final, Protocol

from tipdesk.services.sticks.sifting import Sieve
from tipdesk.services.sticks.worth import Sift

BUNDLE: Final = ".tdb"
RECEIPT: Final = ".tdr"
FETCH: Final = ".tdf"
ROOM_FOR_ANSWERS: Final = 1024 * 1024
"""How many bytes the parts of files leave free on a stick, for the records and receipts of who has it next."""


class Stick(Protocol):
    """A stick that can be read and written.

    `adapters/carriers/folder` implements it and raises Trouble `stick-gone`, `stick-full` or `stick-locked`.
    """

    def sieve(self, suffix: str, sift: Sift) -> Sieve:
        """Return a sieve of the files with this suffix, each judged by its beginning; it reads them one at a time.

        Headquarters' own down-bundles are among them when a stick has not been back at its post.
        """

    def put(self, content: bytes, suffix: str) -> str:
        """Write a bundle or a receipt onto the stick, read it back, and return its file name.

        The name comes from the content's hash, so the same content is put there only once.
        """

    def write(self, name: str, content: bytes) -> None:
        """Write a file of ours under this name, and read it back; raises Trouble `stick-full` where it does not fit."""

    def room_left(self) -> int:
        """Return how many bytes can still be written."""

    def lies(self, name: str) -> bool:
        """Tell whether a bundle of this name lies there whole."""

    def remove(self, name: str) -> None:
        """Delete a file that `put` named; nothing happens when it is gone."""
