"""The drafts: what an officer has typed and not yet finished, kept on this PC alone, in no log and in no bundle."""

from tipdesk.adapters.store.link import Link
from tipdesk.services.draft_table import Draft


class StoreDrafts:
    """The drafts, as one unit of work or one reader sees them."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def put(self, draft: Draft) -> None:
        """Keep a draft in place of the one under its key."""
        self._link.run(
            "INSERT INTO drafts (key, officer, value, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE "
            "SET officer = excluded.officer, value = excluded.value, updated_at = excluded.updated_at",
            (draft.key, draft.officer, draft.value, draft.updated_at),
        )

    def get(self, key: str) -> Draft | None:
        """Return the draft under a key, or None when there is none."""
        found = self._link.row("SELECT key, officer, value, updated_at FROM drafts WHERE key = ?", (key,))
        return None if found is None else Draft(*found)

    def find(self, officer: bytes | None = None) -> list[Draft]:
        """Return the drafts of one officer or of all, latest first."""
        rows = self._link.rows("SELECT key, officer, value, updated_at FROM drafts ORDER BY updated_at DESC, key")
        return [Draft(*row) for row in rows if officer in (None, row[1])]

    def delete(self, key: str) -> None:
        """Delete the draft under a key, where there is one."""
        self._link.run("DELETE FROM drafts WHERE key = ?", (key,))
