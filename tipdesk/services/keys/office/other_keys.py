"""The two ends hold different keys of headquarters, since one of them was put back from a backup: how that is told.

Promises one code and one sentence for it, whichever end finds it. What bears keys that are not held is neither believed
nor lost: it comes again once both ends hold the same. Posts take newer keys by themselves; where headquarters has lost
some, only renewing them helps.
"""

from typing import Final

from tipdesk.domain.errors import Distrust
from tipdesk.domain.texts import _

OTHER_KEYS: Final = "other-keys"
WORDS: Final = _(
    "The keys of headquarters here and there are not the same: one of the two was put back from a backup, or they do "
    "not belong together. Nothing is lost, and what waits is sent again. Sync once more; if this stays, headquarters "
    "must renew its keys with two cards."
)


def other_keys() -> Distrust:
    """Return the refusal of what is sealed to keys that are not held."""
    return Distrust(OTHER_KEYS, WORDS)
