"""Officers of a home change their slots: each deed is one write, and what it refuses leaves the file as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.adapters.keys.memory import little_memory
from tests.adapters.keys.officers import ANN, BEN, Home, make_home, refusal
from tipdesk.adapters.keys.one_time_code import make_code
from tipdesk.adapters.keys.slot_deeds import (
    has_code,
    keep_slot,
    make_code_slot,
    new_officer,
    open_by_code,
    prepare_slot,
)
from tipdesk.adapters.keys.slots_file import write_slots
from tipdesk.adapters.keys.stretching import CEILING, FLOOR, Cost
from tipdesk.adapters.keys.vault import create_slots, has_slot, open_slot, pick_slot_id

if TYPE_CHECKING:
    from pathlib import Path

NEW = "window seven chalk ferry mango heron"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home of Ann and Ben, who has a code."""
    return make_home(tmp_path / "slots")


def test_who_has_a_slot_here(home: Home) -> None:
    """Known by login in any spelling; the id is the same for one who has none, and names nobody."""
    assert [has_slot(home.path, login) for login in ("ann", " BEN ", "carl")] == [True, True, False]
    assert pick_slot_id(home.path, " BEN ") == home.slot_id("ben")
    assert len({pick_slot_id(home.path, login) for login in ("ann", "ben", "carl")}) == 3
    assert refusal(lambda: pick_slot_id(home.path, None)) == "officer-needed"


def test_a_slot_is_prepared_for_whom_it_is_meant(home: Home) -> None:
    """In place of one that is there, or for an officer without one, as is asked; nothing is written yet."""
    before = home.path.read_bytes()
    ben, carl = new_officer(home.ann, "ben"), new_officer(home.ann, "carl")
    assert prepare_slot(home.path, home.ann, ben, NEW, cost=FLOOR).public == ben.officer_keys.x25519_public
    assert refusal(lambda: prepare_slot(home.path, home.ann, carl, NEW, cost=FLOOR)) == "no-slot"
    assert refusal(lambda: prepare_slot(home.path, home.ann, ben, NEW, is_new=True, cost=FLOOR)) == "officer-has-slot"
    assert home.path.read_bytes() == before


def test_a_slot_that_is_kept_stands_in_place_of_the_former(home: Home) -> None:
    """In the same order, with the same code, which still opens the keys that did not change."""
    keep_slot(home.path, home.ann, prepare_slot(home.path, home.ben, home.ben, NEW, cost=FLOOR))
    assert [slot.slot_id for slot in home.file.slots] == [home.slot_id("ann"), home.slot_id("ben")]
    assert open_slot(home.path, "ben", NEW) == home.ben
    assert refusal(lambda: open_slot(home.path, "ben", BEN)) == "wrong-passphrase"
    assert open_by_code(home.path, "ben", home.code, BEN, cost=FLOOR) == home.ben


def test_new_keys_end_the_code_of_the_former(home: Home) -> None:
    """That officer's alone: the code of another goes on."""
    make_code_slot(home.path, home.ann, make_code())
    ben = new_officer(home.ann, "ben")
    keep_slot(home.path, home.ann, prepare_slot(home.path, home.ann, ben, NEW, cost=FLOOR), drops_code=True)
    assert (has_code(home.path, "ann"), has_code(home.path, "ben")) == (True, False)
    assert open_slot(home.path, "ben", NEW) == ben


def test_only_a_holder_of_the_store_key_does_any_of_it(home: Home, tmp_path: Path) -> None:
    """With the keys of another home nothing is prepared, kept or let in by a code."""
    stranger = create_slots(tmp_path / "other", "ann", ANN, cost=FLOOR)
    slot = prepare_slot(tmp_path / "other", stranger, stranger, ANN, cost=FLOOR)
    before = home.path.read_bytes()
    for deed in (
        lambda: prepare_slot(home.path, stranger, stranger, ANN, cost=FLOOR),
        lambda: keep_slot(home.path, stranger, slot),
        lambda: make_code_slot(home.path, stranger, make_code()),
    ):
        assert refusal(deed) == "slots-damaged"
    assert home.path.read_bytes() == before


def test_a_code_opens_once_and_as_it_was_heard(home: Home) -> None:
    """In any groups, with a new passphrase, for its own officer; spent it opens nothing, and others' codes stay."""
    make_code_slot(home.path, home.ann, make_code())
    heard = "-".join(home.code.replace(" ", ""))
    assert refusal(lambda: open_by_code(home.path, "ann", heard, NEW, cost=FLOOR)) == "wrong-passphrase"
    assert refusal(lambda: open_by_code(home.path, "ben", "no code", NEW, cost=FLOOR)) == "wrong-passphrase"
    assert refusal(lambda: open_by_code(home.path, "ben", heard, "weak", cost=FLOOR)) == "weak-passphrase"
    assert open_by_code(home.path, "ben", heard, NEW, cost=FLOOR) == home.ben
    assert (has_code(home.path, "ann"), has_code(home.path, "ben")) == (True, False)
    assert refusal(lambda: open_by_code(home.path, "ben", heard, NEW, cost=FLOOR)) == "wrong-passphrase"
    assert open_slot(home.path, "ben", NEW) == home.ben


def test_a_later_code_ends_the_earlier(home: Home) -> None:
    """There is one of an officer at a time, at the cost of the officer's own passphrase."""
    dear = Cost(FLOOR.memory_kib, FLOOR.passes + 1, FLOOR.lanes)
    keep_slot(home.path, home.ann, prepare_slot(home.path, home.ben, home.ben, BEN, cost=dear))
    later = make_code()
    make_code_slot(home.path, home.ben, later)
    assert [code.cost for code in home.file.codes] == [dear]
    assert refusal(lambda: open_slot(home.path, "ben", home.code)) == "wrong-passphrase"
    assert refusal(lambda: open_slot(home.path, "ben", later)) == "choose-passphrase"
    assert refusal(lambda: open_slot(home.path, "ben", "1" + later[1:] if later[0] != "1" else "2" + later[1:])) == (
        "misheard-code"
    )


def test_a_try_of_a_code_costs_what_the_passphrase_costs(home: Home) -> None:
    """Whether or not a code stands: time tells nobody. Here the cost shows by the memory that it needs."""
    file = home.file
    [ann, ben] = file.slots
    dear = msgspec.structs.replace(ann, memory_kib=CEILING.memory_kib)
    write_slots(home.path, msgspec.structs.replace(file, slots=(dear, ben)))
    code = make_code()
    with little_memory(256):
        assert refusal(lambda: open_slot(home.path, "ann", code)) == "no-memory"
        assert refusal(lambda: open_slot(home.path, "ben", code)) == "wrong-passphrase"
    write_slots(home.path, msgspec.structs.replace(file, slots=(ben, dear), codes=()))
    with little_memory(256):
        assert refusal(lambda: open_slot(home.path, "ann", code)) == "no-memory"
        assert refusal(lambda: open_slot(home.path, "ben", code)) == "wrong-passphrase"
