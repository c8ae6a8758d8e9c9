"""A passphrase opens the store key through its slot, and nothing else does: not a stranger, not an altered file."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.adapters.keys.officers import add_slot
from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.age_recipients import Identity, generate_identity
from tipdesk.adapters.keys.recovery import make_recovery
from tipdesk.adapters.keys.signing import verify
from tipdesk.adapters.keys.slots_file import read_slots
from tipdesk.adapters.keys.stretching import FLOOR
from tipdesk.adapters.keys.vault import Opened, create_slots, list_slot_count, open_slot, seal_to_recovery
from tipdesk.domain.errors import Distrust, TipdeskError, UserError

PASSPHRASE = "correct horse battery staple lamp river"
OTHER = "heron mango ferry chalk window seven"


@dataclass(frozen=True)
class Home:
    """A folder with a slots file and what its first officer opened."""

    path: Path
    opened: Opened


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A new home with one officer."""
    path = tmp_path / "slots"
    return Home(path, create_slots(path, "Officer1", PASSPHRASE, cost=FLOOR))


def refusal_of(deed: Callable[[], object]) -> TipdeskError:
    """Return the refusal that a deed meets."""
    with pytest.raises(TipdeskError) as refusal:
        deed()
    return refusal.value


def test_the_passphrase_opens_what_was_made(home: Home) -> None:
    """The officer gets the same store key and keys back, by name in any case and width, or as the only one here."""
    for login in ("officer1", " OFFICER1 ", "\uff2f\uff46\uff46\uff49\uff43\uff45\uff52\uff11", None):
        assert open_slot(home.path, login, PASSPHRASE) == home.opened
    assert home.opened.login == "officer1"
    assert len(home.opened.store_key) == 32


def test_the_officers_keys_work(home: Home) -> None:
    """The officer's signing key signs for its public half; secrets stay out of representations."""
    keys = home.opened.officer_keys
    assert verify(keys.signing_public, b"statement", keys.signing.sign(b"statement"))
    assert len(keys.x25519_public) == 32
    for secret in (home.opened.store_key, keys.x25519_private, keys.signing.seed):
        assert repr(secret) not in repr(home.opened)


def test_a_slot_costs_what_was_asked_or_what_this_pc_bears(home: Home, tmp_path: Path) -> None:
    """A given cost is used as it is; without one the slot is calibrated on this PC, never below the floor."""
    add_slot(home.path, home.opened, "officer2", OTHER, cost=FLOOR)
    assert [slot.cost for slot in read_slots(home.path).slots] == [FLOOR, FLOOR]
    create_slots(tmp_path / "other", "officer1", PASSPHRASE)
    assert read_slots(tmp_path / "other").slots[0].cost.memory_kib >= FLOOR.memory_kib
    assert open_slot(tmp_path / "other", None, PASSPHRASE).login == "officer1"


def test_two_homes_share_nothing(home: Home, tmp_path: Path) -> None:
    """A second home of the same officer and passphrase has its own keys and another opaque slot id."""
    other = tmp_path / "other"
    again = create_slots(other, "Officer1", PASSPHRASE, cost=FLOOR)
    assert again.store_key != home.opened.store_key
    assert again.officer_keys != home.opened.officer_keys
    for path in (home.path, other):
        assert b"officer1" not in path.read_bytes().lower()


def test_a_wrong_passphrase_and_an_unknown_officer_are_the_same_refusal(home: Home) -> None:
    """Neither the sentence nor the work done tells whether an officer has a slot here."""
    start = time.perf_counter()
    wrong = refusal_of(lambda: open_slot(home.path, "officer1", OTHER))
    middle = time.perf_counter()
    unknown = refusal_of(lambda: open_slot(home.path, "officer2", PASSPHRASE))
    end = time.perf_counter()
    assert isinstance(wrong, UserError)
    assert (wrong.code, wrong.text()) == (unknown.code, unknown.text()) == ("wrong-passphrase", wrong.template)
    assert end - middle > (middle - start) / 5


