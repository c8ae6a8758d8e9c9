"""A home that is open: the unlocked store, its keys, and the Desk of the officer at the keyboard.

Here stands what a session is and how it is put together from an open store; `opening` leads to one by way of a
passphrase, `founding` by making a home. Heavy parts (the carriers, the documents, the key rings) are imported when they
are first needed, so that the unlock window stays light.

Decision: locking ends the process. A `Session` is therefore made once and closed once, and nothing tries to wipe
memory.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.adapters.system.clock import SystemClock, SystemIds
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tipdesk.adapters.carriers.folder import FolderStick
    from tipdesk.adapters.files.sealed_files import SealedFiles
    from tipdesk.adapters.keys.ring import KeyRing
    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.adapters.store.checks import Finding
    from tipdesk.adapters.store.store import Store
    from tipdesk.adapters.store.surroundings import Surroundings
    from tipdesk.adapters.system.paths import HomePaths
    from tipdesk.homes.attending import Attended
    from tipdesk.services.desk import Reader
    from tipdesk.services.link_desk import LinkDesk
    from tipdesk.services.sync.carrier import Carrier


@dataclass
class Session:
    """An unlocked home: its store, its keys, and the Desk of the officer at the keyboard.

    `attended` is what the unlock found waiting. It is None for a new home, while the store is still being checked, and
    where it fails a check.
    """

    paths: HomePaths
    store: Store
    opened: Opened
    keys: KeyRing
    clock: SystemClock
    desk: LinkDesk
    attended: Attended | None = None

    def close(self) -> None:
        """Close the store cleanly. The process should end soon after."""
        self.store.close()

    def refresh_actor(self) -> None:
        """Read the officer's roles again, after a grant or a change of the directory."""
        before = self.desk
        fresh = _desk(self.paths, self.store, self.opened, self.keys, self.clock)
        self.desk = replace(fresh, looked=before.looked, permits=before.permits)

    @contextmanager
    def carrier(self, *, stick: Path | None = None, url: str | None = None) -> Iterator[Carrier]:
        """Give the carrier over a stick's folder, or over the wire to headquarters' address, for one sync."""
        from tipdesk.adapters.carriers.folder import FolderCarrier
        from tipdesk.adapters.carriers.https import HttpsCarrier
        from tipdesk.services.from_headquarters import get_address, need_grant, refuse_headquarters

        refuse_headquarters(self.desk.place)
        if stick is not None:
            yield FolderCarrier(stick, self.paths.folder, self.desk.place.device)
            return
        with self.desk.read() as reader:
            grant = need_grant(reader)
            address = url or get_address(reader)
        if not address:
            raise UserError("no-address", _("No address of headquarters is known. Use a stick, or give the address."))
        with HttpsCarrier(address, grant.authority, self.desk.ids.noise) as carrier:
            yield carrier

    def stick(self, folder: Path) -> FolderStick:
        """Return a stick's folder as headquarters reads and writes it."""
        from tipdesk.adapters.carriers.folder import FolderStick

        return FolderStick(folder, self.paths.folder)

    def check(self) -> list[Finding]:
        """Check pages, database, chains, projection, head and sealed files; each finding says what it looked at."""
        from tipdesk.adapters.store.checks import Finding, guarded
        from tipdesk.services.files.check_files import check_files

        return [*self.store.check(), Finding("files", tuple(guarded(lambda: check_files(self.desk))))]

    def rebuild(self) -> list[str]:
        """Project the tables again from the ledger, beside the store, and return every difference between the two."""
        return self.store.find_differences()

    def print_case_file(self, reference: str, *, identity: bool, copy_number: int = 1) -> bytes:
        """Return the PDF of a case file, audited as a print and signed. Raises the UserErrors of `make_case_file`."""
        from tipdesk.homes.printing import print_case
        from tipdesk.services.case.references import get_case_id

        return print_case(self.desk, get_case_id(self.desk, reference), identity=identity, copy_number=copy_number)

    def declare_restored(self) -> int:
        """Go on in a new log and epoch after this headquarters was put back from a backup; return the epoch."""
        from tipdesk.services.headquarters.directory.writing import permit_directory
        from tipdesk.services.headquarters.ledger.epoch import declare_restored

        permit_directory(self.desk)
        self.store.begin_log(self.desk.ids.noise(16))
        self.refresh_actor()
        return declare_restored(self.desk)

    def seal_to_recovery(self) -> None:
        """Seal the store key to the recovery that the keyset in force names, so that two custodians can open the home.

        Called when a keyset may have come: at the grant, after a sync, after a rotation. Nothing is written where the
        key is sealed to that recovery already, or where there is no keyset yet. `recovering` opens it again.
        """
        from tipdesk.adapters.keys.vault import seal_to_recovery
        from tipdesk.services.from_headquarters import find_keyset
        from tipdesk.services.remembered.here import RECOVERY_SEALED_TO

        with self.desk.read() as reader:
            keyset, sealed_to = find_keyset(reader), RECOVERY_SEALED_TO.get(reader)
        if keyset is None or sealed_to == keyset.recovery:
            return
        seal_to_recovery(self.paths.slots, self.opened.store_key, [keyset.recovery])
        with self.desk.work() as work:
            RECOVERY_SEALED_TO.keep(work, keyset.recovery)


