"""Two states of one real post, an earlier and a later one, as files: what stale-state attacks are made of.

Between them lie saves, another set of key slots, and a receipt of headquarters. The later state exists twice: closed
cleanly, and as a crash leaves it, with saves in the WAL alone.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.lab.kill.child import document
from tipdesk.adapters.keys.vault import seal_to_recovery
from tipdesk.homes.integrity import register_words
from tipdesk.services.case.new_case import new_case
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.headquarters.intake.receive_stick import receive_stick
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tests.lab.homes import Country
    from tipdesk.homes.sessions import Session

MOST_SAVES = 4
WAL = "store.db-wal"


@dataclass(frozen=True)
class States:
    """Folders that hold the files of the post. `words`: what stands in the shift register of the later state."""

    country: Country
    old: Path
    new: Path
    crashed: Path
    early_wal: Path
    words: str


def make_states(country: Country, folder: Path, dice: random.Random) -> States:
    """Let the post and headquarters work, and copy the post's files at two moments."""
    old, new, crashed, early = (folder / name for name in ("old", "new", "crashed", "early-wal"))
    post = country.post.open()
    _save(post, dice)
    _sync(country, post)
    post.close()
    shutil.copytree(country.post.folder, old)
    post = country.post.open()
    _replace_slots(post)
    _save(post, dice)
    _sync(country, post)
    _save(post, dice)
    shutil.copyfile(country.post.folder / WAL, early)
    _save(post, dice)
    words = " ".join(register_words(post.desk).words)
    shutil.copytree(country.post.folder, crashed, ignore=shutil.ignore_patterns("*-shm"))
    post.close()
    shutil.copytree(country.post.folder, new)
    return States(country, old, new, crashed, early, words)


def _replace_slots(post: Session) -> None:
    """Write other key slots, as a changed passphrase or another officer does."""
    with post.desk.read() as reader:
        recovery = get_keyset(reader).recovery
    seal_to_recovery(post.paths.slots, post.opened.store_key, [recovery])


def _save(post: Session, dice: random.Random) -> None:
    for _time in range(dice.randint(1, MOST_SAVES)):
        new_case(post.desk, document(dice.randrange(10**6)))


def _sync(country: Country, post: Session) -> None:
    """Carry the stick to headquarters and back, so that a receipt lies beside the store."""
    for _visit in range(2):
        with post.carrier(stick=country.stick) as carrier:
            sync_now(post.desk, carrier, no_step, never)
        office = country.headquarters.open()
        receive_stick(office.desk, office.stick(country.stick))
        office.close()
    with post.carrier(stick=country.stick) as carrier:
        sync_now(post.desk, carrier, no_step, never)
