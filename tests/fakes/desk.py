"""Desks for tests: a clock and dice that the test owns, drafts in memory, and a `FakeStore` behind them."""

from __future__ import annotations

from functools import partial

from tests.fakes.clock import MORNING, FakeClock, FakeIds
from tests.fakes.keys import FakeOfficerRing
from tests.fakes.store import FakeStore
from tipdesk.adapters.matching.nearness import LetterNearness
from tipdesk.adapters.system.codebook import load_code_book
from tipdesk.adapters.system.nicknames import load_nicknames
from tipdesk.services.desk import Actor, Desk, Place
from tipdesk.services.link_desk import Keys, LinkDesk

__all__ = ["CODES", "MORNING", "FakeClock", "FakeIds", "make_actor", "make_desk", "make_link_desk", "make_store"]

CODES = load_code_book()
NICKNAMES = load_nicknames()
OFFICER_ROLES = frozenset({"frontline", "investigator", "supervisor"})
WORDS = ("heron", "maple", "quartz", "river", "thimble", "walnut")


def make_store(number: int = 1, *, is_headquarters: bool = False) -> FakeStore:
    """Return an empty store; `number` tells its device and log from those of others."""
    place = Place(bytes([number]) * 16, bytes([100 + number]) * 16, is_headquarters)
    return FakeStore(place, FakeClock(), CODES, FakeIds(seed=number))


def make_actor(login: str = "officer1", roles: frozenset[str] = OFFICER_ROLES) -> Actor:
    """Return an officer whose id follows from the login."""
    return Actor(login.encode().ljust(16, b".")[:16], login, roles)


def make_desk(store: FakeStore, actor: Actor | None = None) -> Desk:
    """Return the desk of an officer in front of a store: one session."""
    officer = actor or make_actor()
    work, keys = partial(store.work, officer), FakeOfficerRing.of(officer.login)
    place, near, files = store.place, LetterNearness(), store.files
    return Desk(work, store.read, store.clock, store.ids, officer, place, CODES, keys, near, files, NICKNAMES, WORDS)


def make_link_desk(store: FakeStore, keys: Keys, actor: Actor | None = None) -> LinkDesk:
    """Return that desk with the keys of the installation, for what is sent or received."""
    return LinkDesk(**vars(make_desk(store, actor)), keys=keys)
