"""Headquarters takes in an up-bundle: judge, apply or park, commit, then a signed cumulative receipt.

What is refused changes nothing and is kept aside with its verdict (`keep_aside`). The bundle and the new head of its
log land in one unit of work. A replay is answered with a fresh receipt, so that a lost receipt costs no more than a
resend.

After a restore a device sends back what headquarters once sent down to it, under headquarters' own signed header. Those
entries were taken in and signed by headquarters before, so none is judged again: once proved, they go into the ledger
as they were, with headquarters' own entries that the backup lacks. What was parked for want of them, because its
officer was not known or its case not yet restricted, is judged again.
"""

from dataclasses import dataclass, replace
from functools import partial

from tipdesk.domain.errors import Distrust, Trouble
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.directory.handovers import HANDOVER
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.files.let_go import let_go
from tipdesk.services.headquarters.directory.forgetting import note_forgotten
from tipdesk.services.headquarters.directory.parking import Said, judge_parked, reasons_to_park
from tipdesk.services.headquarters.directory.registry import Registry, read_registry
from tipdesk.services.headquarters.erasure.erasing import erase_late
from tipdesk.services.headquarters.files.receive_part import receive_part
from tipdesk.services.headquarters.intake.contact import WIRE, note_arrival, note_contact
from tipdesk.services.headquarters.intake.keep_aside import keep_aside, keep_fork
from tipdesk.services.headquarters.intake.parked_incidents import note_parked
from tipdesk.services.headquarters.intake.receive_handed import receive_handed
from tipdesk.services.headquarters.keys.office import meet_keyset, signing_for
from tipdesk.services.headquarters.ledger.down_bundles import note_down_seen
from tipdesk.services.headquarters.ledger.epoch import meet_epoch
from tipdesk.services.headquarters.ledger.meet_checkpoint import meet_checkpoint
from tipdesk.services.headquarters.ledger.meet_log import current_log, fill_down_log, meet_log
from tipdesk.services.headquarters.ledger.receipts import make_receipt
from tipdesk.services.headquarters.ledger.wanted import note_back
from tipdesk.services.keys.office.office_keys import get_office, other_keys
from tipdesk.services.ledger import LEDGER_INCOMPLETE, LogState
from tipdesk.services.link_desk import LinkDesk, Office
from tipdesk.services.quarantine.keep_refused import Refusal
from tipdesk.services.remembered.shapes import ArrivalLine
from tipdesk.services.sealing.redact_resealed import redact_resealed
from tipdesk.services.sync.files.take_files import UNKNOWN_FILE
from tipdesk.services.sync.pull.arrivals import known_salts, take_in
from tipdesk.sync.bundle import ENTRY, UP, Bundle, Outer
from tipdesk.sync.codec import first_hash
from tipdesk.sync.collector import collector_resting
from tipdesk.sync.document import RECEIPT, write_payload
from tipdesk.sync.handed import is_handed
from tipdesk.sync.part import is_part, read_part
from tipdesk.sync.scope import Enrolled
from tipdesk.sync.trust import Judged, Known, Verdict, believe_bundle, judge, prove, unseal


@dataclass(frozen=True)
class Received:
    """What became of one bundle.

    `entries` counts the case and register entries that were new, `parked` those kept without being applied. `reason` is
    the code of a refusal and `message` its sentence; `receipt` is there where it was not refused. Where it was a part
    of a file, it `is_of_file`, `part` is the content id of that where it may be named, `is_file_whole` says that all of
    the file is here now, and no receipt answers it: headquarters' word about the file does. `has_erased` says that
    bodies may have been erased as it came.
    """

    file: str
    verdict: Verdict
    device: bytes | None = None
    entries: int = 0
    parked: int = 0
    reason: str = ""
    message: str = ""
    receipt: bytes | None = None
    part: bytes | None = None
    is_file_whole: bool = False
    is_of_file: bool = False
    has_erased: bool = False


