"""Whether the operating system encrypts the disk on which a home lies, as far as the system says so.

An officer is shown a sign wherever the answer is not a plain yes.
"""

from enum import Enum


class DiskState(Enum):
    """How the disk is; `UNKNOWN` where the system does not say, or is encrypting or decrypting it just now."""

    ENCRYPTED = "encrypted"
    PLAIN = "plain"
    UNKNOWN = "unknown"
