"""The posts as the first page of headquarters shows them: devices, when last heard, how far they are, what is parked.

It is read as of now, in one unit of work, so that its lines and counts agree.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.rows import Row
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.headquarters.directory.registry import DEVICE, HEADQUARTERS_CODE, OFFICER, POST, revocation_of
from tipdesk.services.headquarters.directory.unforgotten import Unforgotten, find_unforgotten
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.office import ARRIVALS, LAST_HEARD
from tipdesk.services.remembered.shapes import ArrivalLine, Contact

SILENT_AFTER_DAYS = 3
"""A post that writes nothing still asks what waits for it, so three days without a word deserve a call."""
_DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class DeviceLine:
    """One enrolled PC.

    `seq` is the last entry held of its log, and `parked` counts the entries kept without being applied, by reason.
    `revoked_from` is the first entry of its present log that is not believed, None where it is not revoked. `to_forget`
    has the references of cases that it is to forget and has not said it has, each with when the share ended.
    """

    id: bytes
    name: str
    seq: int
    contact: Contact | None
    parked: tuple[tuple[str, int], ...]
    revoked_from: int | None
    to_forget: tuple[tuple[str, datetime | None], ...] = ()


@dataclass(frozen=True)
class PostLine:
    """One post with its PCs.

    `is_silent` says that no PC of it was heard for `SILENT_AFTER_DAYS`, or ever; a post without a PC is not silent.
    """

    id: bytes
    code: str
    name: str
    kind: str
    officers: int
    devices: tuple[DeviceLine, ...]
    last: Contact | None
    is_silent: bool
    phone: str

    @property
    def parked(self) -> int:
        """Return how many entries of this post are parked."""
        return sum(count for device in self.devices for _reason, count in device.parked)


@dataclass(frozen=True)
class Posts:
    """All posts but headquarters' own, by name, and what came last.

    `quarantined` counts refused things that are kept.
    """

    posts: tuple[PostLine, ...]
    arrivals: tuple[ArrivalLine, ...]
    quarantined: int

    def post_of(self, device: bytes | None) -> PostLine | None:
        """Return the post of a device, None where it has none."""
        return next((post for post in self.posts if any(one.id == device for one in post.devices)), None)


def list_posts(desk: LinkDesk) -> Posts:
    """Return what the page of posts shows now."""
    now = desk.clock.now_ms()
    with desk.work() as work:
        devices = [row for row in work.find_rows(DEVICE) if row.id != desk.place.device]
        owed = list(find_unforgotten(work))
        officers = Counter(row["post"] for row in work.find_rows(OFFICER) if row["disabled"] is not True)
        lines = [
            _post(work, row, [one for one in devices if one["post"] == row.id], officers[row.id], now, owed)
            for row in work.find_rows(POST)
            if row["code"] != HEADQUARTERS_CODE
        ]
        ordered = tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.code)))
        return Posts(ordered, tuple(ARRIVALS.get(work)), len(work.ledger.quarantine.find_all()))


def _post(
    work: UnitOfWork, row: Row, devices: list[Row], officers: int, now: int, owed: Sequence[Unforgotten]
) -> PostLine:
    lines = tuple(_device(work, device, [one for one in owed if one.device == device.id]) for device in devices)
    heard = [line.contact for line in lines if line.contact is not None]
    last = max(heard, key=lambda contact: contact.at, default=None)
    working = [line for line in lines if line.revoked_from is None]
    is_silent = bool(working) and (last is None or now - last.at > SILENT_AFTER_DAYS * _DAY_MS)
    code, name, kind, phone = (str(row[told] or "") for told in ("code", "name", "kind", "phone"))
    return PostLine(row.id, code, name, kind, officers, lines, last, is_silent, phone)


def _device(work: UnitOfWork, row: Row, owed: Sequence[Unforgotten]) -> DeviceLine:
    logs = work.ledger.find_logs(row.id)
    reasons = Counter(one.reason for log in logs for one in work.ledger.find_parked(log.log))
    revoked = revocation_of(row)
    current = next((log.log for log in reversed(logs) if not log.closed), b"")
    return DeviceLine(
        row.id,
        str(row["name"] or ""),
        max((log.seq for log in logs if not log.closed), default=0),
        LAST_HEARD.of(row.id).get(work),
        tuple(sorted(reasons.items())),
        None if revoked is None else revoked.get(current, 1),
        tuple((one.reference, one.since) for one in owed),
    )
