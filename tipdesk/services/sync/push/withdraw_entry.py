"""An officer withdraws what they wrote before headquarters has it: its text goes, that it stood there stays.

A `Redaction` entry names the entry that is withdrawn. Its body is deleted here, the rows are projected again without
it, and on the wire go its head and the hash of its body, so that the chain still verifies and nobody can read or guess
what it said. Nothing is withdrawn that may have left this PC, or that a later entry builds upon; nor who was let into a
case, kept out of it or judged, nor a change of its sealing: those are deeds, and leave their trace. A bundle in the
outbox that holds the entry is taken back first, and made anew at the next lock.

A worry is withdrawn as a whole: everything that the officer has written in its case, the latest first, or nothing. The
page after a worry offers it while nothing of it can have left. Each entry keeps its place, its author and why.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from tipdesk.domain.changes import Head
from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME, BY_NUMBER, CASE_RECORDS
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.domain.values import Sealed
from tipdesk.services.desk import Actor, UnitOfWork
from tipdesk.services.files.let_go import let_go
from tipdesk.services.from_headquarters import received_up_to, refuse_headquarters
from tipdesk.services.ledger import Logged
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.redaction import redaction_of
from tipdesk.services.remembered.link import OUTBOX_SEALED
from tipdesk.services.results import Changed
from tipdesk.services.sync.push.holds import get_handed
from tipdesk.services.sync.push.withdrawals import WITHDRAWN, note_withdrawal
from tipdesk.sync.codec import RawChange, decode_head, decode_raw_body
from tipdesk.sync.limits import BUNDLE_AIM

LONGEST_REASON: Final = 500
_CASE_KEY = BY_NAME["CaseKey"]
_KEY: Final = _CASE_KEY.by_name["key"].number
WITHDRAWN_KINDS: Final = frozenset(record.name for record in (*CASE_RECORDS, BY_NAME["Redaction"]))
"""The records that a withdrawal may have changed."""
_CASE = BY_NAME["Case"]
_LEVEL = _CASE.by_name["sealing"].number
_OWN_LOG = 0
"""The place of the own log in its table, by which dots in its bodies name it."""


def withdraw_entry(desk: LinkDesk, seq: int, reason: str) -> Changed:
    """Withdraw entry `seq` of the own log; the answer names the case, so that open screens ask again.

    Raises UserError `reason-needed`, `bad-text`, `no-such-entry`, `not-withdrawable`, `not-yours`, `already-withdrawn`,
    `already-received`, `on-its-way`, `built-upon`, which says what entry to withdraw first, and `is-headquarters`.
    """
    with desk.work() as work:
        case = withdraw_in(desk, work, seq, reason)
    let_go(desk)
    return Changed(WITHDRAWN_KINDS, case)


def withdraw_in(desk: LinkDesk, work: UnitOfWork, seq: int, reason: str) -> bytes | None:
    """Withdraw an entry within a unit of work that the caller has begun, and return its case."""
    refuse_headquarters(desk.place)
    refuse_hidden(reason)
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise UserError("reason-needed", _("Say why it is withdrawn. The reason stays."))
    head, changes = _target(desk.actor, work, seq)
    if any(_is_deed(change) for change in changes):
        raise UserError(
            "not-withdrawable", _("Who may see a case, and how it is sealed, is not withdrawn: change it instead.")
        )
    _refuse_built_upon(work, seq, changes)
    _take_back(desk, work, seq)
    work.append(Scope.REGISTER, None, [redaction_of(desk, desk.place.log, seq, WITHDRAWN)], words)
    note_withdrawal(work)
    return head.case


def _take_back(desk: LinkDesk, work: UnitOfWork, seq: int) -> None:
    """Take the bundles that hold the entry out of the outbox, before the entry goes.

    Raises UserError `on-its-way` where one of them may have left.
    """
    sealed = OUTBOX_SEALED.get(work)
    holding = [one for one in sealed if one.log == desk.place.log and one.first <= seq <= one.last]
    if not all(desk.outbox.take_back(one.name) for one in holding):
        raise on_its_way(seq)
    if holding:
        OUTBOX_SEALED.keep(work, [one for one in sealed if one not in holding])


def on_its_way(seq: int) -> UserError:
    """Return the refusal for an entry that may have left this PC."""
    return UserError(
        "on-its-way",
        _("Entry {seq} is on its way to headquarters, or on a stick. Write what is right instead."),
        seq=seq,
    )


def _target(actor: Actor, work: UnitOfWork, seq: int) -> tuple[Head, list[RawChange]]:
    own = work.ledger.own()
    entry = work.ledger.get_entry(own.log, seq) if 0 < seq <= own.seq else None
    if entry is None:
        raise UserError("no-such-entry", _("This PC has written no entry {seq}."), seq=seq)
    head = decode_head(entry.head)
    if head.scope is not Scope.CASE:
        raise UserError("not-withdrawable", _("Only what was written in a case can be withdrawn."))
    if head.actor != actor.officer:
        raise UserError("not-yours", _("Another officer wrote entry {seq}. Only its author may withdraw it."), seq=seq)
    if entry.body is None:
        raise UserError("already-withdrawn", _("Entry {seq} has been withdrawn already."), seq=seq)
    if seq <= received_up_to(work):
        raise UserError(
            "already-received",
            _("Headquarters has received entry {seq}. Write what is right; what it said before stays in the history."),
            seq=seq,
        )
    if seq <= get_handed(work, own.log):
        raise on_its_way(seq)
    return head, decode_raw_body(entry.body)[1]


def _is_deed(change: RawChange) -> bool:
    """Tell whether a change is about who sees the case, or about the level at which it is sealed."""
    record, _row, _fields, replaces = change
    known = BY_NUMBER.get(record)
    return (known is not None and known.has_own_verbs) or (record == _CASE.number and _LEVEL in replaces)


def _refuse_built_upon(work: UnitOfWork, seq: int, changes: Iterable[RawChange]) -> None:
    """Refuse where a later entry names the dots or rows of this one; the last such entry has to be withdrawn first."""
    own = work.ledger.own()
    rows = {row for _record, row, _fields, _replaces in changes} | set(_keys_made(changes))
    after, last = seq, 0
    while after < own.seq and (stretch := work.ledger.read(own.log, after, BUNDLE_AIM)):
        after = stretch[-1].seq
        last = max((one.seq for one in stretch if _builds_upon(one, seq, rows)), default=last)
    if last:
        raise UserError("built-upon", _("Entry {later} builds upon entry {seq}. Withdraw entry {later} first."),
                        seq=seq, later=last)  # fmt: skip


def _keys_made(changes: Iterable[RawChange]) -> Iterator[bytes]:
    """Yield the names of the case keys that an entry gives: what was sealed under them later needs them."""
    for record, _row, fields, _replaces in changes:
        name = fields.get(_KEY)
        if record == _CASE_KEY.number and isinstance(name, bytes):
            yield name


def _builds_upon(entry: Logged, seq: int, rows: set[bytes]) -> bool:
    """Tell whether an entry needs an earlier one; looks at a case (the audit) name it but need nothing."""
    head = decode_head(entry.head)
    if entry.body is None or head.scope is not Scope.CASE:
        return False
    if head.case in rows:
        return True
    return any(
        row in rows or _names(fields.values(), rows) or any(_has_dot(flat, seq) for flat in replaces.values())
        for _record, row, fields, replaces in decode_raw_body(entry.body)[1]
    )


def _names(values: Iterable[object], rows: set[bytes]) -> bool:
    """Tell whether a value refers to one of the rows, also from inside a list, or is sealed under one of the keys."""
    return any(
        value in rows
        if isinstance(value, bytes)
        else value.key in rows
        if isinstance(value, Sealed)
        else isinstance(value, list | tuple) and _names(value, rows)
        for value in values
    )


def _has_dot(flat: list[int], seq: int) -> bool:
    return (_OWN_LOG, seq) in zip(flat[::2], flat[1::2], strict=True)


def withdraw_worry(desk: LinkDesk, case: bytes, reason: str) -> Changed:
    """Withdraw every entry of the own log in a case.

    Raises UserError `no-such-entry` where there is none, and those of `withdraw_entry`.
    """
    with desk.work() as work:
        own = work.ledger.own().log
        entries = [one for one in work.ledger.case_entries(case) if one.log == own and one.body is not None]
        if not entries:
            raise UserError("no-such-entry", _("Nothing was written in this case on this PC."))
        for entry in sorted(entries, key=lambda one: one.seq, reverse=True):
            withdraw_in(desk, work, entry.seq, reason)
    let_go(desk)
    return Changed(WITHDRAWN_KINDS, case)
