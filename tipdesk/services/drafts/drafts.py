"""Where drafts are kept: a local table without log, sent nowhere, implemented by the store.

A draft belongs to one officer and one place in the program ("worry", "case:…:person:…"); only that officer reads it.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Draft:
    """One unfinished piece of typing. `updated_at`: ms since 1970."""

    key: str
    value: bytes
    updated_at: int


class Drafts(Protocol):
    """The draft table. Each call is a small transaction of its own. Keys name their officer (see `own_key`)."""

    def put(self, key: str, officer: bytes, value: bytes, updated_at: int) -> None:
        """Keep a draft in place of the one under the same key."""

    def get(self, key: str) -> Draft | None:
        """Return a draft, None when there is none."""

    def find(self, officer: bytes) -> list[Draft]:
        """Return the drafts of an officer, latest first."""

    def delete(self, key: str) -> None:
        """Drop a draft; nothing happens when there is none."""


def own_key(officer: bytes, key: str) -> str:
    """Return the key in the table of an officer's draft."""
    return f"{officer.hex()}/{key}"
