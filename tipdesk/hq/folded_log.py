"""What the server's libraries and this floor log, folded: a line the first time, then how often it came again.

A stranger cannot fill a disk with lines: the same line is written once a minute at most, and no more than `MOST_LINES`
different ones. And no line holds an address, a message of an error or a traceback, but its type and place alone.
"""

import logging
import threading
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

FOLDED_SECONDS: Final = 60.0
MOST_LINES: Final = 20
LOGGERS: Final = ("asyncio", "uvicorn.error", "tipdesk.hq")
_OTHERS: Final = "other lines"
_WIDTH: Final = 120


def raised_at(error: BaseException) -> str:
    """Return the type of an error and the place where it was raised, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


class FoldedLog(logging.Filter):
    """A filter that lets the first of equal lines through, and counts the others until `fold` writes the counts."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._again: Counter[tuple[str, int, str]] = Counter()
        self._seen: set[tuple[str, int, str]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten a record to its line, and tell whether it is to be written now."""
        if record.levelno < logging.WARNING or getattr(record, "is_fold", False):
            return True
        line = _line_of(record)
        record.msg, record.args, record.exc_info, record.exc_text, record.stack_info = line, None, None, None, None
        with self._lock:
            key = (record.name, record.levelno, line)
            if key not in self._seen and len(self._seen) >= MOST_LINES:
                key = (record.name, record.levelno, _OTHERS)
            elif key not in self._seen:
                self._seen.add(key)
                return True
            self._again[key] += 1
            return False

    def fold(self) -> None:
        """Write how often each line came again since the last time, and begin anew."""
        with self._lock:
            again, self._again = self._again, Counter()
            self._seen.clear()
        for (name, level, line), count in again.items():
            logging.getLogger(name).log(level, "%s (%s more)", line, count, extra={"is_fold": True})


@contextmanager
def folding(log: FoldedLog, names: Sequence[str] = LOGGERS) -> Iterator[None]:
    """Fold what these loggers write while the block lasts, and write the last counts at its end."""
    loggers = [logging.getLogger(name) for name in names]
    for logger in loggers:
        logger.addFilter(log)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(log)
        log.fold()


def _line_of(record: logging.LogRecord) -> str:
    """Return one line for a record: an error's type and place, or else the first line of what is said."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        return raised_at(error)
    return record.getMessage().partition("\n")[0][:_WIDTH]
