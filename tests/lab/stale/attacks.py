"""Twelve ways to put back what the post was before, each beside at least one head that survives outside the store.

`EVERYTHING` is the one that nothing at the post can notice: all files together, and nothing written in the shift
register. Only headquarters knows, at the next contact.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.lab.stale.states import WAL, States

PAGE = 4096
Attack = Callable[[States, Path, random.Random], None]
"""Puts into an empty folder what the attacker leaves behind."""


def _from(state: Path, home: Path) -> None:
    shutil.copytree(state, home, dirs_exist_ok=True)


def _put_back(states: States, home: Path, *names: str) -> None:
    for name in names:
        shutil.copyfile(states.old / name, home / name)


def page(states: States, home: Path, dice: random.Random) -> None:
    """One page of the closed store as it was."""
    _from(states.new, home)
    old, new = ((state / "store.db").read_bytes() for state in (states.old, states.new))
    changed = [
        place
        for place in range(0, min(len(old), len(new)), PAGE)
        if old[place : place + PAGE] != new[place : place + PAGE]
    ]
    place = dice.choice(changed)
    (home / "store.db").write_bytes(new[:place] + old[place : place + PAGE] + new[place + PAGE :])


def pages_after_crash(states: States, home: Path, _dice: random.Random) -> None:
    """Every page that the earlier state had, in a store that looks crashed: the note of its closing is gone."""
    _from(states.new, home)
    old, new = ((state / "store.db").read_bytes() for state in (states.old, states.new))
    (home / "store.db").write_bytes(old + new[len(old) :])
    (home / "closed").unlink()


def store(states: States, home: Path, _dice: random.Random) -> None:
    """The whole store file."""
    _from(states.new, home)
    _put_back(states, home, "store.db")


def store_and_note(states: States, home: Path, _dice: random.Random) -> None:
    """The store with the note of its own clean close."""
    _from(states.new, home)
    _put_back(states, home, "store.db", "closed")


def wal_deleted(states: States, home: Path, _dice: random.Random) -> None:
    """A crashed store without its WAL."""
    _from(states.crashed, home)
    (home / WAL).unlink()


def wal_old(states: States, home: Path, _dice: random.Random) -> None:
    """A crashed store with the WAL of some saves before."""
    _from(states.crashed, home)
    shutil.copyfile(states.early_wal, home / WAL)


def wal_bit(states: States, home: Path, dice: random.Random) -> None:
    """One flipped bit in the WAL of a crashed store: it and everything after it is dropped without a word."""
    _from(states.crashed, home)
    content = bytearray((home / WAL).read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    (home / WAL).write_bytes(bytes(content))


def slots(states: States, home: Path, dice: random.Random) -> None:
    """Key slots that were replaced, in a closed or a crashed home."""
    _from(dice.choice([states.new, states.crashed]), home)
    _put_back(states, home, "slots")


def head(states: States, home: Path, _dice: random.Random) -> None:
    """The head of before beside a store that was closed cleanly."""
    _from(states.new, home)
    _put_back(states, home, "head")


def store_and_head(states: States, home: Path, dice: random.Random) -> None:
    """Store and head together, with or without the note; headquarters' receipt survives."""
    _from(states.new, home)
    _put_back(states, home, "store.db", "head", "closed")
    if dice.random() < 0.5:
        (home / "closed").unlink()


def receipt(states: States, home: Path, dice: random.Random) -> None:
    """The receipt of before, in a closed or a crashed home."""
    _from(dice.choice([states.new, states.crashed]), home)
    _put_back(states, home, "receipt")


def everything(states: States, home: Path, _dice: random.Random) -> None:
    """A whole backup of the home in its place."""
    _from(states.old, home)


ATTACKS: dict[str, Attack] = {
    "a page": page,
    "pages, note removed": pages_after_crash,
    "the store": store,
    "store and note": store_and_note,
    "WAL deleted": wal_deleted,
    "WAL of before": wal_old,
    "WAL bit flipped": wal_bit,
    "slots": slots,
    "head": head,
    "store and head": store_and_head,
    "receipt": receipt,
    "all files, words kept": everything,
}
WITH_WORDS = frozenset({"all files, words kept"})
"""Where only the shift register survives, an officer compares it."""
EVERYTHING = everything
