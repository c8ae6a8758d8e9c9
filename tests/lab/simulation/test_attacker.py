"""Lives that somebody attacks who has kept everything, and the weaknesses that such lives must find."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.lab.counts import TEST
from tests.lab.simulation.__main__ import fails
from tests.lab.simulation.engines import PureEngine, StoreEngine
from tests.lab.simulation.test_simulation import PURE_STEPS, parts, takes_any_keyset
from tests.lab.simulation.world import run
from tipdesk.services.sync.enrolment import accept_grant
from tipdesk.sync.document import Grant, read_payload

if TYPE_CHECKING:
    from tipdesk.services.link_desk import LinkDesk

PURE_PART, STORE_PART = 30, 4
SEEDS_TO_FIND_A_WEAKNESS = 60


@pytest.mark.parametrize("seeds", parts(TEST.attacked_lives, PURE_PART), ids=str)
def test_attacked_lives_in_memory(seeds: range) -> None:
    """Nothing that is replayed, spliced or dropped is believed, and all comes together once the attacker stops."""
    failed = fails(seeds, PureEngine(), "pure", PURE_STEPS, is_attacked=True)
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("seeds", parts(TEST.attacked_store_lives, STORE_PART), ids=str)
def test_attacked_lives_on_real_stores(seeds: range) -> None:
    """So it is with real stores."""
    failed = fails(seeds, StoreEngine(), "store", is_attacked=True)
    assert not failed, "\n".join(failed)


def believes_any_receipt(content: bytes, kind: str, payload_type: Any, _keys: object, _verify: object) -> object:  # noqa: ANN401 - as of `read_signed`
    """Read a receipt whoever signed it."""
    return read_payload(content, kind, payload_type)[0]


def takes_any_grant(desk: LinkDesk, document: bytes, fingerprint: str) -> Grant:
    """Take in a grant whichever PC it is for."""
    grant = read_payload(document, "grant", Grant)[0]
    return accept_grant(replace(desk, place=replace(desk.place, device=grant.device)), document, fingerprint)


def minds_nothing(*_given: object, **_named: object) -> None:
    """Refuse nothing."""


PLANTED = {
    "any receipt is believed": (
        "tipdesk.services.sync.pull.take_arrival.read_signed",
        believes_any_receipt,
        "receipt",
    ),
    "another PC's grant is taken": ("tests.lab.simulation.attacks.accept_grant", takes_any_grant, "grant of another"),
    "a request never ends": (
        "tipdesk.services.headquarters.enrolment.enrol_device.refuse_ended",
        minds_nothing,
        "has ended",
    ),
    "a question is never over": (
        "tipdesk.services.headquarters.intake.answer_fetch.meet_fetch",
        minds_nothing,
        "asked since",
    ),
    "a PC moves without a word": (
        "tipdesk.services.headquarters.enrolment.enrol_device._refuse_moving",
        minds_nothing,
        "moved",
    ),
    "an old keyset is followed": (
        "tipdesk.services.sync.pull.take_arrival.take_keyset",
        takes_any_keyset,
        "earlier keyset",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_weakness_is_found(planted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with one defence taken away the attacker gets through within some lives, and it is told as such."""
    place, weakness, words = PLANTED[planted]
    monkeypatch.setattr(place, weakness)
    lives = (run(seed, PureEngine(), PURE_STEPS, is_attacked=True) for seed in range(1, SEEDS_TO_FIND_A_WEAKNESS + 1))
    assert any(words in problem for life in lives for problem in life.problems)


def test_an_attacked_life_can_be_lived_again() -> None:
    """The same seed tells the same story, on either engine."""
    pure, again, store = (run(7, engine, is_attacked=True) for engine in (PureEngine(), PureEngine(), StoreEngine()))
    assert pure.story == again.story == store.story
