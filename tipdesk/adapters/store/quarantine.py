"""The quarantine keeps what was refused, with its verdict, until somebody has looked at it.

A thing is kept whole, or its beginning alone where `of` tells the digest and size of the whole.
"""

import hashlib

from tipdesk.adapters.store.link import Link
from tipdesk.services.ledger import Quarantined, QuarantineShare

_KEPT = (
    "SELECT no, file, verdict, reason, device, received_at, coalesce(size, length(content)), "
    "coalesce(size = length(content), TRUE), digest"
)
_SHARES = "SELECT device, size IS NULL, count(*), sum(length(content)) FROM quarantine GROUP BY device, size IS NULL"


class StoreQuarantine:
    """The quarantine, as one unit of work sees it."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def keep(
        self,
        content: bytes,
        file: str,
        verdict: str,
        reason: str,
        device: bytes | None,
        received_at: int,
        *,
        of: tuple[bytes, int] | None = None,
    ) -> int:
        """Keep a refused thing and return its number; the same thing, known by its SHA-256, is kept once.

        `received_at` is in milliseconds since 1970. `of` gives the SHA-256 and the size in bytes of the whole thing
        where `content` is only its beginning.
        """
        digest, size = of or (hashlib.sha256(content).digest(), None)
        self._link.run(
            "INSERT INTO quarantine (digest, file, verdict, reason, device, received_at, content, size) "
            "VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (digest) DO NOTHING",
            (digest, file, verdict, reason, device, received_at, content, size),
        )
        return int(self._link.value("SELECT no FROM quarantine WHERE digest = ?", (digest,)))

    def find_all(self) -> list[Quarantined]:
        """Return everything that is kept, latest first."""
        rows = self._link.rows(f"{_KEPT} FROM quarantine ORDER BY no DESC")
        return [
            Quarantined(number, file, verdict, reason, device, received_at, size, bool(is_whole), digest)
            for number, file, verdict, reason, device, received_at, size, is_whole, digest in rows
        ]

    def find_shares(self) -> list[QuarantineShare]:
        """Return how many things and how many bytes are kept of each device, whole ones apart from beginnings."""
        return [
            QuarantineShare(device, bool(is_evidence), count, size)
            for device, is_evidence, count, size in self._link.rows(_SHARES)
        ]

    def get_content(self, number: int) -> bytes | None:
        """Return the bytes of a refused thing as far as they are kept, or None where there is none of this number."""
        found: bytes | None = self._link.value("SELECT content FROM quarantine WHERE no = ?", (number,))
        return found

    def discard(self, number: int) -> None:
        """Delete the refused thing of this number from the quarantine."""
        self._link.run("DELETE FROM quarantine WHERE no = ?", (number,))
