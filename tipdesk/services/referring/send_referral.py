"""Send a referral: the referral, what leaves by it and of whom, in one entry, or nothing of it.

Who sends it has looked at the letter, and it has not changed since: its digest says so. Whether it may leave is said by
the gates. The letter itself is printed afterwards, as often as it is needed (`papers`); each print is signed.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.approved import APPROVED, find_approvals
from tipdesk.domain.rules.gates.passing import Override
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.rules import permit_edit
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import deed
from tipdesk.services.referring.drawing import CONSENT, Drawn, Request, draw
from tipdesk.services.referring.letter import Letter
from tipdesk.services.referring.writing import write_drawn
from tipdesk.services.results import Changed

if TYPE_CHECKING:
    from tipdesk.domain.kinds import Value

SENT = "sent"
_GATES = ("transfer-consent", "recipient-known")


def send_referral(
    desk: Desk,
    case: bytes,
    request: Request,
    preview: bytes | None,
    *,
    draft: str | None = None,
    override: Override | None = None,
) -> Changed:
    """Send what is asked; `Changed.row` is the referral. `preview` is the digest of the letter that was looked at.

    `draft` is the key of what was typed, and `override` goes past a gate. Raises UserError `preview-first` without a
    preview and `preview-changed` where the letter would be another one, `basis-needed` for what leaves without
    agreement and says that it has it, those of `draw` and of the builder of letters, and those of `write_case`.
    """
    with deed(desk, draft) as unit:
        eyes = permit_edit(unit, desk, case)
        drawn = draw(unit, eyes, request)
        _refuse_unseen(Letter(unit, desk, eyes.case, drawn), preview)
        changed = write_drawn(desk, unit, _sent(unit, eyes, drawn, preview), override, urgent=True)
        _refuse_basis(drawn)
        return changed


def _refuse_unseen(letter: Letter, preview: bytes | None) -> None:
    if preview is None:
        raise UserError("preview-first", _("First look at what they will read. Then send it."))
    if preview not in letter.digests():
        sentence = _("The letter has changed since you looked at it. Look at it again, then send it.")
        raise UserError("preview-changed", sentence)


def _refuse_basis(drawn: Drawn) -> None:
    """Refuse what the gates let go past, and what would say of itself that it rests on a consent that is not there."""
    if drawn.transfer["basis"] == CONSENT and not drawn.agreed.is_live:
        said = _("The person has not agreed to this. Say on which other legal basis you send it.")
        raise UserError("basis-needed", said, fields=(FieldProblem("Transfer.basis", said),))


def _sent(unit: UnitOfWork, eyes: Eyes, drawn: Drawn, preview: bytes | None) -> Drawn:
    desk, at = eyes.desk, moment_now(eyes.desk)
    view = freeze(unit, desk, eyes.case)
    stamped: dict[str, Value] = {"status": SENT, "sent_at": at}
    left: dict[str, Value] = {
        "preview": preview,
        "approval": _approval(view, drawn),
        "fields_shared": _told(view, drawn),
    }
    drawn = drawn.with_values(stamped, {**stamped, **left})
    return drawn.with_values({}, {"digest": Letter(unit, desk, eyes.case, drawn).digest_as_sent()})


def _told(view: FrozenCase, drawn: Drawn) -> frozenset[str]:
    """Return the answers that really leave: what was ticked and nobody has answered tells nothing."""
    person, ticked = drawn.referral["person"], drawn.transfer["fields_shared"]

    def rows_of(record: str) -> tuple[Row, ...]:
        if record == drawn.referral.record.name:
            return (drawn.referral,)
        return tuple(one for one in view.of(record) if person in (one.id, one.parent))

    named = (one.split(".", 1) for one in (ticked if isinstance(ticked, frozenset) else ()))
    return frozenset(
        f"{record}.{name}" for record, name in named if any(live_values(row, name) != {None} for row in rows_of(record))
    )


def _approval(view: FrozenCase, drawn: Drawn) -> bytes | None:
    """Return the newest approval with which this leaves, None where nobody was asked.

    It stands with what left alone: what was approved covers whose answers they are, and a row changed since is another.
    """
    given = [
        one
        for gate in _GATES
        for row in drawn.rows
        for one in find_approvals(view, gate, row.id)
        if one["decision"] == APPROVED
    ]
    newest = max(given, key=_order, default=None)
    return newest.id if newest is not None else None


def _order(row: Row) -> tuple[float, bytes]:
    at = row["decided_at"]
    return at.timestamp() if isinstance(at, datetime) else 0.0, row.id