def test_a_second_officer_opens_the_same_store(home: Home) -> None:
    """An added officer opens the same store with own keys; each passphrase opens its own slot only."""
    added = add_slot(home.path, home.opened, "officer2", OTHER, cost=FLOOR)
    assert open_slot(home.path, "officer2", OTHER) == added
    assert open_slot(home.path, "officer1", PASSPHRASE) == home.opened
    assert added.store_key == home.opened.store_key
    assert added.officer_keys != home.opened.officer_keys
    assert list_slot_count(home.path) == 2
    assert refusal_of(lambda: open_slot(home.path, "officer1", OTHER)).code == "wrong-passphrase"
    assert refusal_of(lambda: open_slot(home.path, None, PASSPHRASE)).code == "officer-needed"


def test_what_an_officer_can_correct_is_said(home: Home, tmp_path: Path) -> None:
    """A second slot of one officer, a weak or site-word passphrase, an empty login, a folder in use: UserError each."""
    path, opened = home.path, home.opened
    refused = [
        (lambda: add_slot(path, opened, "OFFICER1", OTHER, cost=FLOOR), "officer-has-slot"),
        (lambda: add_slot(path, opened, "officer2", "too short", cost=FLOOR), "weak-passphrase"),
        (lambda: add_slot(path, opened, "long.officer.name", "long officer name", cost=FLOOR), "weak-passphrase"),
        (lambda: add_slot(path, opened, "  ", OTHER, cost=FLOOR), "officer-needed"),
        (lambda: create_slots(path, "officer2", OTHER, cost=FLOOR), "slots-exist"),
        (lambda: create_slots(tmp_path / "new", "officer2", "too short", cost=FLOOR), "weak-passphrase"),
        (lambda: create_slots(tmp_path / "new", "long.officer.name", "long officer name"), "weak-passphrase"),
        (
            lambda: create_slots(tmp_path / "new", "o", "gros islet marine", site_words=["Gros Islet", "Marine"]),
            "weak-passphrase",
        ),
        (lambda: create_slots(tmp_path / "new", "o", OTHER, recovery=["age1x"], cost=FLOOR), "bad-recipient"),
        (lambda: seal_to_recovery(path, opened.store_key, ["nonsense"]), "bad-recipient"),
    ]
    before = path.read_bytes()
    for deed, code in refused:
        refusal = refusal_of(deed)
        assert (refusal.family, refusal.code) == ("user", code)
    assert path.read_bytes() == before
    assert not (tmp_path / "new").exists()


def by_recovery(path: Path, identity: Identity) -> bytes:
    """Return what the slots file has sealed to recovery, opened as the custodians' answer does."""
    return open_sealed(read_slots(path).recovery, identity)


def test_recovery_opens_the_store_key_once_it_is_granted(home: Home) -> None:
    """Nothing is sealed to recovery before the grant; after it the recovery identity alone gets the store key."""
    recovery, key = make_recovery(), home.opened.store_key
    assert refusal_of(lambda: by_recovery(home.path, recovery.identity)).family == "distrust"
    seal_to_recovery(home.path, key, [str(recovery.identity.recipient), str(generate_identity().recipient)])
    assert by_recovery(home.path, recovery.identity) == key
    assert refusal_of(lambda: by_recovery(home.path, generate_identity())).code == "age-no-match"
    assert open_slot(home.path, "officer1", PASSPHRASE) == home.opened


def test_recovery_may_be_known_from_the_start(tmp_path: Path) -> None:
    """Headquarters' own home is sealed to recovery as it is made, and stays so when an officer is added."""
    recovery = make_recovery()
    path = tmp_path / "slots"
    opened = create_slots(path, "admin", PASSPHRASE, recovery=[str(recovery.identity.recipient)], cost=FLOOR)
    add_slot(path, opened, "officer2", OTHER, cost=FLOOR)
    assert by_recovery(path, recovery.identity) == opened.store_key


def test_only_a_holder_of_the_store_key_changes_the_file(home: Home, tmp_path: Path) -> None:
    """Slots and recovery seals are not added with the key of another store."""
    stranger = create_slots(tmp_path / "other", "officer3", OTHER, cost=FLOOR)
    before = home.path.read_bytes()
    for deed in (
        lambda: add_slot(home.path, stranger, "officer2", OTHER, cost=FLOOR),
        lambda: seal_to_recovery(home.path, stranger.store_key, [str(generate_identity().recipient)]),
    ):
        refusal = refusal_of(deed)
        assert isinstance(refusal, Distrust)
        assert refusal.code == "slots-damaged"
    assert home.path.read_bytes() == before
