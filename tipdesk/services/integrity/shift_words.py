"""When the words of the shift register were last compared, so that an officer is asked at most once a shift.

It goes by the wall clock of this PC; where that was set back, the officer is asked once more.
"""

from tipdesk.services.desk import Desk
from tipdesk.services.remembered.here import WORDS_COMPARED

SHIFT_MS = 8 * 60 * 60 * 1000


def is_due(desk: Desk) -> bool:
    """Tell whether nobody has compared the words in the last eight hours.

    It is false before the first words were written down.
    """
    with desk.read() as reader:
        compared = WORDS_COMPARED.get(reader)
    return compared is not None and not 0 <= desk.clock.now_ms() - compared < SHIFT_MS


def note_compared(desk: Desk) -> None:
    """Note that the words have been compared or written down."""
    with desk.work() as work:
        WORDS_COMPARED.keep(work, desk.clock.now_ms())
