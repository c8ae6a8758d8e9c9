"""Walk every log that is held: chain, bodies against their salts, redactions, and every proof that is kept beside them.

Nothing is changed, and nothing of a body is returned: problems are told by log and number. A body may be absent only
where a redaction names its entry. Whether rows and pages of the store hold is checked elsewhere, by the store itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Reader, UnitOfWork
from tipdesk.services.from_headquarters import find_stretches, former_sign_keys
from tipdesk.services.keys.cases.case_keys import find_signed
from tipdesk.services.ledger import Logged, LogState, ScopeKey
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import KEYSET_IN_FORCE, LAST_RECEIPT
from tipdesk.sync.bundle import INNER_TYPE
from tipdesk.sync.codec import body_hash, decode_head, first_hash, next_hash
from tipdesk.sync.document import RECEIPT, Keyset, Receipt, read_keyset, read_signed
from tipdesk.sync.envelope import pae
from tipdesk.sync.limits import BUNDLE_AIM
from tipdesk.sync.merkle import is_included, leaf_hash
from tipdesk.sync.trust import salt_key

REDACTION = BY_NAME["Redaction"]


@dataclass
class LogLine:
    """What the walk over one log found.

    It counts the entries, the bodies that were checked (`bodies`), bodies whose salt is gone (`unsalted`) and bodies
    that are absent (`redacted`).
    """

    log: bytes
    device: bytes
    entries: int = 0
    bodies: int = 0
    unsalted: int = 0
    redacted: int = 0


@dataclass
class LogReport:
    """What a walk over all logs found.

    `signatures` counts the good signatures and proofs by what they are over; `problems` are sentences about what does
    not hold.
    """

    logs: list[LogLine] = field(default_factory=list)
    signatures: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def verify_log(desk: LinkDesk) -> LogReport:
    """Return what a walk over every log finds, as of now."""
    report = LogReport()
    with desk.work() as work:
        redacted = redacted_entries(work)
        salts = Salts(work)
        for state in work.ledger.find_logs():
            _walk(salts, state, redacted, report)
        _check_signatures(desk, work, report)
        if desk.place.is_headquarters:
            _check_ledger(work, report)
    return report


def redacted_entries(reader: Reader) -> set[tuple[bytes, int]]:
    """Return log and number of every entry that a redaction names."""
    rows = reader.find_rows(REDACTION)
    return {(log, seq) for row in rows if isinstance(log := row["log"], bytes) and isinstance(seq := row["seq"], int)}


def entries_of_log(work: UnitOfWork, state: LogState) -> Iterator[Logged]:
    """Yield the entries of a log in order, as far as it is held without a gap."""
    after = 0
    while stretch := work.ledger.read(state.log, after, BUNDLE_AIM):
        for one in stretch:
            if one.seq > state.seq:
                return
            yield one
        after = stretch[-1].seq


def _walk(salts: "Salts", state: LogState, redacted: set[tuple[bytes, int]], report: LogReport) -> None:
    work, line = salts.work, LogLine(state.log, state.device)
    after = first_hash(state.device, state.log)
    for entry in entries_of_log(work, state):
        if entry.seq != line.entries + 1:
            report.problems.append(f"{state.log.hex()}:{entry.seq}: an entry is missing before this one")
            break
        line.entries = entry.seq
        after = next_hash(after, entry.head, entry.body_hash)
        if work.ledger.hash_at(state.log, entry.seq) != after:
            report.problems.append(f"{state.log.hex()}:{entry.seq}: the chain does not hold")
        _check_body(salts, entry, redacted, line, report)
    if line.entries != state.seq or after != state.hash:
        report.problems.append(f"{state.log.hex()}: the log ends at {line.entries}, not at {state.seq}, or elsewhere")
    report.logs.append(line)


def _check_body(
    salts: "Salts", entry: Logged, redacted: set[tuple[bytes, int]], line: LogLine, report: LogReport
) -> None:
    where = f"{entry.log.hex()}:{entry.seq}"
    if entry.body is None:
        line.redacted += 1
        if (entry.log, entry.seq) not in redacted:
            report.problems.append(f"{where}: the body is gone and no redaction names it")
        return
    try:
        salt = salts.of(ScopeKey(*salt_key(decode_head(entry.head), entry.log)))
    except Distrust:
        report.problems.append(f"{where}: the head cannot be read")
        return
    if salt is None:
        line.unsalted += 1
    elif body_hash(salt, entry.log, entry.seq, entry.body) != entry.body_hash:
        report.problems.append(f"{where}: the body is not the one that was hashed")
    else:
        line.bodies += 1


@dataclass
class Salts:
    """The salts of the scopes, each asked for only once."""

    work: UnitOfWork
    known: dict[ScopeKey, bytes | None] = field(default_factory=dict)

    def of(self, key: ScopeKey) -> bytes | None:
        """Return the salt of a scope, None where it is not held."""
        if key not in self.known:
            self.known[key] = self.work.ledger.salts([key]).get(key)
        return self.known[key]


def _check_signatures(desk: LinkDesk, work: UnitOfWork, report: LogReport) -> None:
    for row, is_good in find_signed(work, desk):
        if is_good:
            report.signatures["case key"] = report.signatures.get("case key", 0) + 1
        else:
            report.problems.append(f"case key {row.hex()}: no officer has signed to whom it is given")
    document, receipt = (KEYSET_IN_FORCE.get(work) or b""), LAST_RECEIPT.get(work)
    if not document:
        return
    try:
        keyset = read_keyset(document, desk.keys.verify)
    except Distrust as refusal:
        report.problems.append(f"keyset: {refusal.code}")
        return
    report.signatures["keyset"] = 1
    if receipt is not None:
        _check_receipt(desk, work, keyset, receipt, report)
    for stretch in find_stretches(work):
        signed = pae(INNER_TYPE, stretch.signed)
        is_good = any(desk.keys.verify(key, signed, stretch.signature) for key in keyset.sign_keys)
        name = "down header" if is_good else "down header by a former key"
        report.signatures[name] = report.signatures.get(name, 0) + 1


def _check_ledger(work: UnitOfWork, report: LogReport) -> None:
    """Check that the last entry of every log lies under the root that receipts tell of, by its own proof."""
    tree = work.ledger.tree
    now = tree.checkpoint()
    for state in work.ledger.find_logs():
        entry, proved = work.ledger.get_entry(state.log, state.seq), tree.inclusion(state.log, state.seq, now[0])
        if entry is None:
            continue
        leaf = leaf_hash(state.log, entry.seq, entry.head, entry.body_hash)
        if proved is not None and is_included(leaf, proved[0], now, proved[1]):
            report.signatures["place in the ledger"] = report.signatures.get("place in the ledger", 0) + 1
        else:
            report.problems.append(f"{state.log.hex()}:{state.seq}: the entry is not under the root of the ledger")


def _check_receipt(desk: LinkDesk, work: UnitOfWork, keyset: Keyset, document: bytes, report: LogReport) -> None:
    try:
        keys = (*keyset.sign_keys, *former_sign_keys(work))  # it may be from before the keys were renewed
        receipt = read_signed(document, RECEIPT, Receipt, keys, desk.keys.verify)
    except Distrust as refusal:
        report.problems.append(f"receipt: {refusal.code}")
        return
    report.signatures["receipt"] = 1
    if work.ledger.hash_at(receipt.log, receipt.seq) != receipt.head:
        report.problems.append(f"receipt: entry {receipt.seq} is not on the chain")
