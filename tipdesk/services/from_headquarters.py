"""What this installation holds from headquarters: its grant, the keyset in force, the last receipt, its down-log.

Documents are kept as headquarters signed them (`remembered/link`), and were verified before; here they are read, and
what belongs together is kept together. Everything is read from, or written in, the unit of work of the verb that calls.
"""

from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Place, Reader, UnitOfWork
from tipdesk.services.remembered.link import (
    ADDRESS,
    DOWN_HEAD,
    FORMER_KEYSETS,
    KEYS_APART,
    KEYSET_IN_FORCE,
    LAST_RECEIPT,
    OWN_GRANT,
    STRETCH,
    STRETCHES,
)
from tipdesk.services.remembered.shapes import DownPoint, Stretch
from tipdesk.sync.codec import first_down_hash
from tipdesk.sync.document import GRANT, KEYSET, RECEIPT, Grant, Keyset, Receipt, read_payload

MOST_FORMER = 12
"""How many keysets held before the one in force are kept: what bears their keys is old, but not a stranger's."""


def refuse_headquarters(place: Place) -> None:
    """Raise UserError `is-headquarters` where this installation is headquarters, for a verb that only posts have."""
    if place.is_headquarters:
        raise UserError("is-headquarters", _("This is headquarters: it receives from posts and is not enrolled."))


def get_grant(reader: Reader) -> Grant | None:
    """Return the grant that this post has accepted, None before there is one."""
    content = OWN_GRANT.get(reader)
    return read_payload(content, GRANT, Grant)[0] if content else None


def need_grant(reader: Reader) -> Grant:
    """Return the grant; raises UserError `not-enrolled` before there is one."""
    grant = get_grant(reader)
    if grant is None:
        raise UserError(
            "not-enrolled", _("This PC is not enrolled yet. Give its request to headquarters and bring back the grant.")
        )
    return grant


def get_address(reader: Reader) -> str:
    """Return headquarters' address, as it was set here or else as granted; "" where there is none."""
    address = ADDRESS.get(reader)
    if address is not None:
        return address
    grant = get_grant(reader)
    return grant.url if grant else ""


def find_keyset(reader: Reader) -> Keyset | None:
    """Return the keyset in force, None before the grant."""
    content = KEYSET_IN_FORCE.get(reader)
    return None if content is None else read_payload(content, KEYSET, Keyset)[0]


def get_keyset(reader: Reader) -> Keyset:
    """Return the keyset in force; raises UserError `not-enrolled` before there is one."""
    keyset = find_keyset(reader)
    if keyset is None:
        raise UserError("not-enrolled", _("This PC does not have the keys of headquarters yet."))
    return keyset


def keep_keyset(work: UnitOfWork, keyset: bytes) -> None:
    """Keep a signed keyset, to be in force from now on; the one before it is remembered among the former ones."""
    before = KEYSET_IN_FORCE.get(work)
    if before and before != keyset:
        former = [one for one in (*FORMER_KEYSETS.get(work), before) if one != keyset]
        FORMER_KEYSETS.keep(work, former[-MOST_FORMER:])
    KEYSET_IN_FORCE.keep(work, keyset)
    keep_keys_apart(work, are_apart=False)


def former_sign_keys(reader: Reader) -> tuple[bytes, ...]:
    """Return the keys of headquarters that were believed here before: what they sign is old, but no stranger's."""
    former = (read_payload(one, KEYSET, Keyset)[0] for one in FORMER_KEYSETS.get(reader))
    return tuple(key for keyset in former for key in keyset.sign_keys)


def are_keys_apart(reader: Reader) -> bool:
    """Tell whether headquarters is known to answer with other keys than those held here, so that people hear of it.

    That happens when one of the two was put back from a backup; until both agree, nothing that headquarters says is
    believed.
    """
    return KEYS_APART.get(reader) is True


def shows_keyset(reader: Reader) -> bool:
    """Tell whether headquarters is to be shown the keyset held here.

    That is so also where only an old receipt bore other keys, which is not yet told to people.
    """
    return KEYS_APART.get(reader) is not None


def keep_keys_apart(work: UnitOfWork, *, are_apart: bool, is_sure: bool = True) -> None:
    """Keep whether the two ends hold different keys. What is sure stays so until the keys agree again."""
    is_sure = is_sure or are_keys_apart(work)
    KEYS_APART.keep(work, is_sure if are_apart else None)


def get_receipt(reader: Reader) -> Receipt | None:
    """Return the last verified receipt of the own log, None where there is none."""
    content = LAST_RECEIPT.get(reader)
    return read_payload(content, RECEIPT, Receipt)[0] if content else None


def keep_receipt(work: UnitOfWork, receipt: bytes | None) -> None:
    """Keep a verified receipt; None when the log of which it spoke is closed."""
    LAST_RECEIPT.keep(work, receipt)
    keep_keys_apart(work, are_apart=False)


def received_up_to(reader: Reader) -> int:
    """Return the last entry of the own log that headquarters has receipted, 0 while there is none."""
    receipt = get_receipt(reader)
    return receipt.seq if receipt else 0


def get_down(reader: Reader, device: bytes) -> DownPoint:
    """Return how far this device has taken in its down-log, as sequence number and chain hash."""
    return DOWN_HEAD.get(reader) or (0, first_down_hash(device))


def keep_down(work: UnitOfWork, seq: int, chained: bytes, stretch: Stretch) -> None:
    """Note how far the down-log was taken in, and keep this stretch of it.

    The stretch is the signed header and the items that it proves.
    """
    DOWN_HEAD.keep(work, (seq, chained))
    STRETCH.of(seq).keep(work, stretch)
    STRETCHES.keep(work, [*STRETCHES.get(work), seq])


def find_stretches(reader: Reader) -> list[Stretch]:
    """Return the stretches of the down-log that were taken in, in order."""
    found = (STRETCH.of(end).get(reader) for end in STRETCHES.get(reader))
    return [one for one in found if one is not None]
