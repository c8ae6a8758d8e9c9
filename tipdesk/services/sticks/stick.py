"""A stick at headquarters: what the posts left on it, and what is put on it for them.

Bytes only; the services judge them. One stick may carry several posts' bundles, and anything else a stick can hold:
what is not a bundle, receipt or fetch document by its suffix, or is over the limits, is never opened.
"""

from typing import Final, Protocol

from tipdesk.services.sticks.sifting import Sieve
from tipdesk.services.sticks.worth import Sift

BUNDLE: Final = ".tdb"
RECEIPT: Final = ".tdr"
FETCH: Final = ".tdf"


class Stick(Protocol):
    """Implemented by `adapters/carriers/folder`. Trouble `stick-gone`, `stick-full` or `stick-locked`."""

    def sieve(self, suffix: str, sift: Sift) -> Sieve:
        """Return the files with this suffix, each judged by its beginning; reading them brings one at a time.

        Headquarters' own down-bundles are among them when a stick has not been back at its post.
        """

    def put(self, content: bytes, suffix: str) -> str:
        """Leave a bundle or a receipt, read back before this returns; returns its file name.

        The same content is put once: its name comes from its hash.
        """

    def remove(self, name: str) -> None:
        """Take away a file that `put` named. No error when it is gone."""
