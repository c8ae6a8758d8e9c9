"""A slot in waiting: only the answer to this very request, with the new passphrase, opens the store again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.adapters.keys.officers import refusal
from tipdesk.adapters.keys.age import open_sealed, seal
from tipdesk.adapters.keys.age_recipients import parse_recipient
from tipdesk.adapters.keys.pending import Asking, begin_recovery, end_recovery
from tipdesk.adapters.keys.recovery import Recovery, make_recovery
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import Opened, create_slots, seal_to_recovery

if TYPE_CHECKING:
    from pathlib import Path

FORGOTTEN = "correct horse battery staple lamp river"
NEW = "heron mango ferry chalk window seven"


@dataclass(frozen=True)
class Home:
    """A home sealed to recovery, and who had opened it."""

    slots: Path
    pending: Path
    opened: Opened
    recovery: Recovery

    def ask(self) -> Asking:
        """Ask for a recovery under a new passphrase."""
        return begin_recovery(self.slots, self.pending, " Officer1 ", NEW, cost=FLOOR)

    def answer(self, asking: Asking, store_key: bytes | None = None) -> bytes:
        """Answer it as the custodians do."""
        opened = open_sealed(asking.sealed, self.recovery.identity)
        return seal(store_key or opened, [parse_recipient(asking.seal_to)])


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    """A home that was never enrolled."""
    slots = tmp_path / "slots"
    return Home(slots, tmp_path / "pending", create_slots(slots, "officer1", FORGOTTEN, cost=FLOOR), make_recovery())


@pytest.fixture
def home(bare: Home) -> Home:
    """A home sealed to recovery."""
    seal_to_recovery(bare.slots, bare.opened.store_key, [str(bare.recovery.identity.recipient)])
    return bare


def test_a_recovered_officer_has_the_store_key_under_new_keys(home: Home) -> None:
    """The store key is the old one, the officer's keys are new; the old slots file is as it was until it is kept."""
    before = home.slots.read_bytes()
    asking = home.ask()
    assert read_slots(home.pending).recovery == b""
    assert (asking.login, asking.sealed) == ("officer1", read_slots(home.slots).recovery)
    opened, slot = end_recovery(home.slots, home.pending, NEW, home.answer(asking))
    assert (opened.login, opened.store_key, opened.officer_keys) == ("officer1", home.opened.store_key, asking.keys)
    assert opened.officer_keys != home.opened.officer_keys
    assert slot.public == asking.keys.x25519_public
    assert home.slots.read_bytes() == before
    assert home.opened.store_key not in home.pending.read_bytes()


def test_nothing_else_opens_it(home: Home) -> None:
    """Not the old passphrase, not an answer to an earlier request, not another store's key, no answer unasked."""
    assert refusal(lambda: end_recovery(home.slots, home.pending, NEW, b"")) == "nothing-asked"
    early = home.answer(home.ask())
    asking = home.ask()
    assert refusal(lambda: end_recovery(home.slots, home.pending, NEW, early)) == "other-answer"
    good = home.answer(asking)
    assert refusal(lambda: end_recovery(home.slots, home.pending, FORGOTTEN, good)) == "wrong-passphrase"
    foreign = home.answer(asking, store_key=bytes(32))
    assert refusal(lambda: end_recovery(home.slots, home.pending, NEW, foreign)) == "other-answer"
    assert refusal(lambda: end_recovery(home.slots, home.pending, NEW, b"rubbish")) == "other-answer"
    end_recovery(home.slots, home.pending, NEW, good)


def test_slots_of_another_home_are_noticed(home: Home, tmp_path: Path) -> None:
    """An answer opens the home that asked: slots of another, put in its place, are refused."""
    good = home.answer(home.ask())
    other = tmp_path / "other"
    create_slots(other, "officer1", FORGOTTEN, cost=FLOOR)
    shutil.copyfile(other, home.slots)
    assert refusal(lambda: end_recovery(home.slots, home.pending, NEW, good)) == "other-answer"


def test_a_home_that_was_never_enrolled_cannot_ask(bare: Home) -> None:
    """No card opens it, and nothing is left waiting; nor where the new passphrase is weak."""
    assert refusal(bare.ask) == "no-recovery"
    assert not bare.pending.exists()
