"""Flips one bit of one byte of a file of a real home, opens the home as an officer does, and tells what noticed it.

Two states of a home are tried: closed cleanly, and as after a crash, where the note of the closing is gone and every
byte of the store must be caught by the cipher, the database, the chain, the sum of the rows or a head. The key slots
are tried with the passphrase's work left out: their checksum comes before it.
"""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from tipdesk.adapters.keys.ring import KeyRing
from tipdesk.adapters.keys.signing import DeviceKeys
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.store.engine import set_pragmas
from tipdesk.adapters.store.peek import peek
from tipdesk.adapters.store.store import Store
from tipdesk.adapters.system.clock import SystemClock
from tipdesk.domain.errors import Distrust, TipdeskError
from tipdesk.homes.sessions import surroundings
from tipdesk.services.remembered.here import DEVICE_KEYS

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.lab.homes import Home

CLOSED_FILES = ("store.db", "closed", "head", "receipt", "slots")
CRASHED_FILES = ("store.db", "head", "receipt", "slots")


@dataclass
class Flips:
    """One home to flip in. `problems`: flips that opened without a word; `noticed`: by file and state."""

    home: Home
    folder: Path
    noticed: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    flips: int = 0

    def __post_init__(self) -> None:
        self._closed, self._crashed = self.folder / "closed", self.folder / "crashed"
        for state in (self._closed, self._crashed):
            shutil.copytree(self.home.folder, state)
        (self._crashed / "closed").unlink()
        self._whole = {state: _files(state) for state in (self._closed, self._crashed)}

    def flip_some(self, dice: random.Random, count: int) -> None:
        """Flip so many bytes, of a file and state drawn anew each time; small files are drawn as often as the store."""
        for _time in range(count):
            is_closed = dice.random() < 0.5
            name = dice.choice(CLOSED_FILES if is_closed else CRASHED_FILES)
            self.flip(name, dice.randrange(self.size(name)), 1 << dice.randrange(8), is_closed=is_closed)

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        return len(self._whole[self._closed][name])

    def flip(self, name: str, place: int, bit: int, *, is_closed: bool) -> None:
        """Flip one bit, open, and put the byte back."""
        state = self._closed if is_closed else self._crashed
        whole = self._whole[state]
        content = bytearray(whole[name])
        content[place] ^= bit
        (state / name).write_bytes(bytes(content))
        code = _opened(state, self.home.store_key)
        self.flips += 1
        where = f"{name}, {'closed' if is_closed else 'crashed'}"
        self.noticed[f"{where}: {code or 'not noticed'}"] += 1
        if not code:
            self.problems.append(f"{where}: byte {place}, bit {bit}")
        _put_back(state, whole)

    def flip_store(self, place: int, bit: int) -> None:
        """Flip one bit of the crashed store and ask the cipher alone; what it does not notice goes the long way."""
        path = self._crashed / "store.db"
        whole = self._whole[self._crashed]["store.db"]
        with path.open("r+b", buffering=0) as file:
            file.seek(place)
            file.write(bytes([whole[place] ^ bit]))
            is_noticed = _cipher_notices(path, self.home.store_key)
            file.seek(place)
            file.write(whole[place : place + 1])
        if not is_noticed:
            self.flip("store.db", place, bit, is_closed=False)
            return
        self.flips += 1
        self.noticed["store.db, by the cipher alone"] += 1


def _cipher_notices(path: Path, key: bytes) -> bool:
    with closing(dbapi2.connect(path.as_uri() + "?mode=ro", uri=True, isolation_level=None)) as link:
        try:
            set_pragmas(link, key, read_only=True)
            return bool(link.execute("PRAGMA cipher_integrity_check").fetchall())
        except dbapi2.Error:
            return True


def _opened(home: Path, key: bytes) -> str:
    """Open a home; return the code of the refusal, "" where there was none."""
    try:
        read_slots(home / "slots")
        keys = KeyRing(DeviceKeys.from_bytes(peek(home, key, DEVICE_KEYS.name)))
        Store.open(home, key, surroundings(keys, SystemClock())).close()
    except Distrust as refusal:
        return refusal.code
    except TipdeskError as other:
        return "" if other.exit_status == 0 else other.code
    return ""


def _files(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}


def _put_back(home: Path, whole: dict[str, bytes]) -> None:
    """Leave a home as it was: what the opening wrote, set aside or noted goes."""
    for path in home.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in whole:
            path.unlink()
    for name, content in whole.items():
        if not (home / name).exists() or (home / name).read_bytes() != content:
            (home / name).write_bytes(content)
