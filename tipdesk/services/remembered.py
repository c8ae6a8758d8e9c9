"""Where this post stands with headquarters: grant, keyset, last receipt, how far its down-log is. Kept as settings.

Everything here is read from, or written in, the unit of work of the verb that calls; documents are kept as they were
signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Place, Reader, UnitOfWork
from tipdesk.sync.codec import decode_plain, encode_plain, first_down_hash
from tipdesk.sync.document import GRANT, KEYSET, RECEIPT, Grant, Keyset, Receipt, read_payload

KEYSET_SETTING, FORMER_SETTING = "keyset", "former-keysets"
_GRANT, _RECEIPT, _DOWN, _LEFT, _ADDRESS = "grant", "receipt", "down-head", "left", "address"
_STRETCH, _STRETCHES, _EARLIER, _EPOCH = "stretch:", "stretches", "earlier-logs", "epoch-seen"
_APART, _SURE, _UNSURE = "keys-apart", b"sure", b"unsure"

MOST_FORMER = 12
"""Keysets held before the one in force that are kept: what bears their keys is old, but no stranger's."""

SENT_BACK = 2**62
"""`Left.last` of a bundle that goes back to a restored headquarters: done when nothing is wanted any more."""


@dataclass(frozen=True)
class Left:
    """A bundle that this post left on a stick: its file name, its log, and the last entry in it."""

    name: str
    log: bytes
    last: int


@dataclass(frozen=True)
class Earlier:
    """A log of this device that a restore has closed, and the last entry of it that headquarters has receipted."""

    log: bytes
    received: int


@dataclass(frozen=True)
class Stretch:
    """One stretch of the down-log as it was taken in.

    `signed` and `signature` are headquarters' inner header; `items`: kind, log (its place in that header) and sequence
    number of each item, in order.
    """

    signed: bytes
    signature: bytes
    items: tuple[tuple[str, int, int], ...]


def refuse_headquarters(place: Place) -> None:
    """Raise UserError `is-headquarters` where this installation is not a post."""
    if place.is_headquarters:
        raise UserError("is-headquarters", _("This is headquarters: it receives from posts and is not enrolled."))


def get_grant(reader: Reader) -> Grant | None:
    """Return the grant this post accepted, None before."""
    content = reader.get_setting(_GRANT)
    return read_payload(content, GRANT, Grant)[0] if content else None


def need_grant(reader: Reader) -> Grant:
    """Return the grant. UserError `not-enrolled` before there is one."""
    grant = get_grant(reader)
    if grant is None:
        raise UserError(
            "not-enrolled", _("This PC is not enrolled yet. Give its request to headquarters and bring back the grant.")
        )
    return grant


def find_keyset(reader: Reader) -> Keyset | None:
    """Return the keyset in force, None before the grant."""
    content = reader.get_setting(KEYSET_SETTING)
    return None if content is None else read_payload(content, KEYSET, Keyset)[0]


def get_keyset(reader: Reader) -> Keyset:
    """Return the keyset in force. UserError `not-enrolled` before there is one."""
    keyset = find_keyset(reader)
    if keyset is None:
        raise UserError("not-enrolled", _("This PC does not have the keys of headquarters yet."))
    return keyset


def get_keyset_document(reader: Reader) -> bytes:
    """Return the keyset in force as the root signed it; empty before there is one."""
    return reader.get_setting(KEYSET_SETTING) or b""


def keep_grant(work: UnitOfWork, grant: bytes) -> None:
    """Keep an accepted grant."""
    work.put_setting(_GRANT, grant)


def keep_keyset(work: UnitOfWork, keyset: bytes) -> None:
    """Keep a keyset, to be in force from now on; the one before it is remembered."""
    before = get_keyset_document(work)
    if before and before != keyset:
        former = [one for one in (*get_former_keysets(work), before) if one != keyset]
        work.put_setting(FORMER_SETTING, encode_plain(former[-MOST_FORMER:]))
    work.put_setting(KEYSET_SETTING, keyset)
    keep_keys_apart(work, are_apart=False)


def get_former_keysets(reader: Reader) -> list[bytes]:
    """Return the keysets that were in force here before, as the root signed them, oldest first."""
    content = reader.get_setting(FORMER_SETTING)
    return [bytes(one) for one in decode_plain(content)] if content else []


def former_sign_keys(reader: Reader) -> tuple[bytes, ...]:
    """Return the keys of headquarters that were believed here before: what they sign is old, but no stranger's."""
    former = (read_payload(one, KEYSET, Keyset)[0] for one in get_former_keysets(reader))
    return tuple(key for keyset in former for key in keyset.sign_keys)


