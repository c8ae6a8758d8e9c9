"""A slot in waiting: a home whose passphrases are all lost asks two custodians to open its store once more.

    new passphrase --> the officer's new keys --> an identity of this one recovery, to which the answer is sealed

It lies beside the slots in the same form, so that nothing but the new passphrase opens it: neither a stolen PC nor the
answer alone, nor both together, opens the store. Whose request is answered is decided in `services/headquarters`.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from tipdesk.adapters.keys.age import open_sealed
from tipdesk.adapters.keys.age_recipients import HybridIdentity, generate_identity
from tipdesk.adapters.keys.officer_slot import OfficerKeys, Opened, normalise_login, sealed_to_slot
from tipdesk.adapters.keys.slot_deeds import slot_for
from tipdesk.adapters.keys.slots_file import VERSION, Slot, SlotsFile, read_slots, write_slots
from tipdesk.adapters.keys.stretching import Cost
from tipdesk.adapters.keys.vault import open_slot
from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.texts import _


@dataclass(frozen=True)
class Asking:
    """What a request for recovery is made of: the store key as it is sealed to recovery, and who is to have it.

    `seal_to` is the age recipient of this one recovery, and `keys` are the officer's new keys.
    """

    login: str
    sealed: bytes
    seal_to: str
    keys: OfficerKeys


def begin_recovery(
    slots: Path,
    pending: Path,
    login: str,
    passphrase: str,
    *,
    site_words: Collection[str] = (),
    cost: Cost | None = None,
) -> Asking:
    """Make the slot in waiting, in place of an earlier one, and return what the request is made of.

    This takes half to one second, and more where the cost must be calibrated.

    Raises:
        UserError: `weak-passphrase`; `officer-needed`; `no-recovery` where the store was never sealed to recovery.
        Distrust: what `read_slots` raises.
        Trouble: what `read_slots` and `write_slots` raise.
    """
    slots_file = read_slots(slots)
    if not slots_file.recovery:
        raise UserError(
            "no-recovery",
            _("This PC was never enrolled, so no card opens it. Only a passphrase of one of its officers does."),
        )
    login = normalise_login(login)
    identity = generate_identity()
    waiting = Opened(login, identity.secret, OfficerKeys.generate())
    slot = slot_for(slots_file, waiting, passphrase, site_words, cost)
    write_slots(pending, SlotsFile(VERSION, slots_file.salt, (slot,), (), b"", b"").authenticated(identity.secret))
    return Asking(login, slots_file.recovery, str(identity.recipient), waiting.officer_keys)


def end_recovery(slots: Path, pending: Path, passphrase: str, sealed: bytes) -> tuple[Opened, Slot]:
    """Return the officer with the store key that the answer brought, and the slot to be kept; nothing is written.

    Raises:
        UserError: `wrong-passphrase`; `nothing-asked` where no slot waits.
        Distrust: `other-answer` where it answers another request, or opens another home.
    """
    if not pending.exists():
        raise UserError("nothing-asked", _("This PC has not asked for a recovery. Make the request first."))
    waiting = open_slot(pending, None, passphrase)
    try:
        store_key = open_sealed(sealed, HybridIdentity(waiting.store_key))
        slots_file = read_slots(slots)
        slots_file.check_mac(store_key)
    except Distrust as refusal:
        raise Distrust(
            "other-answer", _("This answers another request, or the files of this PC were changed since. Ask again.")
        ) from refusal
    [slot] = read_slots(pending).slots
    return replace(waiting, store_key=store_key), sealed_to_slot(slots_file.salt, slot, store_key)