@collector_resting()
def receive_bundle(desk: LinkDesk, content: bytes, file: str) -> Received:
    """Take in one bundle, and return what became of it, with the signed receipt.

    Nothing that the bundle says makes it raise: the verdict says what was refused and why. Raises Distrust
    `ledger-incomplete` where headquarters' own store has lost entries; then nothing is taken in.
    """
    refused = Received(file, Verdict.REFUSED)
    with desk.read() as reader:
        registry, office = read_registry(reader), get_office(desk, reader)
    try:
        outer, plain = unseal(content, registry.keys.get, desk.keys.verify, partial(_open, office))
        device = outer.device
        refused = replace(refused, device=device, is_of_file=is_part(plain))
        if refused.is_of_file:
            return _receive_part(desk, outer, plain, registry.keys[device], file)
        if is_handed(plain):
            return _receive_handed(desk, device, plain, file)
        bundle = believe_bundle(outer, plain, registry.keys.get, desk.keys.verify, desk.keys.signer.public)
        with desk.work() as work:
            receive = _receive if bundle.inner.kind == UP else _receive_back
            received, log = receive(desk, work, bundle, file)
            signer, mark = signing_for(desk, work, device, bundle.inner.keyset)
            receipt = make_receipt(work, device, log, desk.clock.now_ms(), mark)
    except Distrust as refusal:
        if refusal.code == LEDGER_INCOMPLETE:
            raise
        refused = replace(refused, reason=refusal.code, message=refusal.template)
        with desk.work() as work:
            told = Refusal(file, refused.verdict.value, refusal.code, desk.clock.now_ms(), refused.device)
            keep_aside(desk, work, content, registry, told, is_of_file=refused.is_of_file)
            _note(desk, work, refused)
        return refused
    if received.verdict is Verdict.FORK:
        keep_fork(desk, content, file, received.reason, bundle.inner)
        return received
    if received.has_erased:
        let_go(desk)
    return replace(received, receipt=write_payload(RECEIPT, receipt, signer))


def _receive_part(desk: LinkDesk, outer: Outer, plain: bytes, key: bytes, file: str) -> Received:
    part_bytes = desk.files.parts.part_bytes
    part = read_part(plain, outer, key, desk.keys.verify, to=None, part_bytes=part_bytes)
    content = part.header.content
    try:
        verdict, is_whole = receive_part(desk, part)
    except (Distrust, Trouble) as refusal:
        # Not now, but it comes again: after its row or, on a stick, which brings records as well, once there is room.
        is_early = refusal.code == UNKNOWN_FILE or (isinstance(refusal, Trouble) and file != WIRE)
        if not is_early:
            raise
        early = Received(file, Verdict.REFUSED, outer.device, 0, 0, refusal.code, refusal.template, part=content)
        return replace(early, is_of_file=True)
    with desk.work() as work:
        note_contact(work, outer.device, desk.clock.now_ms(), file)
    return Received(file, verdict, outer.device, part=content, is_file_whole=is_whole, is_of_file=True)


def _receive_handed(desk: LinkDesk, device: bytes, plain: bytes, file: str) -> Received:
    """Take in what one post handed to another, whichever of them brings it; return it with a receipt for that one."""
    with desk.work() as work:
        new, parked = receive_handed(desk, work, plain)
        received = Received(file, Verdict.ACCEPTED if new else Verdict.REPLAY, device, new, parked)
        _note(desk, work, received)
        signer, mark = signing_for(desk, work, device)
        receipt = make_receipt(work, device, current_log(work, device), desk.clock.now_ms(), mark)
    return replace(received, receipt=write_payload(RECEIPT, receipt, signer))


def _open(office: Office, sealed: bytes) -> bytes:
    """Open what an enrolled device has signed; raises Distrust `other-keys` where it is sealed to no key held here."""
    try:
        return office.open(sealed)
    except Distrust as refusal:
        if refusal.code != "age-no-match":
            raise
        raise other_keys() from refusal


def _receive(desk: LinkDesk, work: UnitOfWork, bundle: Bundle, file: str) -> tuple[Received, bytes]:
    """Take in an up-bundle; return what became of it, and the log whose receipt answers it."""
    inner = bundle.inner
    registry = read_registry(work)
    author = registry.devices[inner.device]
    _check_revoked(author, inner.log, inner.first)
    state = work.ledger.get_log(inner.log) or LogState(inner.log, inner.device, 0, first_hash(inner.device, inner.log))
    if state.device != inner.device:
        raise Distrust("bad-signature", _("This bundle continues the log of another device."))
    held = Known(
        state.seq, lambda seq: work.ledger.hash_at(inner.log, seq) if seq else first_hash(inner.device, inner.log)
    )
    judged = judge(bundle, held, known_salts(work, bundle.salts))
    received = Received(file, judged.verdict, inner.device)
    if judged.verdict is Verdict.FORK:
        received = replace(
            received,
            reason="fork",
            message=_("This device has written two different histories. Its store may be a copy."),
        )
    else:
        meet_epoch(work, inner.epoch)
        meet_keyset(desk, work, registry, inner.device, inner.log, inner.keyset)
        meet_log(work, registry, inner.device, inner.log)
        if inner.checkpoint_seen is not None:
            meet_checkpoint(desk, work, inner.epoch, inner.checkpoint_seen)
    if judged.verdict is Verdict.ACCEPTED:
        received = _apply(desk, work, judged, registry, received)
        if inner.down_seen is not None:
            note_down_seen(work, registry, inner.device, *inner.down_seen)
        _note_forgotten(desk, work, judged)
        _judge_handed(desk, work, judged)
    _note(desk, work, received)
    return received, inner.log