def surroundings(keys: KeyRing, clock: SystemClock) -> Surroundings:
    """Return what a store needs from outside itself: clock, ids, signing and verifying, and the code lists' order."""
    from tipdesk.adapters.store.surroundings import Surroundings
    from tipdesk.adapters.system.codebook import load_code_book
    from tipdesk.services.headquarters.directory.route import route

    return Surroundings(
        clock=clock,
        ids=SystemIds(clock),
        sign=keys.signer.sign,
        verify=partial(keys.verify, keys.signer.public),
        rank=load_code_book().rank,
        route=route,
        describe=partial(_describe, keys),
        verify_by=keys.verify,
    )


def _describe(keys: KeyRing, reader: Reader) -> bytes:
    from tipdesk.services.locked.describe_outside import describe_outside
    from tipdesk.sync.outside import write_outside

    return write_outside(describe_outside(reader, keys.signer.public), keys.signer)


def session_of(
    paths: HomePaths, store: Store, opened: Opened, keys: KeyRing, clock: SystemClock, *, disabled_too: bool = False
) -> Session:
    """Return the session of an open store, with the Desk of its officer."""
    desk = _desk(paths, store, opened, keys, clock, disabled_too=disabled_too)
    return Session(paths, store, opened, keys, clock, desk)


def sealed_files(paths: HomePaths, store: Store) -> SealedFiles:
    """Return the sealed files of a home."""
    from tipdesk.adapters.files.sealed_files import SealedFiles
    from tipdesk.adapters.keys.file_keys import FileKeys
    from tipdesk.adapters.store.file_lock import file_lock
    from tipdesk.adapters.store.named_files import find_named
    from tipdesk.services.files.free_space import MEBIBYTE
    from tipdesk.services.remembered.here import FREE_MEBIBYTES

    def lock(seconds: float) -> AbstractContextManager[None]:
        return file_lock(paths.files_lock, wait_seconds=seconds)

    def named(content_ids: Collection[bytes]) -> set[bytes]:
        with store.read() as reader:
            return find_named(reader.link, content_ids)

    def reserve() -> int:
        with store.read() as reader:
            return FREE_MEBIBYTES.get(reader) * MEBIBYTE

    return SealedFiles(paths.files, FileKeys(), lock, named, reserve)


def _desk(
    paths: HomePaths, store: Store, opened: Opened, keys: KeyRing, clock: SystemClock, *, disabled_too: bool = False
) -> LinkDesk:
    from tipdesk.adapters.keys.ring import OfficerKeyRing
    from tipdesk.adapters.matching.nearness import LetterNearness
    from tipdesk.adapters.store.setting_aside import find_incidents
    from tipdesk.adapters.system.codebook import load_code_book
    from tipdesk.adapters.system.nicknames import load_nicknames
    from tipdesk.adapters.system.outbox import Outbox
    from tipdesk.adapters.system.words import load_words
    from tipdesk.services.keys.officers.who_am_i import who_am_i
    from tipdesk.services.link_desk import LinkDesk

    with store.read() as reader:
        actor = who_am_i(reader, opened.login, keys.device.device_id, disabled_too=disabled_too)
    return LinkDesk(
        work=partial(store.work, actor),
        looks=partial(store.looks, actor),
        read=store.read,
        clock=clock,
        ids=SystemIds(clock),
        actor=actor,
        place=Place(keys.device.device_id, store.own_log, store.is_headquarters),
        codes=load_code_book(),
        officer_keys=OfficerKeyRing(opened.officer_keys),
        nearness=LetterNearness(),
        files=sealed_files(paths, store),
        nicknames=load_nicknames(),
        words=load_words(),
        keys=keys,
        outbox=Outbox(paths.outbox),
        incidents=find_incidents(store.aside) if store.suspicion else (),
    )
