"""The files of a case as the officer may see them, and the bytes of one, each look at them audited.

The bytes are open to whoever may see who people are (`rules/files`) and holds the keys of the case, where it is sealed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tipdesk.domain.errors import UserError
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.files import ATTACHMENT, may_open
from tipdesk.domain.texts import _
from tipdesk.services.audit import note_look
from tipdesk.services.desk import Desk
from tipdesk.services.eyes import Eyes
from tipdesk.services.look import looking


@dataclass(frozen=True)
class AttachmentLine:
    """A file of a case: its row as the officer may see it, and a small picture where there is one and it is open.

    `is_kept` says that its bytes are kept at all, `is_here` that they lie on this PC, and `is_open` that the officer
    may open them.
    """

    row: Row
    is_kept: bool
    is_here: bool
    is_open: bool
    thumbnail: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Opened:
    """A file that the officer may open: its row, and what names and opens its bytes."""

    row: Row
    content_id: bytes
    key: bytes = field(repr=False)

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 of the file, b"" where its row says none."""
        found = self.row["digest"]
        return found if isinstance(found, bytes) else b""


def find_attachments(desk: Desk, case: bytes) -> list[AttachmentLine]:
    """Return the files of a case in the order in which they came, as an audited look; raises the errors of `look`."""
    with looking(desk, case) as eyes:
        rows = [row for row in eyes.reader.find_rows(ATTACHMENT, case=case) if not eyes.holds_back(row)]
        return [_line(desk, eyes, row) for row in rows]


def get_case_of(desk: Desk, row: bytes) -> bytes:
    """Return the case of a file, given by the id of its row; raises UserError `no-such-row` where there is none."""
    with desk.read() as reader:
        case = reader.cases_of(ATTACHMENT.number, [row]).get(row)
    if case is None:
        raise UserError("no-such-row", _("There is no such file on this computer."))
    return case


@contextmanager
def reading_attachment(desk: Desk, case: bytes, row: bytes) -> Iterator[tuple[Opened, Iterator[bytes]]]:
    """Give a file and its bytes, all verified, once the look at it is in the audit.

    Raises the UserErrors of `get_opened` and `look`, and what `FileStore.reading` raises.
    """
    with looking(desk, case) as eyes:
        opened = get_opened(eyes, row)
    note_look(desk, Action.VIEW.value, case=case, row=row)
    with desk.files.reading(opened.content_id, opened.key) as chunks:
        yield opened, chunks


def get_opened(eyes: Eyes, row: bytes) -> Opened:
    """Return a file of the case that the officer may open.

    Raises UserError `no-such-row`, `hash-only` for one of which nothing is kept, `held-elsewhere`, and `not-open`.
    """
    held = eyes.reader.get_row(ATTACHMENT, row)
    if held is None or held.case != eyes.case.id or held.deleted or eyes.holds_back(held):
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=ATTACHMENT.name)
    opened = eyes.cut(held, for_program=True)
    if held["hash_only"] or "hash_only" in held.siblings:
        raise UserError("hash-only", _("Only the hash of this file is kept here. Ask the person who keeps the file."))
    content_id, key = opened["content_id"], opened["file_key"]
    if held["content_id"] is None:
        raise UserError("held-elsewhere", _("This file is held elsewhere. Ask the person who keeps it."))
    if not (may_open(eyes.level, held) and isinstance(content_id, bytes) and isinstance(key, bytes)):
        raise UserError("not-open", _("This file is not open to you. Ask the officer in charge."))
    return Opened(eyes.cut(held), content_id, key)


def _line(desk: Desk, eyes: Eyes, row: Row) -> AttachmentLine:
    opened = eyes.cut(row, for_program=True)
    content_id, picture = row["content_id"], opened["thumbnail"]
    is_open = may_open(eyes.level, row) and isinstance(opened["file_key"], bytes)
    return AttachmentLine(
        eyes.cut(row),
        is_kept=content_id is not None,
        is_here=isinstance(content_id, bytes) and desk.files.is_here(content_id),
        is_open=is_open,
        thumbnail=picture if is_open and isinstance(picture, bytes) else None,
    )
