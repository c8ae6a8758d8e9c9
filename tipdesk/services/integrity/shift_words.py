"""When the words of the shift register were compared last: an officer is asked at most once a shift.

Wall time of this PC; a clock that was set back asks once more.
"""

from tipdesk.services.desk import Desk
from tipdesk.services.remembered.here import WORDS_COMPARED

SHIFT_MS = 8 * 60 * 60 * 1000


def is_due(desk: Desk) -> bool:
    """Tell whether nobody has compared the words during the last eight hours; not before the first were written."""
    with desk.read() as reader:
        compared = WORDS_COMPARED.get(reader)
    return compared is not None and not 0 <= desk.clock.now_ms() - compared < SHIFT_MS


def note_compared(desk: Desk) -> None:
    """Note that the words have been compared or written down."""
    with desk.work() as work:
        WORDS_COMPARED.keep(work, desk.clock.now_ms())
