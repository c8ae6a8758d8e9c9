"""What a process gives up before it holds a key: open files, core dumps, crash reports, tracebacks with messages.

No file or folder of this process, or of one that it starts, can be opened by other accounts. There is no core file and
no crash report of this process, and on Linux another program of the same user gets none of its memory. Whatever ends a
thread or escapes at the end is told by `bug_lines` alone; the window has its own crash page (`ui/app`). On Windows the
fault dialogs and, for the installed program, the error reports are refused; another program of the same user may still
read the memory there.
"""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Final

from tipdesk.disk import keep_private
from tipdesk.domain.bug_lines import bug_lines

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_PR_SET_DUMPABLE: Final = 4
_NO_FAULT_DIALOGS: Final = 0x8003
"""SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX and SEM_NOOPENFILEERRORBOX together."""
_NO_HEAP: Final = 1


def harden() -> None:
    """Give all of it up for this process; called first thing in every process, and harmless when called twice."""
    keep_private()
    sys.excepthook = _tell
    sys.unraisablehook = _tell_unraisable
    threading.excepthook = _tell_thread
    if "faulthandler" in sys.modules:  # switched on from outside (PYTHONFAULTHANDLER): it writes the stack's places
        sys.modules["faulthandler"].disable()
    if sys.platform == "win32":
        _refuse_reports()
    else:
        _refuse_dumps()


def _tell(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if sys.stderr is not None:
        sys.stderr.write(bug_lines(error) + "\n")


def _tell_unraisable(unraisable: "UnraisableHookArgs") -> None:
    if unraisable.exc_value is not None:
        _tell(unraisable.exc_type, unraisable.exc_value, None)


def _tell_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        _tell(ended.exc_type, ended.exc_value, None)


if sys.platform == "win32":

    def _refuse_reports() -> None:
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(_NO_FAULT_DIALOGS)
        kernel.WerSetFlags(_NO_HEAP)
        if getattr(sys, "frozen", False):  # else it would be python.exe, which others use too
            ctypes.windll.wer.WerAddExcludedApplication(sys.executable, False)

else:

    def _refuse_dumps() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":  # a pipe to a crash reporter heeds no limit
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
