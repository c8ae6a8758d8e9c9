"""A keyset comes to a post: a newer one of the pinned root is taken, another root is compared by people.

A root that the pinned one has signed over to is followed without asking, and an earlier keyset never replaces a later
one. Any other root stops sync, by wire and by stick. A supervisor then rings headquarters: either the thirty digits are
its new ones, and are pinned, or they are a stranger's, and that root is never believed. Either leaves one visible
event.

Headquarters itself may have shown a root, been put back from a backup before it was compared, and come back to it. So a
keyset that bears the word of headquarters' device is asked about again where it is later than the one refused. A keyset
of an earlier root is no stranger's: headquarters was put back, and is shown which keyset is held here.
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
    """The keys that headquarters showed, to be compared by people.

    `pinned` and `shown` are thirty digits each, and `number` is that of the keyset that was shown.
    """

    pinned: str
    shown: str
    number: int


def get_changed_keys(desk: LinkDesk, reader: Reader) -> ChangedKeys | None:
    """Return the keys that wait to be compared, None where none do."""
    content = CHANGED_KEYSET.get(reader)
    if content is None:
        return None
    keyset, fingerprint = read_keyset(content, desk.keys.verify), desk.keys.fingerprint
    return ChangedKeys(fingerprint(get_keyset(reader).root), fingerprint(keyset.root), keyset.number)


def refuse_changed_keys(desk: LinkDesk, reader: Reader) -> None:
    """Raise Distrust `changed-keys` while keys wait to be compared, so that nothing is sent or taken."""
    changed = get_changed_keys(desk, reader)
    if changed is not None:
        raise told(changed)


def told(changed: ChangedKeys) -> Distrust:
    """Return the refusal that tells people to compare the digits."""
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
    """Tell whether people have refused this keyset, or another one of its root.

    `is_ours` says that it bears the word of headquarters' device; a later one than the refused is then no stranger's.
    """
    refused = [mark for root, mark in REFUSED_ROOTS.get(reader) if root == keyset.root]
    return bool(refused) and not (is_ours and keyset.mark > max(refused))


def accept_changed_keys(desk: LinkDesk, fingerprint: str) -> Keyset:
    """Pin the root that was shown, once its thirty digits were typed as headquarters has read them out.

    Raises UserError `not-allowed` for anybody but a supervisor, `nothing-to-compare`, and Distrust `wrong-fingerprint`.
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
    """Note that the root that was shown is never to be believed; sync goes on with the pinned one.

    Raises UserError `not-allowed` for anybody but a supervisor, and `nothing-to-compare`.
    """
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
    """Keep a keyset where it is newer than the one held, and tell whether it was.

    Raises Distrust `bad-signature`, `other-headquarters` for one that people have refused, and `changed-keys` for
    another root, which is kept to be compared.
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
    """Tell whether headquarters' device, whose key the directory knows, has given its word for a keyset."""
    grant = get_grant(reader)
    row = reader.get_row(_DEVICE, grant.headquarters) if grant else None
    key = row["sign_key"] if row else None
    if grant is None or not isinstance(key, bytes) or device_of(key) != grant.headquarters:
        return False
    return has_word(keyset, key, desk.keys.verify)
