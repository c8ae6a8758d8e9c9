"""Where drafts are kept: a local table in the store, in no log and sent nowhere (`Reader.drafts`).

A draft belongs to one officer and one place in the program ("worry", "case:…"); only that officer's verbs read it, and
only their keys open it.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished piece of typing.

    `updated_at` is in milliseconds since 1970. `value` is bytes whose meaning only their writer knows.
    """

    key: str
    officer: bytes
    value: bytes
    updated_at: int


class Drafts(Protocol):
    """The table of drafts. `put` and `delete` need a unit of work; keys name their officer (`own_key`)."""

    def put(self, draft: Draft) -> None:
        """Keep a draft in place of the one under its key."""

    def get(self, key: str) -> Draft | None:
        """Return the draft under a key, None where there is none."""

    def find(self, officer: bytes | None = None) -> list[Draft]:
        """Return the drafts of one officer or of all, latest first."""

    def delete(self, key: str) -> None:
        """Drop a draft; nothing happens when there is none."""


def own_key(officer: bytes, key: str) -> str:
    """Return the key under which the table keeps an officer's draft."""
    return f"{officer.hex()}/{key}"
