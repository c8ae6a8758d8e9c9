"""The pages of a SQLCipher file and of its journal as they lie, decrypted: also those that no table holds any more.

Promises every byte that the key opens, freed pages and overwritten cells included. It follows SQLCipher 4: pages
of 4096 bytes, AES-256 in CBC mode, the last 80 bytes of each being initialisation vector and authentication code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE, RESERVED, VECTOR, SALT = 4096, 80, 16, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def decrypted(store: Path, key: bytes) -> bytes:
    """Return all pages of a store and of the journal beside it, one after the other."""
    return b"".join(_opened(page, number, key) for number, page in _pages(store))


def _pages(store: Path) -> Iterator[tuple[int, bytes]]:
    content = store.read_bytes()
    for number, start in enumerate(range(0, len(content), PAGE), 1):
        yield number, content[start : start + PAGE]
    journal = store.with_name(store.name + "-wal")
    frames = journal.read_bytes()[WAL_HEADER:] if journal.exists() else b""
    for start in range(0, len(frames), FRAME_HEADER + PAGE):
        frame = frames[start : start + FRAME_HEADER + PAGE]
        yield int.from_bytes(frame[:4], "big"), frame[FRAME_HEADER:]


def _opened(page: bytes, number: int, key: bytes) -> bytes:
    if len(page) != PAGE:
        return b""
    begin = SALT if number == 1 else 0
    vector = page[PAGE - RESERVED : PAGE - RESERVED + VECTOR]
    reading = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return reading.update(page[begin : PAGE - RESERVED]) + reading.finalize()
