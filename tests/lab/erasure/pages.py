"""Every page of a closed store in the clear, free pages too: what a holder of the key could dig out.

Promises bytes, not rows: AES-256-CBC is undone on each page of the file, so that what a query would never show is
looked at as well.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE, SALT, RESERVED, IV = 4096, 16, 48, 16
"""SQLCipher 4: 4 KiB pages, each ending in its IV and an HMAC-SHA-256; the first begins with the salt."""


def decrypted_pages(store: Path, key: bytes) -> Iterator[bytes]:
    """Yield each page of a closed store in the clear. The raw key is the AES key, as `PRAGMA key = "x'…'"` gives it."""
    content = store.read_bytes()
    for number in range(0, len(content), PAGE):
        page = content[number : number + PAGE]
        start = SALT if number == 0 else 0
        vector = page[PAGE - RESERVED : PAGE - RESERVED + IV]
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        yield cipher.update(page[start : PAGE - RESERVED]) + cipher.finalize()


def write_clear(store: Path, key: bytes, target: Path) -> str:
    """Write all pages in the clear to one file, to be scanned; return its SHA-256."""
    clear = b"".join(decrypted_pages(store, key))
    target.write_bytes(clear)
    return hashlib.sha256(clear).hexdigest()
