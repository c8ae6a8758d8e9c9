"""What a deed costs the store and the one door: its statements, and how often it was decided about somebody's right."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from tipdesk.services.eyes import Eyes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from tipdesk.adapters.store.store import Store

_DECIDES = Eyes.__dict__["is_excluded"].func.__code__
"""Every decision asks this first, and once."""


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Give the statements that a store runs meanwhile, the BEGIN and COMMIT of its transactions among them."""
    told: list[str] = []
    links: list[Any] = []

    def hear(link: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401 - a connection of the driver
        links.append(link)
        link.set_trace_callback(lambda sql: told.append(sql) if not sql.startswith("--") else None)

    engines = (store._write_engine, store._read_engine)
    for engine in engines:
        event.listen(engine, "checkout", hear)
    yield told
    for engine in engines:
        event.remove(engine, "checkout", hear)
    for link in links:
        link.set_trace_callback(None)


def decisions(deed: Callable[[], object]) -> int:
    """Return how often it is decided about the right to a case while something is done."""
    found = 0

    def hear(frame: FrameType, kind: str, _argument: object) -> None:
        nonlocal found
        found += kind == "call" and frame.f_code is _DECIDES

    sys.setprofile(hear)
    try:
        deed()
    finally:
        sys.setprofile(None)
    return found
