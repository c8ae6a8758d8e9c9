"""The slots file beside a store: its bytes, their checks, and how they reach the disk whole.

    magic  SHA-256(body)  body = MessagePack [version, salt, slots, codes, recovery, MAC by the store key over the rest,
                                                 turn]

The checksum tells damage from a wrong passphrase before any work; the MAC, which needs the store key, tells an edit by
somebody who could recompute the checksum. A reader sees the old file or the new one, never a part of one, whatever
moment the power fails. Writers of one home exclude each other by the home's file lock, which the caller holds. Slots
are opened in `vault`. An older whole copy that was put back is not noticed here, but by the store (`seen_slots`).
"""

import hashlib
import hmac
from pathlib import Path
from typing import Final

import msgspec

from tipdesk.adapters.keys.primitives import KEY_BYTES, NONCE_BYTES, derive, random_bytes
from tipdesk.adapters.keys.stretching import SALT_BYTES, Cost, check_cost
from tipdesk.disk import FULL, move, patiently, wait_for, write_whole
from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.domain.refused_files import name_in, why_refused
from tipdesk.domain.texts import _

VERSION: Final = 1
SLOT_ID_BYTES: Final = 16

_MAGIC: Final = b"TIPSLOTS"
_CHECKSUM_BYTES: Final = 32
_FILE_LIMIT: Final = 1 << 20
_TURN_BYTES: Final = 16
_MAC_INFO: Final = b"tipdesk slots file v1"


class Slot(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One officer's way in.

    It has an opaque id, Argon2id's cost and salt, the officer's keys under the passphrase (`officer_box`), and the
    store key under those (`store_key_box`). `public` is the officer's X25519 key, so that another store key can be
    sealed to them.
    """

    slot_id: bytes
    memory_kib: int
    passes: int
    lanes: int
    salt: bytes
    nonce: bytes
    public: bytes
    officer_box: bytes
    store_key_box: bytes

    @property
    def cost(self) -> Cost:
        """Return Argon2id's parameters for this slot."""
        return Cost(self.memory_kib, self.passes, self.lanes)


class SlotsFile(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The whole content of a slots file.

    `codes` holds for an officer at most one slot that a one-time code opens. `recovery` is the store key sealed to
    recovery, empty until the grant. `turn` is random for each writing, so that no file is ever equal to an earlier one.
    """

    version: int
    salt: bytes
    slots: tuple[Slot, ...]
    codes: tuple[Slot, ...]
    recovery: bytes
    mac: bytes
    turn: bytes = b""

    def authenticated(self, store_key: bytes) -> "SlotsFile":
        """Return the file as it is to be written next: with a new `turn`, and its MAC by this store key."""
        turned = msgspec.structs.replace(self, turn=random_bytes(_TURN_BYTES))
        return msgspec.structs.replace(turned, mac=turned.mac_by(store_key))

    def check_mac(self, store_key: bytes) -> None:
        """Raise Distrust `slots-damaged` for a file that no holder of this store key wrote."""
        if not self.is_of(store_key):
            raise damaged()

    def is_of(self, store_key: bytes) -> bool:
        """Tell whether a holder of this store key wrote the file."""
        return hmac.compare_digest(self.mac, self.mac_by(store_key))

    def mac_by(self, store_key: bytes) -> bytes:
        """Return the MAC by this store key over everything else in the file."""
        covered = msgspec.msgpack.encode([self.version, self.salt, self.slots, self.codes, self.recovery, self.turn])
        return hmac.digest(derive(store_key, salt=self.salt, info=_MAC_INFO), covered, "sha256")


def damaged() -> Distrust:
    """Return Distrust `slots-damaged`, the refusal of a slots file that is not as it was written."""
    return Distrust("slots-damaged", _("The key file beside the store is damaged or was altered."))


def read_slots(path: Path) -> SlotsFile:
    """Return the content of a slots file, checked in form but not yet by its MAC.

    Raises:
        Distrust: `slots-damaged`; `slots-newer` for a file of a later version; `slots-parameters` for a cost that is
            not allowed.
        Trouble: `slots-missing`, `slots-unreadable`.
    """
    try:
        with patiently(lambda: path.open("rb")) as file:
            content = file.read(_FILE_LIMIT + 1)
    except FileNotFoundError as error:
        raise Trouble(
            "slots-missing",
            _(
                "The key file of this store (slots) is missing. Without it no passphrase opens the store, nor do the "
                "custodians' cards. Put a backup back (store restore): it holds the key file, and what was written "
                "since is brought over."
            ),
        ) from error
    except OSError as error:
        told = why_refused(error) or _("The key file beside the store cannot be read.")
        raise Trouble("slots-unreadable", told, path=name_in(error)) from error
    checksum, body = content[len(_MAGIC) :][:_CHECKSUM_BYTES], content[len(_MAGIC) + _CHECKSUM_BYTES :]
    if not content.startswith(_MAGIC) or len(content) > _FILE_LIMIT or hashlib.sha256(body).digest() != checksum:
        raise damaged()
    return _decoded(body)


def _decoded(body: bytes) -> SlotsFile:
    try:
        columns = msgspec.msgpack.decode(body, type=list[msgspec.Raw])
        if columns and msgspec.msgpack.decode(columns[0], type=int) > VERSION:
            raise Distrust("slots-newer", _("The key file was written by a newer TIPdesk. Update this PC first."))
        slots_file = msgspec.msgpack.decode(body, type=SlotsFile)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise damaged() from error
    names = {slot.slot_id for slot in slots_file.slots}
    coded = {slot.slot_id for slot in slots_file.codes}
    both = (*slots_file.slots, *slots_file.codes)
    whole = len(names) == len(slots_file.slots) and len(coded) == len(slots_file.codes) and coded <= names
    sizes = {(len(slot.slot_id), len(slot.salt), len(slot.nonce), len(slot.public)) for slot in both}
    if sizes != {(SLOT_ID_BYTES, SALT_BYTES, NONCE_BYTES, KEY_BYTES)} or not whole:
        raise damaged()
    if slots_file.version != VERSION or msgspec.msgpack.encode(slots_file) != body:
        raise damaged()
    for slot in both:
        check_cost(slot.cost)
    return slots_file


def write_slots(path: Path, slots_file: SlotsFile) -> None:
    """Put a slots file in place of the old one in one step, on the disk before this returns.

    The file can be read by this account alone.

    Raises:
        Trouble: `disk-full`, `slots-unwritable`; the old file is then still there.
    """
    body = msgspec.msgpack.encode(slots_file)
    try:
        write_whole(path, _MAGIC + hashlib.sha256(body).digest() + body)
    except OSError as error:
        raise refused_write(error) from error


def refused_write(error: OSError) -> Trouble:
    """Return what the officer is told when a write fails: Trouble `disk-full`, or else `slots-unwritable`."""
    if error.errno in FULL:
        return Trouble("disk-full", _("The disk is full."))
    told = why_refused(error) or _("The key file beside the store cannot be written.")
    return Trouble("slots-unwritable", told, path=name_in(error))


def replace_file(part: Path, path: Path) -> None:
    """Rename a file over the old one, and wait for the disk; OSError where it refuses."""
    move(part, path)
    wait_for(path.parent)
