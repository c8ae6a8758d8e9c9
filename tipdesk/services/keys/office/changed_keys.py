"""A keyset comes to a post: a newer one of the pinned root is taken, another root is compared by people.

A root that the pinned one has signed over is followed without asking, and an earlier keyset never replaces a later one.
Any other root stops sync, on the wire and by stick. A supervisor rings headquarters: either the thirty digits are its
new ones, and are pinned, or they are a stranger's, and that root is never believed. Either leaves one visible event.

Headquarters itself may have shown a root, been put back from a backup before it was compared, and come back to it. So
what bears the word of its device is asked about again, where it is later than what was refused. A keyset of an earlier
root is no stranger's: headquarters was put back, and is shown which keyset is held here.
"""

from dataclasses import dataclass

from tipdesk.domain.errors import Distrust, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_look
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.from_headquarters import get_grant, get_keyset, keep_keys_apart, keep_keyset
from tipdesk.services.keys.office.key_events import KeyEvent, note_key_event
from tipdesk.services.link_desk import LinkDesk, device_of
from tipdesk.services.remembered.link import CHANGED_KEYSET, REFUSED_ROOTS
from tipdesk.sync.document import Keyset, descends, has_word, read_keyset

COMPARES = frozenset({"supervisor"})


@dataclass(frozen=True)
class ChangedKeys:
    """What was shown. `pinned` and `shown`: thirty digits each; `number`: of the keyset that was shown."""

    pinned: str
    shown: str
    number: int


def get_changed_keys(desk: LinkDesk, reader: Reader) -> ChangedKeys | None:
    """Return what waits to be compared, None where nothing does."""
    content = CHANGED_KEYSET.get(reader)
    if content is None:
        return None
    keyset, fingerprint = read_keyset(content, desk.keys.verify), desk.keys.fingerprint
    return ChangedKeys(fingerprint(get_keyset(reader).root), fingerprint(keyset.root), keyset.number)


def refuse_changed_keys(desk: LinkDesk, reader: Reader) -> None:
    """Stop what would send or take anything while keys wait to be compared. Distrust `changed-keys`."""
    changed = get_changed_keys(desk, reader)
    if changed is not None:
        raise told(changed)


def told(changed: ChangedKeys) -> Distrust:
    """Return what people are told."""
    return Distrust(
        "changed-keys",
        _(
            "Headquarters shows another key than the one that was compared at enrolment, so nothing is sent. Compared "
            "then: {pinned}. Shown now: {shown}. A supervisor rings headquarters and compares the digits."
        ),
        pinned=changed.pinned,
        shown=changed.shown,
    )


def is_refused(reader: Reader, keyset: Keyset, *, is_ours: bool) -> bool:
    """Tell whether people have refused a keyset, or another one of its root.

    `is_ours`: it bears the word of headquarters' device, so that a later one than the refused is no stranger's.
    """
    refused = [mark for root, mark in REFUSED_ROOTS.get(reader) if root == keyset.root]
    return bool(refused) and not (is_ours and keyset.mark > max(refused))


def accept_changed_keys(desk: LinkDesk, fingerprint: str) -> Keyset:
    """Pin the root that was shown, whose thirty digits headquarters has read out.

    UserError `not-allowed` for anybody but a supervisor, `nothing-to-compare`; Distrust `wrong-fingerprint`.
    """
    with desk.work() as work:
        document, keyset = _waiting(desk, work)
        if not desk.keys.same_fingerprint(fingerprint, desk.keys.fingerprint(keyset.root)):
            raise Distrust(
                "wrong-fingerprint",
                _("These are not the digits of the key that was shown. Nothing was changed; compare them again."),
            )
        keep_keyset(work, document)
        CHANGED_KEYSET.forget(work)
        note_key_event(desk, work, KeyEvent("accepted", keyset.number, keyset.root))
    note_look(desk, "keys_compared", reason="accepted")
    return keyset


def refuse_shown_keys(desk: LinkDesk) -> None:
    """Never believe the root that was shown; sync goes on with the pinned one. UserErrors as above."""
    with desk.work() as work:
        _document, keyset = _waiting(desk, work)
        REFUSED_ROOTS.keep(work, [*REFUSED_ROOTS.get(work), (keyset.root, keyset.mark)])
        CHANGED_KEYSET.forget(work)
        note_key_event(desk, work, KeyEvent("turned_away", keyset.number, keyset.root))
    note_look(desk, "keys_compared", reason="refused")


def _waiting(desk: LinkDesk, work: UnitOfWork) -> tuple[bytes, Keyset]:
    if not desk.actor.roles & COMPARES:
        raise UserError("not-allowed", _("Only a supervisor decides this, after ringing headquarters."))
    document = CHANGED_KEYSET.get(work)
    if document is None:
        raise UserError("nothing-to-compare", _("Headquarters' key has not changed; there is nothing to compare."))
    return document, read_keyset(document, desk.keys.verify)


_DEVICE = BY_NAME["Device"]


def take_keyset(desk: LinkDesk, document: bytes) -> bool:
    """Tell whether it is newer than the one held, and keep it then.

    Distrust `bad-signature`; `other-headquarters` for what people have refused; `changed-keys` for another root.
    """
    with desk.work() as work:
        keyset, held = read_keyset(document, desk.keys.verify), get_keyset(work)
        if descends(keyset, held.root, desk.keys.verify):
            if keyset.mark > held.mark:
                keep_keyset(work, document)
            return keyset.mark > held.mark
        if descends(held, keyset.root, desk.keys.verify):
            keep_keys_apart(work, are_apart=True)
            return False
        if is_refused(work, keyset, is_ours=_is_ours(desk, work, keyset)):
            raise Distrust("other-headquarters", _("It is from another headquarters."))
        CHANGED_KEYSET.keep(work, document)
        changed = get_changed_keys(desk, work)
    if changed is None:
        raise AssertionError(keyset.number)
    raise told(changed)


def _is_ours(desk: LinkDesk, reader: Reader, keyset: Keyset) -> bool:
    """Tell whether the device of headquarters has given its word for a keyset. The directory knows its key."""
    grant = get_grant(reader)
    row = reader.get_row(_DEVICE, grant.headquarters) if grant else None
    key = row["sign_key"] if row else None
    if grant is None or not isinstance(key, bytes) or device_of(key) != grant.headquarters:
        return False
    return has_word(keyset, key, desk.keys.verify)
