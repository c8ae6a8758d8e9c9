"""Officers in a slots file for tests: what the deeds of the product do in two steps, in one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tipdesk.adapters.keys.officer_slot import slot_id_of
from tipdesk.adapters.keys.one_time_code import make_code
from tipdesk.adapters.keys.slot_deeds import keep_slot, make_code_slot, new_officer, prepare_slot
from tipdesk.adapters.keys.slots_file import SlotsFile, read_slots
from tipdesk.adapters.keys.stretching import FLOOR, Cost
from tipdesk.adapters.keys.vault import Opened, create_slots
from tipdesk.domain.errors import TipdeskError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PREFIX = 40
"""Bytes of a slots file before its body: what kind of file it is, and the checksum."""
ANN, BEN = "correct horse battery staple lamp river", "heron mango ferry chalk window seven"


def forge(path: Path, body: bytes) -> None:
    """Write a body with a right checksum, as somebody would who knows the format and not the store key."""
    path.write_bytes(path.read_bytes()[:8] + hashlib.sha256(body).digest() + body)


def add_slot(path: Path, opened: Opened, login: str, passphrase: str, *, cost: Cost) -> Opened:
    """Add an officer's slot while `opened` authorises; return what it opens to."""
    added = new_officer(opened, login)
    keep_slot(path, opened, prepare_slot(path, opened, added, passphrase, is_new=True, cost=cost))
    return added


@dataclass(frozen=True)
class Home:
    """A slots file of two officers, the second of whom has a one-time code."""

    path: Path
    ann: Opened
    ben: Opened
    code: str

    @property
    def file(self) -> SlotsFile:
        """The file as it stands."""
        return read_slots(self.path)

    def slot_id(self, login: str) -> bytes:
        """Return the id of an officer's slot."""
        return slot_id_of(self.file.salt, login)


def make_home(path: Path) -> Home:
    """Make a home of Ann and Ben."""
    ann = create_slots(path, "ann", ANN, cost=FLOOR)
    ben = add_slot(path, ann, "ben", BEN, cost=FLOOR)
    code = make_code()
    make_code_slot(path, ben, code)
    return Home(path, ann, ben, code)


def refusal(deed: Callable[[], object]) -> str:
    """Return the code of the refusal that a deed meets."""
    with pytest.raises(TipdeskError) as caught:
        deed()
    return caught.value.code
