"""A headquarters and its posts, founded by the real services over stores in memory: what the tests of intake stand on.

Made in some milliseconds. Leaves thousands of lives and accidents to the simulation whose sites these are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, cast

import msgspec

from tests.fakes.keys import FakeKeys
from tests.lab.simulation.engines import PureEngine
from tests.lab.simulation.sites import Site, enrol, found, make_site, officer
from tests.lab.simulation.ways import Wire
from tests.services.writes import add_note
from tipdesk.services.backups.put_back import begin_again
from tipdesk.services.headquarters.directory.registry import OFFICER, get_post, read_registry
from tipdesk.services.headquarters.directory.writing import change_of
from tipdesk.services.headquarters.directory.writing import write_directory as save_directory
from tipdesk.services.headquarters.intake.answer_fetch import answer_fetch
from tipdesk.services.headquarters.intake.receive_bundle import Received, receive_bundle
from tipdesk.services.headquarters.keys.rotate_keyset import NewKeys, rotate_keyset
from tipdesk.services.headquarters.keys.see_keys import see_keys
from tipdesk.services.headquarters.ledger.down_bundles import make_down_bundles
from tipdesk.services.headquarters.ledger.epoch import declare_restored
from tipdesk.services.integrity.note_incident import find_open
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.sync.carrier import never, no_step
from tipdesk.services.sync.pull.make_fetch import make_fetch
from tipdesk.services.sync.push.make_bundles import pack_log
from tipdesk.services.sync.sync_now import SyncReport, sync_now
from tipdesk.sync.bundle import Bundle, open_content, read_content, read_outer, seal_bundle, write_content
from tipdesk.sync.codec import decode_head
from tipdesk.sync.document import FETCH, RECEIPT, Fetch, Receipt, read_payload, write_payload

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.fakes.keys import FakeSigner
    from tests.lab.simulation.engines import Engine
    from tipdesk.domain.rows import Row
    from tipdesk.services.desk import Actor, UnitOfWork
    from tipdesk.services.headquarters.directory.registry import Registry
    from tipdesk.services.ledger import Quarantined
    from tipdesk.services.link_desk import Office
    from tipdesk.sync.bundle import Sealer
    from tipdesk.sync.envelope import Signer

ROOT = FakeKeys.of("root 1").signer
"""Of the cards with which these headquarters are founded."""


@dataclass
class Country:
    """Headquarters and the PCs of its posts."""

    office: Site
    posts: list[Site]

    @property
    def post(self) -> Site:
        """The first PC of a post."""
        return self.posts[0]

    def sync(self, site: Site | None = None) -> SyncReport:
        """Let a post push and pull over a wire that never drops."""
        return sync_now((site or self.post).desk(), Wire(self.office.desk(), Random(0)), no_step, never)

    def receive(self, content: bytes, file: str = "stick.tdb") -> Received:
        """Let headquarters take in one bundle."""
        return receive_bundle(self.office.desk(), content, file)

    def fetch(self, site: Site | None = None, **changes: object) -> list[bytes]:
        """Return what headquarters answers to a post that asks; `changes`: what it says otherwise than it should."""
        return answer_fetch(self.office.desk(), fetch_of(site or self.post, **changes))[1]

    def rewritten(self, content: bytes, by: Site | None = None, **changes: object) -> bytes:
        """Return a bundle whose inner header says something else, signed and sealed by a device as its own."""
        author, opened = by or self.post, self.opened(content)
        inner = msgspec.structs.replace(opened.inner, **changes)
        return self.sealed(write_content(inner, author.keys.signer, opened.salts, opened.items), author)

    def opened(self, content: bytes) -> Bundle:
        """Return what stands in a bundle that headquarters can open."""
        return read_content(open_content(*read_outer(content, None, None), self._office().open))

    def without_body(self, content: bytes, seq: int) -> bytes:
        """Return a post's bundle without the body of one entry, which it has deleted."""
        whole = self.opened(content)
        with self.post.desk().work() as work:
            gone = work.ledger.get_entry(whole.inner.log, seq)
        assert gone is not None
        items, place = list(whole.items), seq - whole.inner.first
        items[place] = items[place]._replace(body=None, body_hash=gone.body_hash)
        return self.sealed(write_content(whole.inner, self.post.keys.signer, whole.salts, items), self.post)

    def sealed(self, plain: bytes, by: Site, seal: Sealer | None = None) -> bytes:
        """Return a bundle around these bytes, signed outside by a device; sealed to headquarters by default."""
        return seal_bundle(plain, by.device, by.keys.signer, seal or by.keys.sealer(self._office().recipients))

    @property
    def signer(self) -> FakeSigner:
        """The key with which headquarters was founded."""
        return self.office.keys.office().signer()

    def _office(self) -> Office:
        desk = self.office.desk()
        with desk.read() as reader:
            return get_office(desk, reader)

    def registry(self) -> Registry:
        """Return headquarters' directory."""
        with self.office.desk().read() as reader:
            return read_registry(reader)

    def renew_keys(self) -> None:
        """Renew headquarters' keys with the cards there are."""
        rotate_keyset(self.office.desk(), NewKeys(ROOT, "fake1recovery", "fake1unit", b"unit"))

    def join(self, name: str, post: str) -> Site:
        """Enrol one more PC of a post."""
        site = make_site(PureEngine(), name, post, self.office.clock.true)
        enrol(self.office, site, see_keys(self.office.desk()).fingerprint)
        self.posts.append(site)
        return site

    def noted_down(self) -> bytes:
        """Let headquarters note something in the first case of the first post; return what brings it down."""
        add_note(self.office, first_case(self.post))
        [(content, _last)] = make_down_bundles(self.office.desk(), self.post.device)
        return content

    def put_back_office(self, backup: object) -> None:
        """Put headquarters back from a backup."""
        put_back(self.office, backup)
        declare_restored(self.office.desk())

    def put_back_post(self, backup: object, site: Site | None = None) -> None:
        """Put a post back from a backup."""
        one = site or self.post
        closed = one.log
        put_back(one, backup)
        begin_again(one.desk(), closed)


