"""The audit for those who may read it: headquarters' auditor and coordinator, and a supervisor for their own post.

Nobody else reads it, and reading it is itself a row of the audit. Looks at a case of which the reader must not know are
left out. A look names records and ids, never the content of a field. What of it deserves a second look is decided in
`exceptions`.
"""

from dataclasses import dataclass, replace

from tipdesk.domain.errors import TipdeskError, UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Look
from tipdesk.domain.rules.deeds import READS_ALL_LOOKS, READS_POST_LOOKS
from tipdesk.domain.texts import _
from tipdesk.services.audit import DENIED, note_look
from tipdesk.services.desk import Desk, LookQuery, Reader
from tipdesk.services.relation import excluded_cases

AGAIN_AFTER_MS = 10 * 60 * 1000
AUDIT = "audit"
_DEVICE = BY_NAME["Device"]


@dataclass(frozen=True)
class LookLine:
    """One look, with the reference of its case ("" where there is none) and the post of the device on which it was."""

    look: Look
    reference: str
    post: bytes | None


def find_looks(desk: Desk, query: LookQuery) -> list[LookLine]:
    """Return the looks that answer a query, latest first.

    Raises UserError `not-allowed`, audited, where the officer may not read the audit.
    """
    narrowed = permit_audit(desk, query)
    with desk.read() as reader:
        return read_looks(reader, desk, narrowed)


def permit_audit(desk: Desk, query: LookQuery) -> LookQuery:
    """Return the query cut to what the officer may read of the audit, and note that they read it.

    Raises UserError `not-allowed`, audited, where that is nothing.
    """
    with desk.read() as reader:
        devices = _open_devices(reader, desk)
    if devices is not None and not devices:
        note_look(desk, "denied", result=DENIED, reason=AUDIT)
        raise UserError("not-allowed", _("The audit is read by supervisors of the post and at headquarters."))
    _note_reading(desk)
    if devices is None:
        return query
    return replace(query, devices=devices if query.devices is None else devices & query.devices)


def can_read_looks(desk: Desk) -> bool:
    """Tell whether the officer may read some of the audit."""
    allowed = READS_ALL_LOOKS if desk.place.is_headquarters else READS_POST_LOOKS | READS_ALL_LOOKS
    return not allowed.isdisjoint(desk.actor.roles)


def read_looks(reader: Reader, desk: Desk, query: LookQuery) -> list[LookLine]:
    """Return the lines of a query that `permit_audit` has cut."""
    hidden = excluded_cases(reader, desk)
    found = [look for look in reader.find_looks(query) if look.case not in hidden]
    cases = list(dict.fromkeys(look.case for look in found if look.case is not None))
    references: dict[bytes | None, str] = {line.id: line.reference for line in reader.find_case_summaries(cases)}
    posts = device_posts(reader)
    return [LookLine(look, references.get(look.case, ""), posts.get(look.device)) for look in found]


def device_posts(reader: Reader) -> dict[bytes, bytes]:
    """Return the post of each device in the directory."""
    rows = reader.find_rows(_DEVICE, with_deleted=True)
    return {row.id: post for row in rows if isinstance(post := row["post"], bytes)}


def _open_devices(reader: Reader, desk: Desk) -> frozenset[bytes] | None:
    """Return the devices whose looks are open to the officer: None for all, empty for none."""
    if not can_read_looks(desk):
        return frozenset()
    if desk.place.is_headquarters:
        return None
    posts = device_posts(reader)
    mine = posts.get(desk.place.device)
    return frozenset({desk.place.device, *(device for device, post in posts.items() if post == mine and mine)})


def _note_reading(desk: Desk) -> None:
    now, key = desk.clock.running_ms(), (b"", AUDIT)
    last = desk.looked.get(key)
    if last is None or now - last >= AGAIN_AFTER_MS:
        desk.looked[key] = now  # first, since a page asks twice at once
        try:
            note_look(desk, AUDIT)
        except TipdeskError:
            desk.looked.pop(key)
            raise
