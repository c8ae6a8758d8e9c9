"""From proved entries to the ledger: salts and log tables first, then the entries, all in the caller's unit of work."""

from collections.abc import Iterable, Sequence

from tipdesk.services.desk import UnitOfWork
from tipdesk.services.ledger import Arrival, Logged, ScopeKey
from tipdesk.sync.bundle import LogTable, Salt
from tipdesk.sync.trust import Proved, salt_key


def known_salts(work: UnitOfWork, salts: Iterable[Salt]) -> dict[tuple[int, bytes], bytes]:
    """Return the salts that this store holds already of the scopes a bundle names."""
    held = work.ledger.salts([ScopeKey(salt.scope, salt.key) for salt in salts])
    return {(key.scope, key.key): salt for key, salt in held.items()}


def take_in(
    work: UnitOfWork,
    logs: Sequence[LogTable],
    salts: Sequence[Salt],
    proved: Sequence[Proved],
    received_at: int,
    *,
    chained: bool,
    parked: Sequence[str | None] = (),
) -> int:
    """Keep salts, log tables and entries, and return how many entries were new here.

    Salts are kept of what is new alone: what has come before may have been erased since, and its salt with it.

    `chained` says that the entries' chain hashes are those of their own log (an up-bundle), not of a down-log. `parked`
    has, for each entry, the reason why it is kept without being applied, None where it is applied; it is empty where
    all are applied.
    """
    ledger = work.ledger
    for log in logs:
        if ledger.get_log(log.log) is None:
            ledger.open_log(log.log, log.device, closes=chained)
        ledger.keep_log_table(log.log, log.table)
    wanted = {salt_key(one.head, one.log) for one in proved}
    ledger.keep_salts({ScopeKey(*salt[:2]): salt.salt for salt in salts if (salt.scope, salt.key) in wanted})
    reasons = parked or [None] * len(proved)
    return ledger.take_in(
        (
            Arrival(
                Logged(log, head.seq, item.head, item.body, hashed), head, after if chained else None, reason, changes
            )
            for (item, log, head, hashed, after, changes), reason in zip(proved, reasons, strict=True)
        ),
        received_at,
    )
