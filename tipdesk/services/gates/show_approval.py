"""What somebody is asked to agree to, as it stands now, before they answer: an audited look at what was asked about."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME, BY_NUMBER
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.schema import Scope
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow
from tipdesk.services.access.declare_interest import get_eyes_asked
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names, names_in
from tipdesk.services.entries.freeze import freeze
from tipdesk.services.eyes import Eyes
from tipdesk.services.gates.asked import get_approval
from tipdesk.services.gates.find_approvals import ApprovalLine, read_case_approvals
from tipdesk.services.look import NOTES_APART, looking


@dataclass(frozen=True)
class Shown:
    """One question with the row that it is about, and `beside` it what is approved with that, and what that names."""

    line: ApprovalLine
    subject: Row | None
    names: Names
    beside: tuple[Row, ...] = ()


def show_approval(desk: Desk, approval: bytes) -> Shown:
    """Return what an approval is about, as far as the officer may see it.

    Raises UserError `no-such-row`, `say-first` where the officer has not said yet whether they know somebody in the
    case, and those of `look`.
    """
    with desk.read() as reader:
        asked = get_approval(reader, approval)
    permit = partial(get_eyes_asked, action=Action.VIEW)
    with looking(desk, asked.case or b"", permit=permit, parts=NOTES_APART) as eyes:
        lines = read_case_approvals(eyes, freeze(eyes.reader, desk, eyes.case))
        line = next((one for one in lines if one.id == asked.id), None)
        if line is None:
            raise UserError("no-such-row", _("There is no such {record} in this case."), record=asked.record.name)
        subject = _subject(eyes, asked["subject"])
        return Shown(line, subject, names_in(eyes.reader, desk), tuple(_beside(eyes, line, subject)))


def _beside(eyes: Eyes, line: ApprovalLine, subject: Row | None) -> Iterator[Row]:
    """Yield what is approved beside the subject, and then the rows that it and they name, as far as they are open."""
    covered = [row for one in line.covered if (row := _subject(eyes, one)) is not None]
    yield from covered
    known = {one.id for one in covered}
    for row in (*covered, *([subject] if subject is not None else ())):
        for field in row.record.fields:
            meant = field.referred(row[field.name])
            if meant is not None and meant.record in BY_NAME and BY_NAME[meant.record].scope is Scope.CASE:
                named = _subject(eyes, NamedRow(BY_NAME[meant.record].number, meant.row))
                if named is not None and named.id not in known:
                    known.add(named.id)
                    yield named


def _subject(eyes: Eyes, about: object) -> Row | None:
    """Return the row that is asked about, as far as the officer may see it."""
    record = BY_NUMBER.get(about.record) if isinstance(about, NamedRow) else None
    if record is None or not isinstance(about, NamedRow):
        return None
    held = eyes.reader.get_row(record, about.id)
    return eyes.see(held) if held is not None and not held.deleted else None
