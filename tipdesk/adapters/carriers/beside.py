"""Work on a wire that whoever waits for it may leave at any moment.

A name that is looked up, a connection that is not answered and a headquarters that thinks for minutes cannot be
interrupted, but locking must not wait for them. So such work runs on a thread of its own. A stop is heard within a
quarter of a second; work that is left behind touches nothing but its own socket and never outlives the process.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from tipdesk.adapters.carriers.files import stopped
from tipdesk.services.sync.carrier import Cancelled

T = TypeVar("T")
LISTEN_SECONDS: Final = 0.25
THREAD: Final = "wire"
"""The name of every thread on which such work runs."""


def beside(work: Callable[[], T], cancelled: Cancelled, close: Callable[[], object]) -> T:
    """Return what `work` returns, or raise what it raises; raise UserError `stopped` as soon as nobody waits for it.

    `close` lets go of the wire; it is called when work that was left behind has ended.
    """
    if cancelled():
        raise stopped()
    outcome: Future[T] = Future()
    is_left = threading.Event()
    threading.Thread(target=_run, args=(work, outcome, is_left, close), name=THREAD, daemon=True).start()
    while not cancelled():
        try:
            return outcome.result(LISTEN_SECONDS)
        except TimeoutError:
            if outcome.done():
                raise
    is_left.set()
    if outcome.done():  # it may have looked for that before it was said
        close()
    raise stopped()


def _run(work: Callable[[], T], outcome: Future[T], is_left: threading.Event, close: Callable[[], object]) -> None:
    with _Carried(outcome):
        outcome.set_result(work())
    if is_left.is_set():
        close()


class _Carried:
    """Carries an error from the thread where it happened to the one who waits, so that it is raised there."""

    def __init__(self, outcome: Future[T]) -> None:
        self._fail = outcome.set_exception

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> bool:
        if error is not None:
            self._fail(error)
        return True
