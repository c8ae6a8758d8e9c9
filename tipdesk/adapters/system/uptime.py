"""How long this PC has been up: the one clock that nobody can set, for waits that must not be shortened.

It counts on while the PC sleeps, as far as the system has such a clock, and begins again when the PC starts. Linux
also marks each start; elsewhere the mark is empty, and callers must tell a new start by an uptime that went back.
"""

import sys
import time
from pathlib import Path
from typing import Final

_MS: Final = 1_000_000
_BOOT_MARK: Final = Path("/proc/sys/kernel/random/boot_id")


def read_uptime() -> tuple[int, bytes]:
    """Return the uptime in milliseconds, and the mark of this start of the PC, which is b"" where there is none."""
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // _MS, _read_mark()
    return time.monotonic_ns() // _MS, b""


def _read_mark() -> bytes:
    try:
        return _BOOT_MARK.read_bytes().strip()
    except OSError:
        return b""
