"""What the fuzzer begins from: bytes that the program itself has written in a country made for it, and its keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.lab.homes import Country, make_country
from tests.lab.kill.child import document
from tipdesk.homes.attending import seal_at_lock
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.show_case import show_case
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.locked.report import KeptReport, pack_report
from tipdesk.services.remembered.link import KEYSET_IN_FORCE
from tipdesk.services.sync.pull.make_fetch import make_fetch
from tipdesk.services.sync.push.make_bundles import make_bundles
from tipdesk.sync.bundle import open_content, read_content, read_outer

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.homes.sessions import Session

CASES = 3


@dataclass(frozen=True)
class World:
    """Both homes, open, and what they have written.

    `bundle`: one of the post; `plain`: what stands in it once it is open; `bodies`: of its entries; `documents`: signed
    ones of either end; `shown`: a case as JSON; `report`: one written without login; `beside`: files beside a store.
    """

    folder: Path
    country: Country
    post: Session
    office: Session
    bundle: bytes
    plain: bytes
    bodies: tuple[bytes, ...]
    documents: tuple[bytes, ...]
    shown: bytes
    report: bytes
    beside: dict[str, bytes]

    def close(self) -> None:
        """Close both homes."""
        self.post.close()
        self.office.close()


def make_world(folder: Path) -> World:
    """Let a post record, push, fetch, lock and back up, and keep what was written on the way."""
    country = make_country(folder)
    post, office = country.post.open(), country.headquarters.open()
    made = [new_case(post.desk, document(number)) for number in range(CASES)]
    [bundle] = [one.content for one in make_bundles(post.desk)]
    receipt = receive_bundle(office.desk, bundle, "fuzz").receipt or b""
    with post.desk.read() as reader:
        fetch, keyset = make_fetch(post.desk, reader), (KEYSET_IN_FORCE.get(reader) or b"")
    answers = answer_fetch(office.desk, fetch)[1]
    with office.desk.read() as reader:
        plain = open_content(*read_outer(bundle, None, None), get_office(office.desk, reader).open)
    seal_at_lock(post.desk)
    (folder / "backups").mkdir()
    backup = post.store.back_up(folder / "backups", "fuzz")
    shown = json.dumps(show_case(post.desk, made[0].reference, with_history=True)).encode()
    post.close()
    home = country.post.folder
    beside = {name: (home / name).read_bytes() for name in ("head", "slots", "outside", "closed")}
    beside |= {"sheet": (home / "outbox" / "sheet").read_bytes(), "list": (backup.folder / "list").read_bytes()}
    return World(
        folder,
        country,
        country.post.open(),
        office,
        bundle,
        plain,
        tuple(one.body for one in read_content(plain).items if one.body is not None),
        tuple(one for one in (receipt, fetch, keyset, *answers) if one),
        shown,
        pack_report(KeptReport("Invented", 1_700_000_000_000, 0, {"own_words": "Invented."})),
        beside,
    )
