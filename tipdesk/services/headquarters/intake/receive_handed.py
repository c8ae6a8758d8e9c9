"""Headquarters takes in what one post handed to another by stick, as either of them, or the stick, brings it.

What counts is each post's own word: the entries of a case from its own logs, under its own signature. They are judged
as if that post had sent them, and parked where it might not write them: so headquarters knows of a hand-over by
whichever of both posts it hears first, and what the receiving post wrote since is judged by it. Their place in the log
they get when the giver sends it; where that says something else, the PC, or a copy of it, has written two histories.
What headquarters itself had sent down is its own, and is left alone.
"""

from collections import defaultdict
from collections.abc import Sequence

from tipdesk.domain.schema import Scope
from tipdesk.services.desk import UnitOfWork
from tipdesk.services.entries.note_touched import note_touched
from tipdesk.services.headquarters.directory.parking import Said, judge_parked, reasons_to_park
from tipdesk.services.headquarters.directory.registry import read_registry
from tipdesk.services.headquarters.erasure.erasing import erase_late
from tipdesk.services.headquarters.intake.parked_incidents import note_parked
from tipdesk.services.link_desk import LinkDesk
from tipdesk.services.sealing.redact_resealed import redact_resealed
from tipdesk.services.sync.pull.arrivals import known_salts, take_in
from tipdesk.services.sync.pull.judge_handed import Believed, believe, refuse_other_history, refuse_revoked
from tipdesk.sync.bundle import HANDED, Salt
from tipdesk.sync.handed import read_handed
from tipdesk.sync.trust import Proved, joined_salts

HISTORY_DIFFERS = "log-differs"
"""The code of the refusal where an entry is held with another content."""


def receive_handed(desk: LinkDesk, work: UnitOfWork, plain: bytes) -> tuple[int, int]:
    """Take in the posts' own words in an envelope; return how many entries were new, and how many were parked.

    Raises Distrust where one of them is not believed, and then nothing is taken in.
    """
    stretches = read_handed(plain)
    case = stretches[0].inner.log
    registry = read_registry(work)
    words = [one for one in stretches if one.inner.kind == HANDED]
    salts = known_salts(work, [Salt(int(Scope.CASE), case, b"")])
    for word in words:
        salts = joined_salts([one for one in word.salts if one.key == case], salts)
    found = [
        believe(one, case, lambda inner: registry.keys.get(inner.device), desk.keys.verify, salts) for one in words
    ]
    for one in found:
        refuse_revoked(registry.devices[one.device], one.proved)
        refuse_other_history(work, one.proved)
    counts = [_take(desk, work, one) for one in reversed(found)]  # the earliest post's word comes last
    redact_resealed(desk, work, {case})
    erase_late(desk, work, {case})
    note_touched(work, {case})
    judge_parked(desk, work)
    return sum(new for new, _parked in counts), sum(parked for _new, parked in counts)


def _take(desk: LinkDesk, work: UnitOfWork, word: Believed) -> tuple[int, int]:
    registry = read_registry(work)  # what was taken in just before may say whose the case is
    author, new, parked = registry.devices[word.device], 0, 0
    salts = [one for one in word.bundle.salts if one.key == word.bundle.inner.log]
    for log, proved in _by_log(work, word.proved).items():
        said = [Said(one.head, one.changes, one.item.body is not None) for one in proved]
        reasons = reasons_to_park(desk.officer_keys, work, registry, author, log, said)
        logs = [one for one in word.logs if one.log == log]
        new += take_in(work, logs, salts, proved, desk.clock.now_ms(), chained=False, parked=reasons)
        parked += len(reasons) - reasons.count(None)
        note_parked(
            desk, work, author.device, log, [(one.head.seq, why) for one, why in zip(proved, reasons, strict=True)]
        )
    return new, parked


def _by_log(work: UnitOfWork, proved: Sequence[Proved]) -> dict[bytes, list[Proved]]:
    """Return the entries that are not held here yet, by their log: what is here was judged when it came."""
    found: dict[bytes, list[Proved]] = defaultdict(list)
    for one in proved:
        if work.ledger.get_entry(one.log, one.head.seq) is None:
            found[one.log].append(one)
    return found