class FakeAsked:
    """A unit of work that remembers which cases' devices the store was asked for."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self.asked: list[set[bytes]] = []

    @property
    def unit(self) -> UnitOfWork:
        """Itself, as services take it."""
        return cast("UnitOfWork", self)

    def case_devices(self, cases: Collection[bytes], besides: Collection[bytes] = ()) -> dict[bytes, bytes]:
        self.asked.append(set(cases))
        return self._work.case_devices(cases, besides)

    def __getattr__(self, name: str) -> object:
        return getattr(self._work, name)


def a_country(posts: dict[str, int] | None = None, engine: Engine | None = None) -> Country:
    """Return headquarters and so many enrolled PCs of each post; one of post A by default."""
    return Country(*found(engine or PureEngine(), posts or {"A": 1}))


def kept_aside(site: Site) -> list[Quarantined]:
    """Return what a site keeps aside, latest first, without its time."""
    with site.desk().work() as work:
        return [replace(one, received_at=0) for one in work.ledger.quarantine.find_all()]


def incidents_of(site: Site) -> list[Row]:
    """Return what a site has noted and nobody has closed."""
    with site.desk().read() as reader:
        return find_open(reader)


def know(country: Country, actor: Actor, post: str = "A") -> None:
    """Let headquarters know an officer."""
    desk = country.office.desk()
    with desk.work() as work:
        given = {"login": actor.login, "post": get_post(work, post).id, "roles": sorted(actor.roles)}
        save_directory(desk, work, [change_of(OFFICER, actor.officer, given)])


def put_back(site: Site, backup: object) -> None:
    """Put a store back from a copy; it goes on in a new log."""
    site.log = site.next_log()
    site.store.restore(backup, site.log)


def first_case(site: Site) -> bytes:
    """Return the case of the first entry in a post's own log."""
    with site.desk().work() as work:
        entry = work.ledger.get_entry(site.log, 1)
    assert entry is not None
    return decode_head(entry.head).case or b""


def bundle_of(site: Site, after: int = 0) -> bytes:
    """Return everything that follows an entry of a post's log, as one bundle."""
    with site.desk().work() as work:
        end = work.ledger.own().seq
    [one] = pack_log(site.desk(), site.log, after, end)
    return one.content


def fetch_of(site: Site, signer: Signer | None = None, /, **changes: object) -> bytes:
    """Return what a post asks headquarters, changed and signed as its own."""
    with site.desk().read() as reader:
        fetch, _document = read_payload(make_fetch(site.desk(), reader), FETCH, Fetch)
    return write_payload(FETCH, msgspec.structs.replace(fetch, **changes), signer or site.keys.signer)


def receipt_in(document: bytes | None) -> Receipt:
    """Return what a receipt says."""
    assert document is not None
    return read_payload(document, RECEIPT, Receipt)[0]


def stranger(number: int = 0) -> Actor:
    """Return an officer whom headquarters does not know yet."""
    return officer(f"stranger-{number}")
