"""One sync, by whatever carrier: push everything unreceived, then pull; the same lines for the wire and for a stick."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from tipdesk.domain.errors import Distrust
from tipdesk.services.desk import Reader
from tipdesk.services.keys.office.changed_keys import refuse_changed_keys
from tipdesk.services.keys.office.office_keys import OTHER_KEYS
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.quarantine.keep_strays import keep_strays
from tipdesk.services.remembered import (
    SENT_BACK,
    Left,
    are_keys_apart,
    get_earlier,
    get_epoch_seen,
    get_keyset,
    get_left,
    get_receipt,
    keep_keys_apart,
    keep_left,
    need_grant,
    received_up_to,
    refuse_headquarters,
    shows_keyset,
)
from tipdesk.services.sticks.read_before import keep_read_before
from tipdesk.services.sticks.sifting import UNSIGNED
from tipdesk.services.sticks.worth import Sift, take_all
from tipdesk.services.sync.carrier import Carrier
from tipdesk.services.sync.pull.make_fetch import (
    MOST_NUMBER,
    OLD_FETCH,
    keep_fetch_number,
    leap_fetch_number,
    make_fetch,
    next_fetch_number,
)
from tipdesk.services.sync.pull.sift_arrivals import sift_arrivals
from tipdesk.services.sync.pull.take_arrival import Received, stray_received, take_arrival
from tipdesk.services.sync.push.holds import end_holds, find_held, keep_handed
from tipdesk.services.sync.push.make_bundles import Outgoing, make_bundles, send_back
from tipdesk.services.sync.push.redact_unsent import redact_unsent
from tipdesk.services.sync.push.withdrawals import count_withdrawals
from tipdesk.sync.document import KEYSET, Mark
from tipdesk.sync.envelope import is_kind

Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Sent:
    """One bundle that was handed over. `file`: its neutral name; `size`: bytes."""

    file: str
    first: int
    last: int
    entries: int
    size: int


@dataclass
class SyncReport:
    """What one sync did. `waiting`: case and register entries that headquarters has not receipted.

    `held`: those that an automatic push leaves here for now; `free_in_ms`: when the first of them may go. `told`:
    incidents of a store that can only be read, of which headquarters hears; nothing else goes or comes then.
    `are_keys_apart`: headquarters answered with other keys than those held here. `unread`: what else lay on a stick, by
    the reason why it was not read (`sifting`).
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


class _WithdrawnError(Exception):
    """Something was withdrawn after a bundle was packed: it holds what must not go."""


def sync_now(
    desk: LinkDesk, carrier: Carrier, step: Step, cancelled: Callable[[], bool], *, automatic: bool = False
) -> SyncReport:
    """Push, then pull. UserError `not-enrolled`, `is-headquarters`; Distrust `changed-keys`, then nothing more goes.

    `automatic`: what is held stays; an officer's own sync ends the hold of everything written so far.
    Trouble when the carrier fails; what was handed over by then stays so, and nothing is lost.

    A stick may bring the receipt of an earlier visit: it is settled first, so that nothing is written to it twice.
    Where headquarters turns out to have been restored from a backup, what it lost is sent again at once; and where its
    keys are not those held here, it is shown these at once. That is no error: everything waits, and the report says so.
    """
    refuse_headquarters(desk.place)
    report = SyncReport(automatic=automatic)
    with desk.read() as reader:
        need_grant(reader)
        refuse_changed_keys(desk, reader)
        epoch = get_epoch_seen(reader)
    if desk.incidents:
        return _tell(desk, carrier, report, step, cancelled)
    redact_unsent(desk)
    if not automatic:
        with desk.work() as work:
            end_holds(work)
    is_shut = _there_and_back(desk, carrier, report, step, cancelled)
    if not carrier.answers_later and (is_shut or _wants_more(desk, epoch)):
        is_shut = _there_and_back(desk, carrier, report, step, cancelled)
    with desk.work() as work:
        report.waiting = work.count_unsent(received_up_to(work))
        is_live = not carrier.answers_later  # what a stick brings may be old
        report.are_keys_apart = is_shut or are_keys_apart(work) or (is_live and shows_keyset(work))
        if held := find_held(desk, work):
            report.held = work.count_unsent(held[0].seq - 1)
            report.free_in_ms = held[0].left_ms
        left = get_left(work)
        covered = [one for one in left if _is_covered(work, one)]
        keep_left(work, [one for one in left if one not in covered])
    carrier.settled([one.name for one in covered])
    return report


def _there_and_back(
    desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Callable[[], bool]
) -> bool:
    """Push and pull; on a stick the other way round. Return what `_push` does."""
    if carrier.answers_later:
        _pull(desk, carrier, report, step, cancelled)
        return _push(desk, carrier, report, step, cancelled)
    is_shut = _push(desk, carrier, report, step, cancelled)
    _pull(desk, carrier, report, step, cancelled)
    return is_shut


