"""Every log that is held, as lines that anybody can check without this program (`resources/verifier/verify_log.py`).

It is the smallest set that proves the logs: heads and hashes of all entries, and bodies of one case alone, only for
somebody who may export it in full. An export is audited before its first line. The device signs the end, over
everything before it. The caller decides where the lines are written.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from tipdesk.domain.errors import UserError
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_look
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.from_headquarters import get_keyset
from tipdesk.services.keys.office.office_keys import get_office
from tipdesk.services.ledger import LogState, ScopeKey
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.look import permit
from tipdesk.services.proof.verify_log import REDACTION, entries_of_log
from tipdesk.services.remembered.link import FORMER_KEYSETS, KEYSET_IN_FORCE, LAST_RECEIPT
from tipdesk.services.remembered.office import EPOCH
from tipdesk.sync.codec import decode_head
from tipdesk.sync.document import LEDGER, RECEIPT, LedgerGrowth, read_keyset, write_payload
from tipdesk.sync.envelope import pae, read_document

VERSION = 1
SIGNED_AS = "log.export"
_ROLES = frozenset({"supervisor", "coordinator", "administrator", "auditor", "prosecutor"})
JsonLine = dict[str, Any]


def export_log(desk: LinkDesk, head: tuple[bytes, bytes], case: bytes | None = None) -> Iterator[bytes]:
    """Return the lines of the file, made one by one as they are asked for.

    `head` is what the `head` file says, and the device's signature over it. `case` is the case whose bodies are in the
    export, None for no bodies. Raises UserError `not-allowed` and `no-such-case`, and at headquarters, while the lines
    are made, Distrust `ledger-incomplete` where the store has lost entries.
    """
    if not desk.actor.roles & _ROLES:
        raise UserError("not-allowed", _("Your roles do not include handing out the log. Ask your supervisor."))
    if case is not None and permit(desk, case, Action.EXPORT) < Level.FULL:
        raise UserError("not-allowed", _("You may not hand out everything that was written in this case."))
    note_look(desk, "export", case=case, reason="log")
    return _signed(desk, _lines(desk, head, case))


def _signed(desk: LinkDesk, lines: Iterator[JsonLine]) -> Iterator[bytes]:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        raw = _raw(line)
        digest.update(raw)
        count += 1
        yield raw
    told = digest.digest()
    signature = desk.keys.signer.sign(pae(SIGNED_AS, told))
    yield _raw({"line": "end", "lines": count, "sha256": told.hex(), "signature": signature.hex()})


def _raw(line: JsonLine) -> bytes:
    written = {name: value.hex() if isinstance(value, bytes) else value for name, value in line.items()}
    return json.dumps(written, separators=(",", ":")).encode() + b"\n"


def _lines(desk: LinkDesk, head: tuple[bytes, bytes], case: bytes | None) -> Iterator[JsonLine]:
    yield {
        "line": "export",
        "version": VERSION,
        "device": desk.place.device,
        "sign_key": desk.keys.signer.public,
        "bodies": "none" if case is None else case,
        "made_at": desk.clock.now_ms(),
    }
    with desk.work() as work:
        receipt = LAST_RECEIPT.get(work)
        yield from ({"line": "keyset", "document": one} for one in _keysets(desk, work, receipt))
        states = work.ledger.find_logs()
        yield from (
            {"line": "log", "log": one.log, "device": one.device, "entries": one.seq, "hash": one.hash}
            for one in states
        )
        if case is not None:
            salt = work.ledger.salts([ScopeKey(int(Scope.CASE), case)]).values()
            yield from ({"line": "salt", "scope": int(Scope.CASE), "key": case, "salt": one} for one in salt)
        yield from (
            {"line": "redaction", "log": row["log"], "seq": row["seq"], "kind": row["kind"]}
            for row in work.find_rows(REDACTION)
        )
        for state in states:
            yield from _entries(work, state, case)
        yield {"line": "head", "told": head[0], "signature": head[1]}
        if receipt:
            yield {"line": "receipt", "document": receipt}
        if desk.place.is_headquarters:
            yield from _ledger(desk, work, states)


def _keysets(desk: LinkDesk, work: UnitOfWork, receipt: bytes | None) -> list[bytes]:
    """Return the keyset in force and, where the receipt is older, the former one whose key the receipt bears."""
    in_force = KEYSET_IN_FORCE.get(work) or b""
    if not in_force or receipt is None:
        return [in_force] if in_force else []
    signed = read_document(receipt, RECEIPT)
    kept = [(one, read_keyset(one, desk.keys.verify)) for one in (in_force, *FORMER_KEYSETS.get(work))]
    bearing = [one for one, keyset in kept if any(signed.is_by(key, desk.keys.verify) for key in keyset.sign_keys)]
    return list(dict.fromkeys((in_force, *bearing[:1])))


def _entries(work: UnitOfWork, state: LogState, case: bytes | None) -> Iterator[JsonLine]:
    for one in entries_of_log(work, state):
        is_shown = case is not None and decode_head(one.head).case == case
        yield {
            "line": "entry",
            "log": one.log,
            "seq": one.seq,
            "head": one.head,
            "body": one.body if is_shown else None,
            "body_hash": one.body_hash,
            "hash": work.ledger.hash_at(one.log, one.seq),
        }


def _ledger(desk: LinkDesk, work: UnitOfWork, states: list[LogState]) -> Iterator[JsonLine]:
    """Yield the checkpoint of now, and the proof that the last entry of each log is under it."""
    now = work.ledger.tree.checkpoint()
    keyset = get_keyset(work)
    signer = get_office(desk, work).signer(keyset.sign_keys)
    growth = LedgerGrowth(desk.place.device, EPOCH.get(work), now, now, (), keyset.mark)
    yield {"line": "checkpoint", "document": write_payload(LEDGER, growth, signer)}
    for state in states:
        proved = work.ledger.tree.inclusion(state.log, state.seq, now[0])
        if proved is not None:
            path = [one.hex() for one in proved[1]]
            yield {"line": "inclusion", "log": state.log, "seq": state.seq, "index": proved[0], "path": path}
