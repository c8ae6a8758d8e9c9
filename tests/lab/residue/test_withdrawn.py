"""What was withdrawn is nowhere at headquarters, and in no page of the post's store, freed ones included."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.lab.residue.pages import decrypted
from tests.lab.residue.planting import Words
from tests.ui.linked import World, found_world
from tipdesk.homes.attending import seal_at_lock
from tipdesk.services.case.record_worry import record_worry
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.push.withdraw_entry import withdraw_worry
from tipdesk.services.sync.sync_now import sync_now

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.homes.sessions import Session


def typed(world: World, words: Words) -> bytes:
    """Save a worry full of planted words; return its case."""
    return record_worry(
        world.post.desk,
        {"own_words": words.names(40), "who_is_with_them": words.name(), "host_name": words.names(2),
         "host_phone": words.number()},
    ).case  # fmt: skip


def found(session: Session, words: set[str]) -> set[str]:
    """Return the words that stand in some page of a store, whatever the case of their letters."""
    pages = decrypted(session.paths.store, session.opened.store_key).lower()
    return {word for word in words if word.lower().encode() in pages}


def test_withdrawn_text_is_nowhere(tmp_path: Path) -> None:
    """Sealed at lock, withdrawn after unlocking, sent: 0 hits in decrypted pages of both; the control is found."""
    world = found_world(tmp_path)
    world.enrol()
    taken_back, kept = Words(random.Random(11)), Words(random.Random(12))
    case = typed(world, taken_back)
    assert len(found(world.post, taken_back.planted)) > 40
    seal_at_lock(world.post.desk)
    withdraw_worry(world.post.desk, case, "typed about the wrong person")
    typed(world, kept)
    sync_now(world.post.desk, world.wire, no_step, never)
    for session in (world.post, world.headquarters):
        session.close()
        assert found(session, taken_back.planted) == set()
        assert found(session, kept.planted) == kept.planted
