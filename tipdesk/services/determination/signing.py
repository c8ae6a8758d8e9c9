"""Signing a row of a case for good: what stands in it, what it rests on, and by whom, in one entry with the signature.

What is signed is read whole by who signs it, and is in dispute with nobody. Nothing of it is changed any more.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.determinations import is_signed
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.rules.gates.predicates import NotJudgedError
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.access.deciding import CASE, Confirm, confirm_officer, get_live_row
from tipdesk.services.audit import moment_now, note_deed
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.entries.judge import Said
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.keys.officers.officer_past import ALTERED
from tipdesk.services.look import deed, no_such_case
from tipdesk.services.results import Changed
from tipdesk.services.signatures.sign_content import SIGNATURE, sign_content
from tipdesk.services.signatures.verify_signature import Verified, verify_signature

if TYPE_CHECKING:
    from tipdesk.domain.changes import Written

Proof = tuple[Confirm, str]
"""What asks a passphrase of the officer's slot, and the passphrase."""
_SIGNED_AT = "signed_at"


@dataclass(frozen=True)
class Signing:
    """How the rows of one record are signed.

    `use` is the code of the list signature_use, and `sign_` before it that of the audit. `decide` returns what signing
    writes beside the hour. `contents` returns the bytes that are signed of the row as it stands then: one for each key
    of the case that opens here, the one to sign first, and none where part of it does not open. `says` are fields that
    are written once more, so that the entry tells by itself what it signs.
    """

    record: RecordType
    use: str
    decide: Callable[[FrozenCase, Row, Desk], Mapping[str, Value]]
    contents: Callable[[FrozenCase, Row], Sequence[bytes]]
    says: tuple[str, ...] = ()


def sign_row(
    desk: Desk, signing: Signing, row: bytes | str, *, override: Override | None = None, proof: Proof | None = None
) -> Changed:
    """Sign a row, given by its id; `Changed.row` is that id.

    `override` goes past a gate, and `proof` is the passphrase, where somebody else may have sat down since it was
    unlocked. Raises UserError `no-such-row`, `signed-already`, `not-settled` where answers differ, `not-read` where
    part of it is held back from the officer, `not-a-holder`, `wrong-passphrase`, and those of `write_case`.
    """
    if proof is not None:
        with desk.read() as reader:
            case = get_live_row(reader, signing.record, row).case or b""
        confirm_officer(desk, case, *proof, signing.use)
    with deed(desk) as unit:
        held = get_live_row(unit, signing.record, row)
        case = held.case or b""
        eyes = permit_edit(unit, desk, case)
        seen = _read(eyes, held)
        change = _change(unit, desk, eyes, signing, seen)
        told = Said(override=override).listening()
        entry = write_case(desk, unit, case, [change], urgent=True, said=told)
        contents = _contents(unit, desk, signing, seen.id, case)
        if not contents:
            raise _not_a_holder()
        sign_content(desk, unit, signing.use, case, contents[0], subject=seen.id)
        note_deed(desk, unit, f"sign_{signing.use}", {"case": case, "row": seen.id})
    kinds = frozenset({signing.record.name})
    return Changed(kinds, case, seen.id, (entry.dot,), warned=tuple(told.warned or ()))


def verify_signing(desk: Desk, signing: Signing, row: bytes | str) -> Verified | None:
    """Return the verdict on who signed a row, over what stands in it now, for a caller whose look was audited.

    None where nobody has, or part of it does not open here. Raises UserError `no-such-row`.
    """
    with desk.read() as reader:
        held = get_live_row(reader, signing.record, row)
        case = held.case or b""
        signed = reader.find_rows(SIGNATURE, case=case, where={"subject": held.id, "use": signing.use})
        contents = _contents(reader, desk, signing, held.id, case)
        told = [verify_signature(desk, reader, one, content) for one in signed for content in contents]
        good = [one for one in told if one.verdict != ALTERED]
        return next(iter([*good, *told]), None)


def signed_bytes(context: bytes, row: Row, digest: bytes, names: tuple[str, ...]) -> bytes:
    """Return the exact bytes that are signed of a row: its content by its digest, and what signing wrote.

    They are `context` and a JSON array, without spaces, of the number of the record, the id of the row, the digest of
    what it says and rests on, and these fields as they go on the wire of documents.
    """
    known = row.record.by_name
    facts = [row.record.number, row.id.hex(), digest.hex(), *(known[name].to_json(row[name]) for name in names)]
    return context + json.dumps(facts, separators=(",", ":"), ensure_ascii=False).encode()


def _read(eyes: Eyes, held: Row) -> Row:
    """Return the row as the officer reads it; refuse one that is signed, in dispute, or not open to them as a whole."""
    if is_signed(held):
        raise UserError("signed-already", _("This is signed already, and stands."))
    seen = eyes.cut(held)
    if seen.masked:
        raise UserError("not-read", _("Part of this is held back from you. Nobody signs what they may not read."))
    if seen.siblings:
        raise UserError("not-settled", _("Some answers differ between posts. Settle them before it is signed."))
    return seen


def _change(unit: UnitOfWork, desk: Desk, eyes: Eyes, signing: Signing, seen: Row) -> Change:
    view = freeze(unit, desk, eyes.case)
    try:
        decided = signing.decide(view, seen, desk)
    except NotJudgedError:
        raise _not_a_holder() from None
    values = {**{name: seen[name] for name in signing.says}, **decided, _SIGNED_AT: moment_now(desk)}
    fields = {seen.record.by_name[name]: value for name, value in values.items()}
    written: dict[int, Written] = {field.number: field.to_wire(value) for field, value in fields.items()}
    return Change(seen.record.number, seen.id, written, {number: seen.replaced_by_write(number) for number in written})


def _contents(reader: Reader, desk: Desk, signing: Signing, row: bytes, case: bytes) -> Sequence[bytes]:
    """Return what is signed, of the row as it stands."""
    own = reader.get_row(CASE, case)
    if own is None:
        raise no_such_case()
    view = freeze(reader, desk, own)
    signed = view.get_row(signing.record.name, row)
    return signing.contents(view, signed) if signed is not None else ()


def _not_a_holder() -> UserError:
    return UserError("not-a-holder", _("Part of what this rests on is sealed to others: ask somebody who can open it."))
