"""The only file that knows every part: it makes and opens homes, builds the adapters once, and hands out the Desk.

Heavy parts (SQLAlchemy, the server, documents) are imported when a home is opened, so that the unlock window stays
light. Decision: locking ends the process. A `Session` is therefore made once and closed once; nothing tries to wipe
memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tipdesk.adapters.system.clock import SystemClock, SystemIds
from tipdesk.adapters.system.paths import HomePaths, default_home, prepare_home
from tipdesk.domain.errors import UserError
from tipdesk.domain.texts import _
from tipdesk.services.desk import Actor, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tipdesk.adapters.keys.ring import KeyRing
    from tipdesk.adapters.keys.vault import Opened
    from tipdesk.adapters.store.store import Store, Surroundings
    from tipdesk.services.sync.carrier import Carrier
    from tipdesk.services.sync.keys import LinkDesk

_DEVICE_SETTING = "device"
_ROOT_LABEL = "share-{number}.txt"
SHARE_TEXT = _(
    "TIPdesk recovery share {number} of 3 for {name}.\nAny two open everything. Keep them apart.\n\n{words}\n"
)

__all__ = ["Session", "default_home", "make_headquarters", "make_post", "open_session"]


@dataclass
class Session:
    """An unlocked home: its store, its keys, and the Desk of the officer at the keyboard."""

    paths: HomePaths
    store: Store
    opened: Opened
    keys: KeyRing
    clock: SystemClock
    desk: LinkDesk

    def close(self) -> None:
        """Close the store cleanly. The process should end soon after."""
        self.store.close()

    def refresh_actor(self) -> None:
        """Read the officer's roles again, after a grant or a change of the directory."""
        self.desk = _desk(self.store, self.opened.login, self.keys, self.clock)

    def carrier(self, *, stick: Path | None = None, url: str | None = None) -> Carrier:
        """Return the carrier over a stick's folder, or over the wire to headquarters' address."""
        from tipdesk.adapters.carriers.folder import FolderCarrier
        from tipdesk.adapters.carriers.https import HttpsCarrier
        from tipdesk.services.sync.standing import get_address, need_grant

        if stick is not None:
            return FolderCarrier(stick, self.paths.folder, self.desk.place.device)
        with self.desk.read() as reader:
            grant = need_grant(reader)
            address = url or get_address(reader)
        if not address:
            raise UserError("no-address", _("No address of headquarters is known. Use a stick, or give the address."))
        return HttpsCarrier(address, grant.authority, self.desk.ids.noise)


@dataclass(frozen=True)
class Founded:
    """A new headquarters: its session, the root key's fingerprint, the recovery shares (words, or files written)."""

    session: Session
    fingerprint: str
    shares: tuple[str, ...]


def open_session(folder: Path, login: str | None, passphrase: str, *, clock: SystemClock | None = None) -> Session:
    """Unlock a home. UserError `no-home` or `wrong-passphrase`; Distrust when a check of the store fails."""
    from tipdesk.adapters.keys.vault import open_slot

    paths = HomePaths(folder.expanduser().absolute())
    if not paths.exists():
        raise UserError(
            "no-home", _("There is no TIPdesk store in this folder. Begin with “post request” or “hq init”.")
        )
    opened = open_slot(paths.slots, login, passphrase)
    return open_with(paths, opened, clock or SystemClock())


def open_with(paths: HomePaths, opened: Opened, clock: SystemClock) -> Session:
    """Open the store of a home whose slot has been opened: what the unlock window does off the GUI thread."""
    from tipdesk.adapters.keys.ring import KeyRing
    from tipdesk.adapters.keys.signing import DeviceKeys
    from tipdesk.adapters.store.store import Store

    kept = Store.peek(paths.folder, opened.store_key, _DEVICE_SETTING)
    keys = KeyRing(DeviceKeys.from_bytes(kept))
    store = Store.open(paths.folder, opened.store_key, _surroundings(keys, clock))
    try:
        return _session(paths, store, opened, keys, clock)
    except BaseException:
        store.close()
        raise


def make_post(folder: Path, login: str, passphrase: str, *, clock: SystemClock | None = None) -> Session:
    """Make the home of a post with its first officer. It records at once; the grant comes later."""
    return _make(folder, login, passphrase, clock or SystemClock(), is_headquarters=False)


