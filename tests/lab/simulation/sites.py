"""A simulated country: headquarters, the PCs of two posts, who sits at each, and clocks that may be wrong by years.

Promises that everything is founded and enrolled by the real services. What then happens to it is left to `deeds`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, cast

from tests.fakes.clock import MORNING, FakeIds
from tests.fakes.desk import CODES
from tests.fakes.keys import FakeKeys, FakeOfficerRing
from tests.lab.simulation.engines import Birth, Engine, Replica
from tipdesk.adapters.matching.nearness import LetterNearness
from tipdesk.services.desk import Actor, Place
from tipdesk.services.headquarters.directory.add_post import add_post
from tipdesk.services.headquarters.enrolment.enrol_device import enrol_device
from tipdesk.services.headquarters.keys.found_headquarters import Foundation, found_headquarters
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sync.enrolment import accept_grant, request_enrolment

if TYPE_CHECKING:
    from tests.fakes.files import FakeFiles
    from tests.lab.simulation.engines import MemoryReplica
    from tipdesk.domain.rows import Row

ROLES = frozenset({"frontline", "investigator", "supervisor"})
OFFICE_ROLES = ROLES | {"administrator"}
TICK_MS = 60_000


@dataclass
class SiteClock:
    """A clock of its own: `wrong_ms` off the true time, which all share."""

    true: list[int]
    wrong_ms: int = 0

    def now_ms(self) -> int:
        self.true[0] += 1
        return self.true[0] + self.wrong_ms

    def running_ms(self) -> int:
        return self.true[0]

    def offset_minutes(self) -> int:
        return -240


@dataclass
class Site:
    """One PC. `post`: its post's code; `looked`: rows on its screen; `dead`: revoked, never heard again.

    `person`: after whom the officer's keys are called. `is_copy`: its disk was copied from another one; `gone`: of two
    homes that went on from one copy the one that people let go of.
    """

    name: str
    post: str
    keys: FakeKeys
    store: Replica
    clock: SiteClock
    ids: FakeIds
    actor: Actor
    log: bytes
    is_headquarters: bool = False
    person: str = ""
    is_copy: bool = False
    gone: bool = False
    dead: bool = False
    online: bool = True
    logs: int = 1
    looked: list[Row] = field(default_factory=list)
    backups: list[tuple[object, bytes]] = field(default_factory=list)

    @property
    def device(self) -> bytes:
        """The id of the PC."""
        return self.keys.device

    @property
    def files(self) -> FakeFiles:
        """The sealed files of a PC whose store is in memory."""
        return cast("FakeFiles", self.store.files)

    @files.setter
    def files(self, files: FakeFiles) -> None:
        cast("MemoryReplica", self.store).files = files

    def desk(self) -> LinkDesk:
        """Return the desk of whoever sits there now."""
        return LinkDesk(
            work=partial(self.store.work, self.actor),
            read=self.store.read,
            clock=self.clock,
            ids=self.ids,
            actor=self.actor,
            place=Place(self.device, self.log, self.is_headquarters),
            codes=CODES,
            officer_keys=FakeOfficerRing.of(self.person or self.name),
            nearness=LetterNearness(),
            files=self.store.files,
            keys=self.keys,
        )

    def next_log(self) -> bytes:
        """Return the id of the log that a restore begins."""
        self.logs += 1
        return log_of(self.name, self.logs)


def log_of(name: str, number: int) -> bytes:
    """Return the id of a PC's n-th log."""
    return hashlib.sha256(f"log {number} of {name}".encode()).digest()[:16]


def officer(name: str, roles: frozenset[str] = ROLES) -> Actor:
    """Return an officer whose id follows from the name."""
    return Actor(hashlib.sha256(f"officer {name}".encode()).digest()[:16], name, roles)


def make_site(engine: Engine, name: str, post: str, true: list[int], *, is_headquarters: bool = False) -> Site:
    """Return a PC with an empty store."""
    keys, clock = FakeKeys.of(name), SiteClock(true)
    ids = FakeIds(int.from_bytes(hashlib.sha256(name.encode()).digest()[:3], "big"))
    log = log_of(name, 1)
    store = engine.make(Birth(keys.device, log, clock, ids, is_headquarters))
    actor = officer(name, OFFICE_ROLES if is_headquarters else ROLES)
    return Site(name, post, keys, store, clock, ids, actor, log, is_headquarters)


def found(engine: Engine, posts: dict[str, int]) -> tuple[Site, list[Site]]:
    """Return headquarters and the enrolled PCs of these posts (so many of each)."""
    true = [MORNING]
    headquarters = make_site(engine, "headquarters", "HQ", true, is_headquarters=True)
    root, ring = FakeKeys.of("root 1"), headquarters.desk().officer_keys
    foundation = Foundation(
        name="Headquarters",
        url="",
        root=root.signer,
        recovery=FakeKeys.of("recovery 1").recipient,
        case_unit="fake1unit",
        case_unit_sealed=(ring.seal(b"fake1unit", [ring.recipient(ring.seal_key)]), b"sealed"),
        authority=b"",
        server=b"",
    )
    fingerprint = found_headquarters(headquarters.desk(), foundation)
    sites = []
    for post, count in posts.items():
        add_post(headquarters.desk(), post, post)
        for number in range(count):
            site = make_site(engine, f"{post}{number + 1}", post, true)
            enrol(headquarters, site, fingerprint)
            sites.append(site)
    return headquarters, sites


def enrol(headquarters: Site, site: Site, fingerprint: str) -> None:
    """Enrol a PC at headquarters, whose digits somebody has read out."""
    request = request_enrolment(site.desk(), b"", b"")
    grant = enrol_device(headquarters.desk(), request.document, site.post, request.fingerprint)[1]
    accept_grant(site.desk(), grant, fingerprint)
