"""Headquarters begins: its post, first officer and device in the directory, its keyset, its certificate authority."""

from dataclasses import dataclass

from tipdesk.domain.changes import Change
from tipdesk.domain.schema import Scope
from tipdesk.services.headquarters.directory.registry import DEVICE, HEADQUARTERS_CODE, OFFICER, POST
from tipdesk.services.headquarters.directory.writing import change_of
from tipdesk.services.headquarters.keys.case_unit import UnitKey, change_of_unit_key
from tipdesk.services.headquarters.keys.office import keep_own_keyset
from tipdesk.services.keys.office.office_keys import keep_office
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import ADDRESS
from tipdesk.services.remembered.office import CARDS_PENDING, SERVER_AUTHORITY, SERVER_KEYS
from tipdesk.sync.document import KEYSET, Keyset, with_word, write_payload
from tipdesk.sync.envelope import Signer

FIRST_ROLES = ("administrator", "coordinator")


@dataclass(frozen=True)
class Foundation:
    """What is made outside for a new headquarters and kept here.

    `root` signs once and is dropped. `server` is the TLS key and certificate. `case_unit_sealed` is the private half of
    the case unit's key, sealed to its first member and sealed to recovery.
    """

    name: str
    url: str
    root: Signer
    recovery: str
    case_unit: str
    case_unit_sealed: tuple[bytes, bytes]
    authority: bytes
    server: bytes


def found_headquarters(desk: LinkDesk, foundation: Foundation) -> str:
    """Write the first entry of the directory and the settings, and return the fingerprint of the root key."""
    office = desk.keys.office()
    keyset = Keyset(
        number=1,
        root=foundation.root.public,
        sign_keys=office.sign_keys[:1],
        seal_current=office.recipients[0],
        seal_next=office.recipients[1],
        case_unit=foundation.case_unit,
        recovery=foundation.recovery,
        made_at=desk.clock.now_ms(),
    )
    keyset = with_word(keyset, desk.keys.signer)
    changes = _first_rows(desk, foundation)
    with desk.work() as work:
        work.append(Scope.DIRECTORY, None, changes)  # nobody has a role yet that `write_directory` could ask for
        keep_own_keyset(work, keyset, write_payload(KEYSET, keyset, foundation.root))
        keep_office(work, office)
        CARDS_PENDING.keep(work, value=True)
        ADDRESS.keep(work, foundation.url)
        SERVER_AUTHORITY.keep(work, foundation.authority)
        SERVER_KEYS.keep(work, foundation.server)
        work.append(Scope.REGISTER, None, _first_unit(desk, foundation))
    return desk.keys.fingerprint(foundation.root.public)


def _first_rows(desk: LinkDesk, foundation: Foundation) -> list[Change]:
    post = desk.ids.new_id()
    officer = {
        "login": desk.actor.login,
        "post": post,
        "roles": list(FIRST_ROLES),
        "seal_key": desk.officer_keys.seal_key,
        "sign_key": desk.officer_keys.sign_key,
        "key_device": desk.place.device,
    }
    device = {
        "name": "PC 1",
        "post": post,
        "sign_key": desk.keys.signer.public,
        "recipient": desk.keys.recipient,
        "log": desk.place.log,
    }
    return [
        change_of(POST, post, {"code": HEADQUARTERS_CODE, "name": foundation.name, "kind": "headquarters"}),
        change_of(OFFICER, desk.actor.officer, officer),
        change_of(DEVICE, desk.place.device, device),
    ]


def _first_unit(desk: LinkDesk, foundation: Foundation) -> list[Change]:
    ours, recovery = foundation.case_unit_sealed
    keys = (
        UnitKey(1, foundation.case_unit, desk.actor.officer, ours, desk.officer_keys.seal_key),
        UnitKey(1, foundation.case_unit, None, recovery),
    )
    return [change_of_unit_key(desk.ids.new_id(), key) for key in keys]