def _tell(
    desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Callable[[], bool]
) -> SyncReport:
    """Let headquarters hear what was noticed; whatever waits there stays until the store may be written again."""
    with desk.read() as reader:
        fetch = make_fetch(desk, reader)
        report.waiting = reader.count_unsent(received_up_to(reader))
    carrier.collect(fetch, step, cancelled)
    report.told = len(desk.incidents)
    return report


def _wants_more(desk: LinkDesk, epoch: int) -> bool:
    """Tell whether headquarters turned out to have been restored: then it holds less than it had receipted."""
    with desk.read() as reader:
        receipt = get_receipt(reader)
        return receipt is not None and (get_epoch_seen(reader) > epoch or receipt.wanted > 0)


def _is_covered(reader: Reader, left: Left) -> bool:
    if left.last == SENT_BACK:
        receipt = get_receipt(reader)
        return receipt is None or not receipt.wanted
    received = {one.log: one.received for one in get_earlier(reader)}
    return left.last <= received.get(left.log, received_up_to(reader))


def _push(desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Callable[[], bool]) -> bool:
    """Tell whether headquarters cannot open what is sealed to the keys held here.

    Either end was put back from a backup. Newer keys come with the pull, which must not be missed for that.
    """
    while True:
        try:
            _push_all(desk, carrier, report, step, cancelled)
        except _WithdrawnError:
            continue
        except Distrust as refusal:
            if refusal.code != OTHER_KEYS:
                raise
            with desk.work() as work:
                keep_keys_apart(work, are_apart=True)
            return True
        return False


def _push_all(desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Callable[[], bool]) -> None:
    for bundle in chain(make_bundles(desk, automatic=report.automatic), send_back(desk)):
        receipt = carrier.deliver(bundle.content, bundle.name, _watched(desk, bundle, step), cancelled)
        report.sent.append(Sent(bundle.name, bundle.first, bundle.last, bundle.entries, len(bundle.content)))
        if receipt is not None:
            received = take_arrival(desk, receipt)
            report.received += [received] if received else []
        else:
            with desk.work() as work:
                last = bundle.last if bundle.log else SENT_BACK
                keep_left(work, [*get_left(work), Left(bundle.name, bundle.log, last)])


def _watched(desk: LinkDesk, bundle: Outgoing, step: Step) -> Step:
    """Return a step that notes, before a byte of the bundle leaves, that its entries can be withdrawn no more."""
    begun = False

    def watched(done: int, total: int) -> None:
        nonlocal begun
        if not begun and bundle.log == desk.place.log:
            with desk.work() as work:
                if count_withdrawals(work) != bundle.withdrawn:
                    raise _WithdrawnError
                keep_handed(work, bundle.log, bundle.last)
        begun = True
        step(done, total)

    return watched


def _pull(desk: LinkDesk, carrier: Carrier, report: SyncReport, step: Step, cancelled: Callable[[], bool]) -> None:
    """Take in what waits, as long as there is news.

    Where what came has changed the keys held here, or what is known of headquarters', ask anew: a stick must carry it.
    """
    while True:
        with desk.work() as work:
            keep_fetch_number(work, number := next_fetch_number(desk, work))
            fetch, told = make_fetch(desk, work, number), _keys_told(work)
        try:
            found = carrier.collect(fetch, step, cancelled, _sift(desk, carrier))
        except Distrust as refusal:
            if refusal.code != OLD_FETCH or number >= MOST_NUMBER:
                raise
            with desk.work() as work:
                leap_fetch_number(work)
            continue
        found.sort(key=lambda content: is_kind(content, KEYSET))  # what else came is signed with the keys before
        ours = [(content, received) for content in found if (received := take_arrival(desk, content)) is not None]
        report.received += [received for _content, received in ours if received.is_news]
        carrier.taken([content for content, received in ours if received.may_leave])
        _keep_strays(desk, carrier, report)
        has_more = any(one.kind == "bundle" and one.verdict == "accepted" for _content, one in ours)
        with desk.read() as reader:
            is_told = told == _keys_told(reader)
        if is_told and (carrier.answers_later or not has_more):
            return


def _sift(desk: LinkDesk, carrier: Carrier) -> Sift:
    if not carrier.answers_later:
        return take_all  # nobody but headquarters answers
    with desk.work() as work:
        return sift_arrivals(desk, work)


def _keep_strays(desk: LinkDesk, carrier: Carrier, report: SyncReport) -> None:
    """Keep of what nobody known here signed what there is room for, say so once, and say what was not read."""
    sieves = carrier.sieves()
    if not sieves:
        return
    strays = keep_strays(desk, sieves)
    report.received += [stray_received(one) for one in strays.new]
    carrier.taken([one.head for one in strays.whole])
    unread = sum((one.unread for one in sieves), Counter[str]())
    unread[UNSIGNED] = strays.count - len(strays.new)
    report.unread = {reason: count for reason, count in unread.items() if count}
    with desk.work() as work:
        keep_read_before(work, sieves)


def _keys_told(reader: Reader) -> tuple[Mark, bool]:
    return get_keyset(reader).mark, shows_keyset(reader)