def make_headquarters(
    folder: Path, name: str, login: str, passphrase: str, *, url: str = "", shares: Path | None = None
) -> Founded:
    """Make headquarters' home: root and recovery as three shares, keyset, authority, first officer."""
    from tipdesk.adapters.keys.age import seal
    from tipdesk.adapters.keys.age_recipients import X25519Recipient, format_identity, generate_identity
    from tipdesk.adapters.keys.recovery import make_recovery, split
    from tipdesk.adapters.keys.vault import seal_to_recovery
    from tipdesk.hq.certificates import make_certificates
    from tipdesk.services.headquarters.found_headquarters import Foundation, found_headquarters
    from tipdesk.sync.codec import encode_plain

    session = _make(folder, login, passphrase, SystemClock(), is_headquarters=True)
    recovery, certificates, unit = make_recovery(), make_certificates(), generate_identity()
    officer = session.opened.officer_keys
    secret = format_identity(unit).encode()
    sealed = (seal(secret, [X25519Recipient(officer.x25519_public)]), seal(secret, [recovery.identity.recipient]))
    foundation = Foundation(
        name=name,
        url=url,
        root=recovery.root,
        recovery=str(recovery.identity.recipient),
        case_unit=str(unit.recipient),
        case_unit_sealed=encode_plain(sealed),
        authority=certificates.authority,
        server=encode_plain((certificates.certificate, certificates.key, certificates.authority_key)),
        officer_seal_key=officer.x25519_public,
        officer_sign_key=officer.signing_public,
    )
    fingerprint = found_headquarters(session.desk, foundation)
    seal_to_recovery(session.paths.slots, session.opened.store_key, [foundation.recovery])
    session.refresh_actor()
    return Founded(session, fingerprint, _shares_out(split(recovery.secret), name, shares))


def _shares_out(words: Sequence[str], name: str, folder: Path | None) -> tuple[str, ...]:
    if folder is None:
        return tuple(words)
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / _ROOT_LABEL.format(number=number) for number in range(1, len(words) + 1)]
    for number, (file, share) in enumerate(zip(files, words, strict=True), start=1):
        file.write_text(SHARE_TEXT.format(number=number, name=name, words=share), encoding="utf-8")
    return tuple(str(file) for file in files)


def _make(folder: Path, login: str, passphrase: str, clock: SystemClock, *, is_headquarters: bool) -> Session:
    from tipdesk.adapters.keys.ring import KeyRing
    from tipdesk.adapters.keys.signing import DeviceKeys
    from tipdesk.adapters.keys.vault import create_slots
    from tipdesk.adapters.store.store import Store
    from tipdesk.services.keys.who_am_i import know_officer

    paths = prepare_home(folder)
    if paths.slots.exists() or paths.store.exists():
        raise UserError("home-exists", _("There is a TIPdesk store in this folder already."))
    opened = create_slots(paths.slots, login, passphrase)
    ids, keys = SystemIds(clock), KeyRing(DeviceKeys.generate())
    store = Store.create(
        paths.folder,
        opened.store_key,
        _surroundings(keys, clock),
        device=keys.device.device_id,
        log=ids.noise(16),
        is_headquarters=is_headquarters,
    )
    officer = ids.new_id()
    with store.work(Actor(officer, opened.login, frozenset())) as work:
        work.put_setting(_DEVICE_SETTING, keys.device.to_bytes())
        know_officer(work, opened.login, officer)
    return _session(paths, store, opened, keys, clock)


def _surroundings(keys: KeyRing, clock: SystemClock) -> Surroundings:
    from tipdesk.adapters.store.store import Surroundings
    from tipdesk.adapters.system.codebook import load_code_book
    from tipdesk.services.headquarters.route import route

    return Surroundings(
        clock=clock,
        ids=SystemIds(clock),
        sign=keys.signer.sign,
        verify=partial(keys.verify, keys.signer.public),
        rank=load_code_book().rank,
        route=route,
    )


def _session(paths: HomePaths, store: Store, opened: Opened, keys: KeyRing, clock: SystemClock) -> Session:
    return Session(paths, store, opened, keys, clock, _desk(store, opened.login, keys, clock))


def _desk(store: Store, login: str, keys: KeyRing, clock: SystemClock) -> LinkDesk:
    from tipdesk.adapters.system.codebook import load_code_book
    from tipdesk.services.keys.who_am_i import who_am_i
    from tipdesk.services.sync.keys import LinkDesk

    with store.read() as reader:
        actor = who_am_i(reader, login)
    return LinkDesk(
        work=partial(store.work, actor),
        read=store.read,
        clock=clock,
        ids=SystemIds(clock),
        actor=actor,
        place=Place(keys.device.device_id, store.own_log, store.is_headquarters),
        codes=load_code_book(),
        keys=keys,
    )


def run_server(session: Session, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve posts until stopped. Trouble when the port is taken."""
    from tipdesk.hq.server import serve
    from tipdesk.hq.tls import ServerTls
    from tipdesk.services.headquarters.found_headquarters import AUTHORITY_SETTING, SERVER_SETTING
    from tipdesk.services.headquarters.open_inbox import open_inbox
    from tipdesk.sync.codec import decode_plain

    with session.desk.read() as reader:
        kept, authority = reader.get_setting(SERVER_SETTING), reader.get_setting(AUTHORITY_SETTING)
    if kept is None or authority is None:
        raise UserError("not-headquarters", _("This is not a headquarters' home."))
    certificate, key, _authority_key = decode_plain(kept)
    inbox = open_inbox(session.desk)
    serve(inbox, session.paths.spool, ServerTls(certificate, key), host=host, port=port, ready=ready)