def _receive_back(desk: LinkDesk, work: UnitOfWork, bundle: Bundle, file: str) -> tuple[Received, bytes]:
    """Take in what this headquarters once sent down; return what became of it, and the log to give a receipt of.

    That log is the device's current one. Headquarters' own signature proves the entries, so they are welcome from a
    revoked device too.
    """
    device = bundle.inner.device
    new = receive_back(desk, work, bundle)
    received = Received(file, Verdict.ACCEPTED if new else Verdict.REPLAY, device, new, has_erased=bool(new))
    _note(desk, work, received)
    return received, current_log(work, device)


def _apply(desk: LinkDesk, work: UnitOfWork, judged: Judged, registry: Registry, received: Received) -> Received:
    author = registry.devices[judged.inner.device]
    said = [Said(one.head, one.changes, one.item.body is not None) for one in judged.new]
    reasons = reasons_to_park(desk.officer_keys, work, registry, author, judged.inner.log, said)
    take_in(work, judged.inner.logs, judged.salts, judged.new, desk.clock.now_ms(), chained=True, parked=reasons)
    cases = {one.head.case for one in judged.new if one.head.case is not None}
    redact_resealed(desk, work, cases)
    has_erased = erase_late(desk, work, cases)
    note_touched(work, cases)
    judged_so = [(one.head.seq, reason) for one, reason in zip(judged.new, reasons, strict=True)]
    note_parked(desk, work, author.device, judged.inner.log, judged_so)
    counted = sum(one.head.scope in (Scope.CASE, Scope.REGISTER) for one in judged.new)
    return replace(received, entries=counted, parked=len(reasons) - reasons.count(None), has_erased=has_erased)


def _note_forgotten(desk: LinkDesk, work: UnitOfWork, judged: Judged) -> None:
    """Note which cases the device says it has forgotten; of a share that a restore has lost nothing else tells."""
    device, aside = judged.inner.device, {one.seq for one in work.ledger.find_parked(judged.inner.log)}
    told = [one for one in judged.new if one.head.scope is Scope.REGISTER and one.head.seq not in aside]
    changes = [change for one in told for change in one.changes]
    if note_forgotten(work, read_registry(work), device, changes, desk.clock.now_ms()):
        judge_parked(desk, work)


def _judge_handed(desk: LinkDesk, work: UnitOfWork, judged: Judged) -> None:
    """Judge again what was kept aside for want of a hand-over's other side, when something of one has come."""
    if any(record == HANDOVER.number for one in judged.new for record, *_rest in one.changes):
        judge_parked(desk, work)


def _note(desk: LinkDesk, work: UnitOfWork, received: Received) -> None:
    """Remember what came and when.

    A bundle that was refused is no sign of life of its device, since anybody may have put it there.
    """
    now = desk.clock.now_ms()
    verdict = received.verdict.value
    note_arrival(
        work,
        ArrivalLine(now, received.device, received.file, verdict, received.reason, received.entries, received.parked),
    )
    if received.device is not None and received.verdict is not Verdict.REFUSED:
        note_contact(work, received.device, now, received.file)


def _check_revoked(author: Enrolled, log: bytes, first: int) -> None:
    revoked_from = author.revoked_from(log)
    if revoked_from is not None and first >= revoked_from:
        raise Distrust("revoked", _("This device was revoked before it wrote what is in this bundle."))


def receive_back(desk: Desk, work: UnitOfWork, bundle: Bundle) -> int:
    """Take in a stretch of a down-log that comes back, and return how many entries were new.

    Raises Distrust where its chain does not hold.
    """
    inner = bundle.inner
    stretch = prove(bundle, known_salts(work, bundle.salts))
    proved = [one for one in stretch if one.item.kind == ENTRY]
    new = take_in(work, inner.logs, bundle.salts, proved, desk.clock.now_ms(), chained=False)
    note_back(work, inner, [one.chained for one in stretch])
    if new:
        judge_parked(desk, work)
        erase_late(desk, work, {one.head.case for one in proved if one.head.case is not None})
    if new and any(one.head.scope is Scope.DIRECTORY for one in proved):
        _fill_again(work)
    return new


def _fill_again(work: UnitOfWork) -> None:
    """Fill the down-logs of all devices, which are known again and should hold what is theirs."""
    registry = read_registry(work)
    for one in registry.devices.values():
        if one.post != registry.headquarters and not one.is_revoked:
            fill_down_log(work, registry, one.device)
