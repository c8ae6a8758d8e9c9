"""Dictionaries that can be put back as they were: the rollback of a store in memory.

Promises that values are replaced, never changed in place, so that a copy of a whole store is a few shallow copies.
"""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_ABSENT = object()


class Journal:
    """What was there before each change of the unit of work that is open."""

    def __init__(self) -> None:
        self.undo: list[tuple[dict[object, object], object, object]] = []

    def forget(self) -> None:
        """The changes stay."""
        self.undo.clear()

    def roll_back(self) -> None:
        """The changes never were."""
        for kept, key, before in reversed(self.undo):
            if before is _ABSENT:
                kept.pop(key, None)
            else:
                kept[key] = before
        self.undo.clear()


class Shelf(Generic[K, V]):
    """One dictionary of a store."""

    def __init__(self, journal: Journal, kept: dict[K, V] | None = None) -> None:
        self.kept: dict[K, V] = dict(kept or {})
        self._journal = journal

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        self._journal.undo.append((self.kept, key, self.kept.get(key, _ABSENT)))  # type: ignore[arg-type] # any dict is undone alike
        self.kept[key] = value

    def drop(self, key: K) -> None:
        """Keep it no more."""
        if key in self.kept:
            self._journal.undo.append((self.kept, key, self.kept.pop(key)))  # type: ignore[arg-type] # any dict is undone alike
