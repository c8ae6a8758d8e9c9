"""What the tests let a site write: cases and notes, and entries past every check of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.schema import Scope
from tipdesk.services.ledger import ScopeKey
from tipdesk.services.redaction import redaction_of

if TYPE_CHECKING:
    from tests.lab.simulation.sites import Site
    from tipdesk.domain.changes import Entry, Written
    from tipdesk.domain.schema import RecordType

CASE, NOTE, KEY, AUDIT, REDACTION = (
    BY_NAME[name] for name in ("Case", "Note", "OfficerKey", "AuditEvent", "Redaction")
)


def begin_case(site: Site, title: str = "Heron") -> bytes:
    """Save a new case with a title; return its id."""
    case = site.ids.new_id()
    write(site, case, Change(CASE.number, case, {CASE.by_name["title"].number: title}))
    return case


def add_note(site: Site, case: bytes, text: str = "noted") -> Entry:
    """Save a note in a case."""
    return write(site, case, Change(NOTE.number, site.ids.new_id(), {NOTE.by_name["text"].number: text}))


def share_case(giver: Site, taker: Site, case: bytes) -> None:
    """Give a PC what the entries of a case are hashed with, as its down-log would."""
    key = ScopeKey(int(Scope.CASE), case)
    with giver.desk().work() as work:
        salts = work.ledger.salts([key])
    with taker.desk().work() as work:
        work.ledger.keep_salts(salts)


def write(site: Site, case: bytes | None, *changes: Change, scope: Scope = Scope.CASE) -> Entry:
    """Save one entry, whatever it says: no service looks at it."""
    with site.desk().work() as work:
        return work.append(scope, case, changes)


def redact(site: Site, log: bytes, seq: int, kind: str = "erased") -> None:
    """Write a redaction of an entry."""
    with site.desk().work() as work:
        work.append(Scope.REGISTER, None, [redaction_of(site.desk(), log, seq, kind)])


def write_directory(office: Site, record: RecordType, row: bytes, **given: Written) -> None:
    """Write a row of the directory as it comes, past every check of it."""
    fields = {record.by_name[name].number: value for name, value in given.items()}
    write(office, None, Change(record.number, row, fields), scope=Scope.DIRECTORY)


def write_beside(site: Site, scope: Scope) -> Entry:
    """Save an entry of the register or of the audit."""
    record = KEY if scope is Scope.REGISTER else AUDIT
    return write(site, None, Change(record.number, site.ids.new_id(), {2: None}), scope=scope)
