"""Refused bundles, kept whole with their verdict until somebody has looked at them."""

import hashlib

from tipdesk.adapters.store.link import Link
from tipdesk.services.ledger import Quarantined


class StoreQuarantine:
    """The quarantine inside one unit of work."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def keep(self, content: bytes, file: str, verdict: str, reason: str, device: bytes | None, received_at: int) -> int:
        """Keep a refused bundle and return its number; the same bytes are kept once."""
        digest = hashlib.sha256(content).digest()
        self._link.run(
            "INSERT INTO quarantine (digest, file, verdict, reason, device, received_at, content) "
            "VALUES (?,?,?,?,?,?,?) ON CONFLICT (digest) DO NOTHING",
            (digest, file, verdict, reason, device, received_at, content),
        )
        return int(self._link.value("SELECT no FROM quarantine WHERE digest = ?", (digest,)))

    def find_all(self) -> list[Quarantined]:
        """Return what is kept, latest first."""
        rows = self._link.rows(
            "SELECT no, file, verdict, reason, device, received_at, length(content) FROM quarantine ORDER BY no DESC"
        )
        return [Quarantined(*row) for row in rows]

    def get_content(self, number: int) -> bytes | None:
        """Return the bytes of one, None when it is not kept."""
        found: bytes | None = self._link.value("SELECT content FROM quarantine WHERE no = ?", (number,))
        return found

    def discard(self, number: int) -> None:
        """Drop one."""
        self._link.run("DELETE FROM quarantine WHERE no = ?", (number,))