def are_keys_apart(reader: Reader) -> bool:
    """Tell whether headquarters is known to answer with other keys than those held here, so that people hear of it.

    That happens when either was put back from a backup: until both agree, nothing that it says is believed.
    """
    return reader.get_setting(_APART) == _SURE


def shows_keyset(reader: Reader) -> bool:
    """Tell whether headquarters is shown the keyset held here: also where an old receipt alone bore other keys."""
    return reader.get_setting(_APART) is not None


def keep_keys_apart(work: UnitOfWork, *, are_apart: bool, is_sure: bool = True) -> None:
    """Keep it. What is sure stays so until the keys agree again."""
    is_sure = is_sure or are_keys_apart(work)
    work.put_setting(_APART, (_SURE if is_sure else _UNSURE) if are_apart else None)


def get_receipt(reader: Reader) -> Receipt | None:
    """Return the last verified receipt."""
    content = reader.get_setting(_RECEIPT)
    return read_payload(content, RECEIPT, Receipt)[0] if content else None


def get_receipt_document(reader: Reader) -> bytes | None:
    """Return the last verified receipt as it was signed, for its QR code."""
    return reader.get_setting(_RECEIPT)


def keep_receipt(work: UnitOfWork, receipt: bytes | None) -> None:
    """Keep a verified receipt; None when the log that it spoke of is closed."""
    work.put_setting(_RECEIPT, receipt)
    keep_keys_apart(work, are_apart=False)


def received_up_to(reader: Reader) -> int:
    """Return the last entry of the own log that headquarters has receipted."""
    receipt = get_receipt(reader)
    return receipt.seq if receipt else 0


def get_epoch_seen(reader: Reader) -> int:
    """Return the highest epoch of headquarters that a receipt has told of."""
    content = reader.get_setting(_EPOCH)
    return int(content) if content else 0


def keep_epoch_seen(work: UnitOfWork, epoch: int) -> None:
    """Keep it."""
    work.put_setting(_EPOCH, str(epoch).encode())


def get_down(reader: Reader, device: bytes) -> tuple[int, bytes]:
    """Return how far this device has taken in its down-log: sequence and chain hash."""
    content = reader.get_setting(_DOWN)
    if content is None:
        return 0, first_down_hash(device)
    seq, chained = decode_plain(content)
    return int(seq), bytes(chained)


def keep_down(work: UnitOfWork, seq: int, chained: bytes, stretch: Stretch) -> None:
    """Advance the down-log, and keep the signed header and the items that prove this stretch of it."""
    work.put_setting(_DOWN, encode_plain((seq, chained)))
    work.put_setting(f"{_STRETCH}{seq}", encode_plain((stretch.signed, stretch.signature, stretch.items)))
    work.put_setting(_STRETCHES, encode_plain([*_stretch_ends(work), seq]))


def find_stretches(reader: Reader) -> list[Stretch]:
    """Return the stretches of the down-log, in order."""
    found = []
    for end in _stretch_ends(reader):
        content = reader.get_setting(f"{_STRETCH}{end}")
        if content is not None:
            signed, signature, items = decode_plain(content)
            found.append(Stretch(signed, signature, tuple((kind, log, seq) for kind, log, seq in items)))
    return found


def _stretch_ends(reader: Reader) -> list[int]:
    content = reader.get_setting(_STRETCHES)
    return decode_plain(content) if content else []


def get_earlier(reader: Reader) -> list[Earlier]:
    """Return the closed logs of this device."""
    content = reader.get_setting(_EARLIER)
    return [Earlier(log, seq) for log, seq in decode_plain(content)] if content else []


def keep_earlier(work: UnitOfWork, earlier: Sequence[Earlier]) -> None:
    """Keep them."""
    work.put_setting(_EARLIER, encode_plain([(one.log, one.received) for one in earlier]))


def get_left(reader: Reader) -> list[Left]:
    """Return the bundles left on sticks that no receipt has covered yet."""
    content = reader.get_setting(_LEFT)
    return [Left(name, log, last) for name, log, last in decode_plain(content)] if content else []


def keep_left(work: UnitOfWork, left: list[Left]) -> None:
    """Keep that list."""
    work.put_setting(_LEFT, encode_plain([(one.name, one.log, one.last) for one in left]))


def get_address(reader: Reader) -> str:
    """Return headquarters' address: as set here, else as granted; empty where there is none."""
    content = reader.get_setting(_ADDRESS)
    if content is not None:
        return content.decode()
    grant = get_grant(reader)
    return grant.url if grant else ""


def keep_address(work: UnitOfWork, url: str) -> None:
    """Keep a changed address of headquarters."""
    work.put_setting(_ADDRESS, url.encode())
