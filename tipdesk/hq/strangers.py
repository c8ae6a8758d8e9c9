"""What strangers did, counted in memory by kind, and told to whoever keeps it, at most once in some minutes.

Nothing of a person, an address or a content is counted. A count that could not be kept (on a full disk) is told again
with the next.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from tipdesk.domain.errors import TipdeskError

TELL_SECONDS: Final = 300.0
Keep = Callable[[Mapping[str, int]], object]
_log = logging.getLogger("tipdesk.hq")


def _nowhere(_counts: Mapping[str, int]) -> None:
    """Keep nothing: what `Strangers` does where nobody keeps its counts."""


class Strangers:
    """The counts of one server.

    `keep` is given how often each kind was counted; it may block, and raise our own errors.
    """

    def __init__(
        self, keep: Keep = _nowhere, seconds: Callable[[], float] = time.monotonic, every: float = TELL_SECONDS
    ) -> None:
        self._keep = keep
        self._seconds = seconds
        self._every = every
        self._told = seconds()
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def count(self, kind: str, times: int = 1) -> None:
        """Count something that was done; may be called from any thread."""
        with self._lock:
            self._counts[kind] += times

    @property
    def is_due(self) -> bool:
        """Tell whether there is something to tell, and enough time has gone by since the last time."""
        return bool(self._counts) and self._seconds() - self._told >= self._every

    def tell(self) -> None:
        """Hand over what was counted since the last time, and write a line of it to the log."""
        with self._lock:
            counts, self._counts, self._told = self._counts, Counter(), self._seconds()
        if not counts:
            return
        _log.warning("strangers: %s", ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())))
        try:
            self._keep(dict(counts))
        except TipdeskError as error:
            _log.warning("strangers are not kept: %s", error.code)
            with self._lock:
                self._counts.update(counts)
