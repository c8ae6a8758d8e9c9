"""One sync, by whatever carrier: push everything unreceipted, then pull, then files; the same by wire and by stick."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Reader
from tipdesk.services.files.let_go import let_go
from tipdesk.services.from_headquarters import (
    are_keys_apart,
    get_receipt,
    keep_keys_apart,
    need_grant,
    received_up_to,
    refuse_headquarters,
    shows_keyset,
)
from tipdesk.services.keys.office.changed_keys import refuse_changed_keys
from tipdesk.services.keys.office.office_keys import OTHER_KEYS
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.remembered.link import EARLIER_LOGS, EPOCH_SEEN, LEFT_ON_STICKS, WITHDRAWALS
from tipdesk.services.remembered.shapes import SENT_BACK, Left
from tipdesk.services.sync.carrier import Cancelled, Carrier, Step
from tipdesk.services.sync.files.metered import has_records_only
from tipdesk.services.sync.files.queue import FilesLeft, count_left, find_lacking
from tipdesk.services.sync.files.say_files import MOST_PARTS
from tipdesk.services.sync.files.send_files import FilesSent, has_records, send_files
from tipdesk.services.sync.handed.carry_handed import carry_by_stick, relay_words
from tipdesk.services.sync.pull.forget_shared import forget_shared
from tipdesk.services.sync.pull.make_fetch import make_fetch
from tipdesk.services.sync.pull.pull import Pulled, pull
from tipdesk.services.sync.pull.received import Received
from tipdesk.services.sync.pull.take_arrival import hear, take_arrival
from tipdesk.services.sync.push.holds import end_holds, find_held, keep_handed
from tipdesk.services.sync.push.make_bundles import Outgoing, make_bundles, send_back
from tipdesk.services.sync.push.redact_unsent import redact_unsent


@dataclass(frozen=True)
class Sent:
    """One bundle that was handed over: its neutral file name, the entries in it, and its size in bytes."""

    file: str
    first: int
    last: int
    entries: int
    size: int


@dataclass
class SyncReport:
    """What one sync did.

    `waiting` counts case and register entries that headquarters has not receipted. `held` counts those that an
    automatic push leaves here for now, and `free_in_ms` is when the first of them may go. `told` counts incidents of a
    store that can only be read: headquarters hears of them, and nothing else goes or comes then. `are_keys_apart` says
    that headquarters answered with other keys than those held here. `unread` counts what else lay on a stick, by the
    reason why it was not read (`sifting`). `files` is what was sent of files, and `files_left` what of them waits.
    """

    sent: list[Sent] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    waiting: int = 0
    automatic: bool = False
    held: int = 0
    free_in_ms: int | None = None
    told: int = 0
    are_keys_apart: bool = False
    unread: Mapping[str, int] = field(default_factory=dict)
    files: FilesSent = field(default_factory=FilesSent)
    files_left: FilesLeft = field(default_factory=FilesLeft)


class _WithdrawnError(Exception):
    """Something was withdrawn after a bundle was packed, so the bundle holds what must not leave."""


def sync_now(
    desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Cancelled, *, automatic: bool = False
) -> SyncReport:
    """Push, then pull, and return what was done.

    An `automatic` sync leaves here what is held; an officer's own ends the hold of everything written so far. A stick
    may bring the receipt of an earlier visit, which is taken in first, so that nothing is written to the stick twice.
    Where headquarters turns out to have been restored from a backup, what it lost is sent again at once. Where its keys
    are not those held here, it is shown these at once; that is no error: everything waits, and the report says so.
    Raises UserError `not-enrolled` and `is-headquarters`; Distrust `changed-keys`, and then nothing more goes; Trouble
    when the carrier fails. What was handed over by then stays so, and nothing is lost.
    """
    refuse_headquarters(desk.place)
    report = SyncReport(automatic=automatic)
    with desk.read() as reader:
        need_grant(reader)
        refuse_changed_keys(desk, reader)
        epoch = EPOCH_SEEN.get(reader)
    if desk.incidents:
        return _tell(desk, carrier, report, step, cancelled)
    redact_unsent(desk)
    if not automatic:
        with desk.work() as work:
            end_holds(work)
    before_files = step if automatic else _before_files(desk, carrier, step)
    is_shut = _there_and_back(desk, carrier, report, before_files, cancelled)
    if not carrier.answers_later and (is_shut or _wants_more(desk, epoch)):
        is_shut = _there_and_back(desk, carrier, report, before_files, cancelled)
    if not is_shut and not has_records_only(desk, carrier):
        _move_files(desk, carrier, report, step, cancelled)
    if not carrier.answers_later and forget_shared(desk):
        _push(desk, carrier, report, step, cancelled, automatic=automatic)
    carry_by_stick(desk, carrier, step, cancelled)
    _say_what_waits(desk, carrier, report, is_shut=is_shut)
    return report


def _before_files(desk: LinkDesk, carrier: Carrier, step: Step) -> Step:
    """Return the step for records: whoever watches hears by wire that the files which wait are to go besides."""
    if carrier.answers_later or has_records_only(desk, carrier):
        return step
    with desk.work() as work:
        size = count_left(desk, work).size
    return lambda done, total: step(done, total + size)


def _say_what_waits(desk: LinkDesk, carrier: Carrier, report: SyncReport, *, is_shut: bool) -> None:
    """Add to a report what still waits, and take off the stick what headquarters has receipted."""
    with desk.work() as work:
        report.files_left = count_left(desk, work)
        report.waiting = work.count_unsent(received_up_to(work))
        is_live = not carrier.answers_later  # what a stick brings may be old
        report.are_keys_apart = is_shut or are_keys_apart(work) or (is_live and shows_keyset(work))
        if held := find_held(desk, work):
            report.held = work.count_unsent(held[0].seq - 1)
            report.free_in_ms = held[0].left_ms
        left = LEFT_ON_STICKS.get(work)
        covered = [one for one in left if _is_covered(work, one)]
        LEFT_ON_STICKS.keep(work, [one for one in left if one not in covered])
    carrier.receipted([one.name for one in covered])


def _there_and_back(desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Cancelled) -> bool:
    """Push and pull, on a stick the other way round, and return what `_push` does."""
    if carrier.answers_later:
        _note_pulled(desk, report, pull(desk, carrier, step, cancelled, parts=MOST_PARTS))
        forget_shared(desk)
        return _push(desk, carrier, report, step, cancelled, automatic=report.automatic)
    is_shut = _push(desk, carrier, report, step, cancelled, automatic=report.automatic)
    _note_pulled(desk, report, pull(desk, carrier, step, cancelled))
    return is_shut


def _move_files(desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Cancelled) -> None:
    """Send the files that wait, and by wire fetch those that are lacking: a stick has brought them by now.

    What is written meanwhile, and not held, goes before the rest of a file.
    """
    while send_files(desk, carrier, partial(hear, desk), step, cancelled, report.files):
        if _push(desk, carrier, report, step, cancelled, automatic=True) or has_records(desk):
            return
    with desk.work() as work:
        lacks = bool(find_lacking(desk, work))
    if lacks and not carrier.answers_later:
        _note_pulled(desk, report, pull(desk, carrier, step, cancelled, parts=MOST_PARTS))


def _note_pulled(desk: LinkDesk, report: SyncReport, pulled: Pulled) -> None:
    report.received += pulled.received
    if pulled.received:
        let_go(desk)  # it may have told that a case was erased
    report.unread = report.unread if pulled.unread is None else pulled.unread


def _tell(desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Cancelled) -> SyncReport:
    """Let headquarters hear what was noticed of this store.

    Whatever waits there stays until the store may be written again.
    """
    with desk.read() as reader:
        fetch = make_fetch(desk, reader)
        report.waiting = reader.count_unsent(received_up_to(reader))
    for _content in carrier.collect(fetch, step, cancelled):
        pass  # whatever comes stays there, too
    report.told = len(desk.incidents)
    return report


def _wants_more(desk: LinkDesk, epoch: int) -> bool:
    """Tell whether headquarters turned out to have been restored: then it holds less than it had receipted."""
    with desk.read() as reader:
        receipt = get_receipt(reader)
        return receipt is not None and (EPOCH_SEEN.get(reader) > epoch or receipt.wanted > 0)


def _is_covered(reader: Reader, left: Left) -> bool:
    if left.last == SENT_BACK:
        receipt = get_receipt(reader)
        return receipt is None or not receipt.wanted
    received = {one.log: one.received for one in EARLIER_LOGS.get(reader)}
    return left.last <= received.get(left.log, received_up_to(reader))


def _push(
    desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Cancelled, *, automatic: bool
) -> bool:
    """Push, and tell whether headquarters cannot open what is sealed to the keys held here.

    Then one of the two ends was put back from a backup. Newer keys come with the pull, which must not be missed for
    that.
    """
    while True:
        try:
            _push_all(desk, carrier, report, step, cancelled, automatic=automatic)
        except _WithdrawnError:
            continue
        except Distrust as refusal:
            if refusal.code != OTHER_KEYS:
                raise
            with desk.work() as work:
                keep_keys_apart(work, are_apart=True)
            return True
        return False


def _push_all(
    desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Cancelled, *, automatic: bool
) -> None:
    for bundle in chain(relay_words(desk), make_bundles(desk, automatic=automatic), send_back(desk)):
        receipt = carrier.deliver(bundle.content, bundle.name, _watched(desk, bundle, step), cancelled)
        report.sent.append(Sent(bundle.name, bundle.first, bundle.last, bundle.entries, len(bundle.content)))
        if receipt is not None:
            received = take_arrival(desk, receipt)
            report.received += [received] if received else []
        else:
            with desk.work() as work:
                LEFT_ON_STICKS.keep(work, [*LEFT_ON_STICKS.get(work), bundle.left])


def _watched(desk: LinkDesk, bundle: Outgoing, step: Step) -> Step:
    """Return a step that notes, before a byte of the bundle leaves, that its entries can no longer be withdrawn."""
    begun = False

    def watched(done: int, total: int) -> None:
        nonlocal begun
        if not begun and bundle.log == desk.place.log:
            with desk.work() as work:
                if WITHDRAWALS.get(work) != bundle.withdrawn:
                    raise _WithdrawnError
                keep_handed(work, bundle.log, bundle.last)
        begun = True
        step(done, total)

    return watched
