"""When the words of the shift register were compared last: an officer is asked at most once a shift.

Wall time of this PC; a clock that was set back asks once more.
"""

from tipdesk.services.desk import Desk

SHIFT_MS = 8 * 60 * 60 * 1000
_KEY = "words-compared"


def is_due(desk: Desk) -> bool:
    """Tell whether nobody has compared the words during the last eight hours; not before the first were written."""
    with desk.read() as reader:
        content = reader.get_setting(_KEY)
    return content is not None and not 0 <= desk.clock.now_ms() - int(content) < SHIFT_MS


def note_compared(desk: Desk) -> None:
    """Note that the words have been compared or written down."""
    with desk.work() as work:
        work.put_setting(_KEY, str(desk.clock.now_ms()).encode())
