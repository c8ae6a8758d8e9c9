"""The draft table in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipdesk.services.draft_table import Draft


class FakeDrafts:
    """Keeps drafts in the dictionary of its store."""

    def __init__(self, kept: dict[str, Draft]) -> None:
        self._kept = kept

    def put(self, draft: Draft) -> None:
        self._kept[draft.key] = draft

    def get(self, key: str) -> Draft | None:
        return self._kept.get(key)

    def find(self, officer: bytes | None = None) -> list[Draft]:
        drafts = [draft for draft in self._kept.values() if officer in (None, draft.officer)]
        return sorted(drafts, key=lambda draft: (-draft.updated_at, draft.key))

    def delete(self, key: str) -> None:
        self._kept.pop(key, None)
