"""Which of headquarters' own keys signs for whom, how long former ones stay, and which keyset each device holds.

What goes to a device is signed with the newest key of the keyset it holds, so that it can verify the way to the newer
one. Former keys are kept until every device that is enrolled and not revoked has said that it holds the keyset in
force; then they are dropped for good.

A headquarters that was put back from a backup has lost the keysets since. Posts show what they hold, and a keyset that
bears the word of headquarters' own device is its own, whatever root signed it. Then the next keyset must follow all
that are known, and people are told that it is due. A device that only says a number is not believed, since it could say
any. `found_headquarters` and `rotate_keyset` make keysets.
"""

from typing import NamedTuple

from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.from_headquarters import get_keyset, keep_keyset
from tipdesk.services.headquarters.directory.registry import Registry
from tipdesk.services.keys.office.office_keys import get_office, keep_office
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.office import KEYSET_KNOWN, KEYSET_SEEN, KEYSETS_KNOWN
from tipdesk.sync.document import KEYSET, Keyset, Mark, Succession, descends, has_word, read_keyset, read_payload
from tipdesk.sync.envelope import Signer


def keep_own_keyset(work: UnitOfWork, keyset: Keyset, document: bytes) -> None:
    """Keep a keyset that was just signed, to be in force from now on; former ones stay to be read."""
    keep_keyset(work, document)
    remember_keyset(work, keyset, document)


def remember_keyset(work: UnitOfWork, keyset: Keyset, document: bytes) -> None:
    """Remember a keyset of this headquarters, without putting it in force."""
    marks = KEYSETS_KNOWN.get(work)
    if keyset.mark not in marks:
        KEYSETS_KNOWN.keep(work, [*marks, keyset.mark])
        KEYSET_KNOWN.of(keyset.mark).keep(work, document)


def learn_keyset(desk: LinkDesk, work: UnitOfWork, document: bytes) -> None:
    """Remember a keyset of our own that a post holds and that this store, put back from a backup, has lost.

    Its keys are gone, but the next keyset must follow it. Without the word of our own device it is a stranger's, and is
    not taken. Raises Distrust `bad-signature`.
    """
    keyset = read_keyset(document, desk.keys.verify)
    if has_word(keyset, desk.keys.signer.public, desk.keys.verify):
        remember_keyset(work, keyset, document)


def latest_keyset(reader: Reader) -> Keyset:
    """Return the latest keyset that is known: the one in force, unless a backup was put back."""
    return max(known_keysets(reader), key=lambda keyset: keyset.mark)


def known_keysets(reader: Reader) -> list[Keyset]:
    """Return every keyset of this headquarters that is known, as they became known."""
    documents = (KEYSET_KNOWN.of(mark).get(reader) for mark in KEYSETS_KNOWN.get(reader))
    return [read_payload(content, KEYSET, Keyset)[0] for content in documents if content]


def card_roots(desk: LinkDesk, reader: Reader) -> frozenset[bytes]:
    """Return the roots whose cards may renew the keys.

    They are those of the keyset in force, of its heirs, and of the latest one known: more than one, where a backup was
    put back. A root that has handed over to another is void.
    """
    in_force, void = get_keyset(reader).root, {step.former for step in every_succession(reader)}
    heirs = {one.root for one in known_keysets(reader) if descends(one, in_force, desk.keys.verify)}
    return frozenset((heirs | {in_force, latest_keyset(reader).root}) - void)


def every_succession(reader: Reader) -> tuple[Succession, ...]:
    """Return every known statement by which a root handed over to another, earlier keysets' first."""
    ordered = sorted(known_keysets(reader), key=lambda keyset: keyset.mark)
    return tuple(dict.fromkeys(step for keyset in ordered for step in keyset.succession))


class SigningAs(NamedTuple):
    """The key that signs, and the mark of its keyset."""

    signer: Signer
    mark: Mark


def signing_for(desk: LinkDesk, reader: Reader, device: bytes, mark: Mark = (0, 0)) -> SigningAs:
    """Return the key whose signature a device can verify, if there is one; otherwise the newest.

    `mark` is that of the keyset which the device held when it sent what is answered; without it, the last that it has
    told of is taken.
    """
    known = known_keysets(reader)
    asked = next(
        (one for held in (mark, KEYSET_SEEN.of(device).get(reader)) for one in known if one.mark == held), None
    )
    signer = get_office(desk, reader).signer(asked.sign_keys if asked else ())
    return SigningAs(signer, max((one.mark for one in known if signer.public in one.sign_keys), default=(0, 0)))


def can_verify(reader: Reader, device: bytes, mark: Mark) -> bool:
    """Tell whether a device holds the keyset of this mark.

    A device that was put back from a backup may hold an earlier one, and first needs a newer.
    """
    return KEYSET_SEEN.of(device).get(reader) == mark


def meet_keyset(
    desk: LinkDesk, work: UnitOfWork, registry: Registry, device: bytes, log: bytes | None, mark: Mark
) -> None:
    """Remember which keyset a device says that it holds, and drop former keys that nobody needs any more.

    `log` is that of the bundle that says so, which may be late: only the first bundle of a log may say less than what
    is known. It is None for a device that asks now.
    """
    seen = KEYSET_SEEN.of(device).get(work)
    is_told = mark > seen or log is None or work.ledger.get_log(log) is None
    if is_told and mark != seen:
        KEYSET_SEEN.of(device).keep(work, mark)
    if log is None or (is_told and mark != seen):  # a restore brings former keys back, a revocation frees them
        drop_former_keys(desk, work, registry)


def is_turned_back(desk: LinkDesk, reader: Reader) -> bool:
    """Tell whether a keyset is known that the one in force does not reach; after a backup only new keys do.

    It is a later one, or one whose root came after the root in force, so that whoever holds it takes ours for old.
    """
    in_force = get_keyset(reader)
    return any(
        one.mark > in_force.mark or (one.root != in_force.root and descends(one, in_force.root, desk.keys.verify))
        for one in known_keysets(reader)
    )


def find_behind(reader: Reader, registry: Registry) -> list[tuple[bytes, int]]:
    """Return the devices that do not hold the keyset in force, each with the number of the one it holds."""
    in_force = get_keyset(reader).mark
    posts = (one for one in registry.devices.values() if one.post != registry.headquarters)
    seen = [(one.device, KEYSET_SEEN.of(one.device).get(reader)) for one in posts if not one.is_revoked]
    return [(device, mark[0]) for device, mark in seen if mark != in_force]


def drop_former_keys(desk: LinkDesk, work: UnitOfWork, registry: Registry) -> bool:
    """Drop the keys of former keysets once nobody needs them; tell whether some were dropped."""
    office, keyset = get_office(desk, work), get_keyset(work)
    wanted = (keyset.seal_current, keyset.seal_next)
    if set(office.recipients) == set(wanted) and office.sign_keys == keyset.sign_keys:
        return False
    if find_behind(work, registry):
        return False
    keep_office(work, office.only(keyset.sign_keys, wanted))
    return True
