"""How much memory a process holds, as the kernel tells it: unlike its own count this begins anew with each program."""

from __future__ import annotations

from pathlib import Path


def memory_mib(name: str, process: int | str = "self") -> float:
    """Return a line of a process's status in MiB: `VmRSS` as it stands, `VmHWM` at its highest."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
