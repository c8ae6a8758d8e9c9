"""Whether the disk under a home is encrypted by the system, as far as the system says."""

from enum import Enum


class DiskState(Enum):
    """`UNKNOWN`: the system does not say, or is at it just now."""

    ENCRYPTED = "encrypted"
    PLAIN = "plain"
    UNKNOWN = "unknown"
