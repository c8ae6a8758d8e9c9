"""Where drafts are kept: a local table without log, sent nowhere, part of the store (`Reader.drafts`).

A draft belongs to one officer and one place in the program ("worry", "case:…"); only that officer's verbs read it,
and only their keys open it.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished piece of typing. `updated_at`: ms since 1970; `value`: bytes whose meaning is its writer's."""

    key: str
    officer: bytes
    value: bytes
    updated_at: int


class Drafts(Protocol):
    """The draft table. `put` and `delete` need a unit of work. Keys name their officer (`own_key`)."""

    def put(self, draft: Draft) -> None:
        """Keep a draft in place of the one under its key."""

    def get(self, key: str) -> Draft | None:
        """Return a draft, None when there is none."""

    def find(self, officer: bytes | None = None) -> list[Draft]:
        """Return the drafts of one officer or of all, latest first."""

    def delete(self, key: str) -> None:
        """Drop a draft; nothing happens when there is none."""


def own_key(officer: bytes, key: str) -> str:
    """Return the key in the table of an officer's draft."""
    return f"{officer.hex()}/{key}"
