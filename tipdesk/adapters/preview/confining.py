"""What the preview child gives up before it is sent the first byte: memory, time, files, the network, processes.

Each system has its own means, and each is tried: `confine` tells whether all took hold. On Linux: limits of address
space, processor time, written bytes and open files, and a list of the few system calls that drawing needs (seccomp), so
that code that a file has brought in can open nothing, send nothing and start nothing. On Windows: a job object with a
limit of memory, of time and of one process. Everywhere an audit hook refuses what Python itself would open.
"""

from __future__ import annotations

import ctypes
import platform
import sys
from typing import Final, NoReturn

MOST_MEMORY: Final = 768 * 1024 * 1024
MOST_SECONDS: Final = 120
"""Of the processor, for all pages of one file together; the asking side waits for each far less long."""
_CLOSED: Final = (
    "socket.",
    "subprocess.",
    "os.",
    "open",
    "shutil.",
    "ctypes.dlopen",
    "ctypes.dlsym",
    "winreg.",
    "urllib.",
)


def confine() -> bool:
    """Give it all up; tell whether this system took every limit. What is needed later must be imported before."""
    is_confined = _confine_here()
    sys.addaudithook(_refuse)
    return is_confined


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_CLOSED):
        _say_no(event)


def _say_no(event: str) -> NoReturn:
    raise PermissionError(event)


if sys.platform == "win32":
    _LIMITS: Final = 0x8 | 0x4 | 0x100 | 0x2000
    """Of a job: active processes, time of it all, memory of a process, end with the job."""
    _EXTENDED_LIMITS, _UI_LIMITS, _ALL_UI = 9, 4, 0xFF
    _PER_SECOND = 10_000_000

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("per_process_time", ctypes.c_int64),
            ("per_job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("least_set", ctypes.c_size_t),
            ("most_set", ctypes.c_size_t),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        )

    def _confine_here() -> bool:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        limits = _Extended(process_memory=MOST_MEMORY)
        limits.basic.flags, limits.basic.processes = _LIMITS, 1
        limits.basic.per_job_time = MOST_SECONDS * _PER_SECOND
        screen = ctypes.c_uint32(_ALL_UI)
        told = (
            kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)),
            kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())),
        )
        kernel.SetInformationJobObject(job, _UI_LIMITS, ctypes.byref(screen), ctypes.sizeof(screen))
        return all(told)

else:
    _NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
    _LOAD, _EQUAL, _ANSWER = 0x20, 0x15, 0x06
    _ALLOW, _DENY = 0x7FFF0000, 0x00050001
    """Let the call through, or answer that it is not permitted."""
    _NUMBER_AT, _MACHINE_AT = 0, 4
    _MEMORY_ON_ARM: Final = (214, 215, 216, 222, 226, 233, 278, 293)
    _CALLS: Final = {
        "x86_64": (
            0xC000003E,
            (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 28, 39, 60, 131, 186, 202, 219, 228, 231, 234, 318, 334),
        ),
        "aarch64": (
            0xC00000B7,
            (57, 62, 63, 64, 80, 93, 94, 98, 113, 124, 128, 131, 132, 134, 135, 139, 172, 178, *_MEMORY_ON_ARM),
        ),
    }
    """By machine, its name for the kernel and the calls that stay open.

    They are: to read and write what is open already, to close it and move in it, to have and give back memory, to wait,
    to know the time, to be signalled and to end.
    """

    class _Step(ctypes.Structure):
        _fields_ = (
            ("code", ctypes.c_uint16),
            ("so", ctypes.c_uint8),
            ("not_so", ctypes.c_uint8),
            ("k", ctypes.c_uint32),
        )

    class _Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))

    def _confine_here() -> bool:
        import resource

        limits = (
            (resource.RLIMIT_AS, MOST_MEMORY),
            (resource.RLIMIT_CPU, MOST_SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, 0),
        )
        calls = ctypes.CDLL(None, use_errno=True)
        program = _program()
        for limit, most in limits:
            resource.setrlimit(limit, (most, most))
        if program is None or calls.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return bool(calls.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)

    def _program() -> _Program | None:
        """Return the list as the kernel reads it, None for a machine whose calls are not listed."""
        if platform.machine() not in _CALLS:
            return None
        machine, open_calls = _CALLS[platform.machine()]
        last = len(open_calls)
        steps = [
            _Step(_LOAD, 0, 0, _MACHINE_AT),
            _Step(_EQUAL, 0, last + 1, machine),
            _Step(_LOAD, 0, 0, _NUMBER_AT),
            *(_Step(_EQUAL, last - at, 0, number) for at, number in enumerate(open_calls)),
            _Step(_ANSWER, 0, 0, _DENY),
            _Step(_ANSWER, 0, 0, _ALLOW),
        ]
        return _Program(len(steps), (_Step * len(steps))(*steps))
