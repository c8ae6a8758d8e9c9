"""By what headquarters tells a newer fetch document of this device from an older one: a count that only grows.

It runs on with the clock where that is ahead, so that a store whose restore was taken back has a number beyond those
of its other life; a clock that was set back, or is dead, holds it up by nothing. Where headquarters refuses the number
all the same, since the clock was ahead in that other life, it leaps until it is beyond.
"""

from typing import Final

from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.sync.codec import decode_plain, encode_plain

OLD_FETCH: Final = "old-fetch"
"""The code of the refusal of a fetch document that is over."""
_SETTING: Final = "fetch-number"
_LEAP: Final = 2**42
MOST_NUMBER: Final = 2**62


def next_fetch_number(desk: Desk, reader: Reader) -> int:
    """Return a number above all that were kept."""
    return min(max(_kept(reader) + 1, desk.clock.now_ms()), MOST_NUMBER)


def keep_fetch_number(work: UnitOfWork, number: int) -> None:
    """Keep the number of a document that is about to go."""
    work.put_setting(_SETTING, encode_plain(number))


def leap_fetch_number(work: UnitOfWork) -> None:
    """Go far beyond what headquarters may have seen: a former life of this PC had a clock that was ahead."""
    keep_fetch_number(work, min(max(2 * _kept(work), _LEAP), MOST_NUMBER))


def _kept(reader: Reader) -> int:
    content = reader.get_setting(_SETTING)
    return int(decode_plain(content)) if content else 0
