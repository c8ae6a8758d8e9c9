"""The custodians' recovery cards: made of the shares of headquarters' secret, and kept until every custodian has one.

    written     on the disk before the keys are in force that only these cards renew
    shown       again to the officer who made them, while the cards are said not to be taken
    taken away  when they are taken; and wherever their keys never came into force

No power cut leaves headquarters with keys whose cards nobody has, and no backup holds the cards. Which words and
sentences stand on a card is decided by `services/documents/recovery_card`; `printing` makes a page of it.

Decision: the shares lie in a file of their own, sealed to that officer, since what stood in the store once stands in
its backups. Until the cards are taken, this file and that officer's passphrase are worth all three of them.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from tipdesk.disk import remove
from tipdesk.domain.errors import Distrust, TipdeskError, Trouble
from tipdesk.domain.texts import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.sessions import Session
    from tipdesk.services.documents.recovery_card import RecoveryCard, ShownCard
    from tipdesk.services.link_desk import LinkDesk

_PREFIX: Final = "cards-"
_LOCK: Final = "cards.lock"
_NAME_BYTES: Final = 8
_MOST_BYTES: Final = 1 << 14


def make_cards(session: Session, shares: Sequence[str], root: bytes) -> tuple[RecoveryCard, ...]:
    """Return the cards of this headquarters for the shares of a root, in the language of the program, dated today."""
    from tipdesk.domain.moments import day_shown
    from tipdesk.services.audit import moment_now
    from tipdesk.services.documents.recovery_card import make_recovery_cards
    from tipdesk.services.headquarters.directory.registry import HEADQUARTERS_CODE, get_post
    from tipdesk.services.voice import translated

    with session.desk.read() as reader:
        name = str(get_post(reader, HEADQUARTERS_CODE)["name"] or "")
    day = day_shown(moment_now(session.desk), translated)
    return make_recovery_cards(shares, name, session.desk.keys.fingerprint(root), day, translated)


def find_cards(session: Session) -> tuple[RecoveryCard, ...]:
    """Return the cards that not every custodian has taken, to the officer who made them; none to anybody else."""
    found = find_shares(session.paths, session.desk)
    return make_cards(session, found[1], found[0]) if found else ()


def shown_cards(cards: Sequence[RecoveryCard]) -> tuple[ShownCard, ...]:
    """Return the cards with their QR codes, for a screen."""
    from tipdesk.adapters.documents.qr import qr_matrix
    from tipdesk.services.documents.recovery_card import ShownCard

    return tuple(ShownCard(card, qr_matrix(card.code)) for card in cards)


@contextmanager
def making_cards(paths: HomePaths, desk: LinkDesk) -> Iterator[None]:
    """Keep others from clearing away cards that are kept before their keys are in force, while the block runs.

    Void cards are dropped at the end when all went well. Where the block fails they stay for the next unlock to judge,
    since a disk that refused to confirm a commit may hold it all the same.
    """
    from tipdesk.adapters.store.file_lock import file_lock

    with file_lock(paths.folder / _LOCK):
        yield
        with suppress(TipdeskError):  # where it cannot be known now, the next unlock does it
            _drop(paths, desk)


def keep_cards(paths: HomePaths, desk: LinkDesk, shares: Sequence[str], root: bytes) -> None:
    """Keep on the disk the shares of a root that is not in force yet.

    Raises Trouble `cards-not-kept`; the keys must then not be brought into force.
    """
    from tipdesk.adapters.system.files import write_whole_file
    from tipdesk.sync.codec import encode_plain

    ring, file = desk.officer_keys, _file(paths, root)
    sealed = ring.seal(encode_plain((root, *shares)), [ring.recipient(ring.seal_key)])
    try:
        write_whole_file(file, sealed)
    except (OSError, Trouble) as error:
        with suppress(OSError):
            remove(file)
        words = _(
            "The new cards cannot be kept on this PC's disk, so the keys are as they were. Free some space first."
        )
        raise Trouble("cards-not-kept", words) from error


def find_shares(paths: HomePaths, desk: LinkDesk) -> tuple[bytes, tuple[str, ...]] | None:
    """Return the root in force and its shares, to the officer who made them, while not every custodian has a card.

    It is None for anybody else, and once the cards are taken.
    """
    from tipdesk.adapters.system.files import read_plain_file
    from tipdesk.sync.codec import decode_plain

    root = _root_of_pending(desk)
    sealed = None if root is None else read_plain_file(_file(paths, root), _MOST_BYTES)
    if root is None or sealed is None:
        return None
    try:
        kept, *shares = decode_plain(desk.officer_keys.open(sealed))
    except Distrust:
        return None
    return (root, tuple(shares)) if kept == root else None


def cards_taken(paths: HomePaths, desk: LinkDesk) -> None:
    """Note that every custodian has the words on paper, or got them as files, and take away what keeps them here."""
    from tipdesk.services.headquarters.keys.see_keys import note_cards_taken

    note_cards_taken(desk)
    drop_void_cards(paths, desk)


def drop_void_cards(paths: HomePaths, desk: LinkDesk) -> None:
    """Take away the cards that are taken, or whose keys never came into force; nothing while somebody makes some."""
    from tipdesk.adapters.store.file_lock import file_lock

    if _kept(paths):
        with suppress(Trouble), file_lock(paths.folder / _LOCK, wait_seconds=0):
            _drop(paths, desk)


def _drop(paths: HomePaths, desk: LinkDesk) -> None:
    kept = _kept(paths)
    root = _root_of_pending(desk) if kept else None
    for file in kept:
        if root is None or file != _file(paths, root):
            with suppress(OSError):
                remove(file)


def _kept(paths: HomePaths) -> list[Path]:
    try:
        return list(paths.folder.glob(f"{_PREFIX}*"))
    except OSError:
        return []


def _root_of_pending(desk: LinkDesk) -> bytes | None:
    from tipdesk.services.from_headquarters import find_keyset
    from tipdesk.services.remembered.office import CARDS_PENDING

    with desk.read() as reader:
        keyset = find_keyset(reader)
        return keyset.root if keyset is not None and CARDS_PENDING.get(reader) else None


def _file(paths: HomePaths, root: bytes) -> Path:
    return paths.folder / f"{_PREFIX}{root[:_NAME_BYTES].hex()}"
