"""Which PCs are to forget a case, since its share with their post has ended, and have not said that they have.

A PC that was revoked will never say it, and is told as such. At a post nothing is owed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Reader
from tipdesk.services.directory.shares import SHARE
from tipdesk.services.headquarters.directory.registry import DEVICE, revocation_of
from tipdesk.services.remembered.office import TO_FORGET

_CASE = BY_NAME["Case"]


@dataclass(frozen=True)
class Unforgotten:
    """A PC that is to forget a case and has not said that it has: its name, since when, and whether it was revoked."""

    case: bytes
    reference: str
    device: bytes
    post: bytes
    name: str
    since: datetime | None
    is_revoked: bool


def find_unforgotten(reader: Reader, case: bytes | None = None) -> Iterator[Unforgotten]:
    """Yield the PCs that are to forget a case, or any, and have not said that they have; none at a post."""
    for owed in TO_FORGET.get(reader):
        device = reader.get_row(DEVICE, owed.device)
        post = device["post"] if device is not None else None
        if owed.done_at or device is None or not isinstance(post, bytes) or case not in (None, owed.case):
            continue
        ends = [row["ended"] for row in reader.find_rows(SHARE, case=owed.case, where={"with_post": post})]
        since = max((one for one in ends if isinstance(one, datetime)), default=None)
        name, is_revoked = str(device["name"] or ""), revocation_of(device) is not None
        yield Unforgotten(owed.case, _reference(reader, owed.case), owed.device, post, name, since, is_revoked)


def _reference(reader: Reader, case: bytes) -> str:
    row = reader.get_row(_CASE, case)
    return str(row["reference"] or "") if row is not None else ""
