"""The audit of a `FakeStore`: looks told from the entries that it holds as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Look
from tipdesk.domain.schema import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.store import Held
    from tipdesk.domain.kinds import Value
    from tipdesk.services.desk import LookQuery

EVENT = BY_NAME["AuditEvent"]


def looks_of(held: Held) -> Iterator[Look]:
    """Yield the looks that one entry wrote."""
    head = held.entry.head
    for change in held.entry.changes if head.scope is Scope.AUDIT else ():
        if change.record == EVENT.number:
            said = {EVENT.by_number[number].name: value for number, value in change.fields.items()}
            yield Look(
                id=change.row,
                dot=held.entry.dot,
                at=head.at,
                offset=head.offset,
                actor=head.actor,
                device=held.device,
                received_at=held.received_at,
                action=str(said.get("action") or ""),
                result=str(said.get("result") or ""),
                case=octets(said.get("case")),
                about=octets(said.get("row")),
                officer=octets(said.get("officer")),
                reason=str(said.get("reason") or ""),
                count=count if isinstance(count := said.get("count"), int) else None,
            )


def octets(value: Value | object) -> bytes | None:
    """Return an id, None for anything else."""
    return value if isinstance(value, bytes) else None


def is_asked(look: Look, query: LookQuery) -> bool:
    """Whether a look answers the query."""
    return (
        (not query.actors or look.actor in query.actors)
        and (query.devices is None or look.device in query.devices)
        and query.case in (None, look.case)
        and query.id in (None, look.id)
        and (not query.actions or look.action in query.actions)
        and (not query.results or look.result in query.results)
        and (query.since is None or look.at >= query.since)
        and (query.until is None or look.at < query.until)
        and query.log in (None, look.dot.log)
        and (query.up_to is None or look.dot.seq <= query.up_to)
    )
