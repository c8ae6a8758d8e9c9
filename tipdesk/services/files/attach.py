"""Take a file into a case: it is hashed and sealed as it is read, and its row is written once it is on the disk.

Where anything is refused, by the officer's rights, a gate or the disk, nothing of the file stays; only where the store
itself cannot tell whether the row was written, the file waits for the next unlock. What may show the abuse of a child
is read to its hash and nothing of it is kept (gate abuse-image-hash-only).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from tipdesk.domain.errors import TipdeskError, Trouble, UserError
from tipdesk.domain.file_types import is_another, type_of
from tipdesk.domain.kinds import Value
from tipdesk.domain.records import BY_NAME, CASE_RECORDS
from tipdesk.domain.rules.access import Action
from tipdesk.domain.rules.files import ATTACHMENT
from tipdesk.domain.texts import _
from tipdesk.domain.values import NamedRow
from tipdesk.services.audit import moment_now
from tipdesk.services.case.add_record import add_in
from tipdesk.services.desk import Desk
from tipdesk.services.entries.judge import NOTHING, Said
from tipdesk.services.file_store import Measured, Source, TakenIn, Told, untold
from tipdesk.services.look import deed, permit
from tipdesk.services.results import Changed

Picture = Callable[[Iterator[bytes], str], bytes | None]
"""Makes a small picture of a file, given its bytes and its type; None where there is none to make."""
LARGEST_PICTURE = 32 * 1024
_CASE, _PERSON = BY_NAME["Case"], BY_NAME["Person"]
_HASH_ONLY, _OF_ROW = ATTACHMENT.by_name["hash_only"], ATTACHMENT.by_name["of_row"]


@dataclass(frozen=True)
class Attached:
    """A file that was taken in: what was touched, its SHA-256, its size in bytes, and its type as its bytes tell it.

    `is_another` says that its name says another type.
    """

    changed: Changed
    digest: bytes
    size: int
    media_type: str
    is_another: bool


def attach(
    desk: Desk,
    case: bytes,
    source: Source,
    given: Mapping[str, object],
    *,
    told: Told = untold,
    picture: Picture | None = None,
    said: Said = NOTHING,
    draft: str | None = None,
) -> Attached:
    """Take a file into a case, and return what is known of it.

    `given` holds answers by field name, as for `add_record`: without a name the file keeps its own, and without a row
    it belongs to the case itself. One that belongs to a person is about them, unless it is said about whom. With
    `hash_only` nothing of it is stored. `told` hears how far it is, and ends it by raising. Raises the UserErrors and
    Troubles of `Source.reading` and `FileStore.take_in`, and those of `add_record`.
    """
    permit(desk, case, Action.EDIT)
    if _is_hash_only(given):
        measured = desk.files.measure(source, told)
        return _write(desk, case, source, given, measured, {}, said, draft)
    with desk.files.keeping():
        taken = desk.files.take_in(source, told)
        try:
            made = {"content_id": taken.content_id, "file_key": taken.key, "thumbnail": _small(desk, taken, picture)}
            return _write(desk, case, source, given, taken, made, said, draft)
        except Trouble:  # a commit that a disk refused may stand all the same: the next unlock knows
            raise
        except BaseException:
            with suppress(TipdeskError):  # what a disk does not let go of, the next unlock removes
                desk.files.drop(taken.content_id)
            raise


def get_named(desk: Desk, case: bytes, row: bytes) -> NamedRow:
    """Return a row of the case, given by its id alone, as a field names it.

    Raises UserError `no-such-row` where the case has no such row.
    """
    if row == case:
        return NamedRow(_CASE.number, case)
    with desk.read() as reader:
        for record in CASE_RECORDS:
            if reader.cases_of(record.number, [row]).get(row) == case:
                return NamedRow(record.number, row)
    raise UserError("no-such-row", _("There is no such row in this case."))


def _is_hash_only(given: Mapping[str, object]) -> bool:
    try:
        return _HASH_ONLY.read(given.get("hash_only")) is True
    except UserError:
        return False  # refused by name, with all other answers, when the row is written


def _person_of(of_row: object) -> bytes | None:
    """Return the person to whom a file belongs, None where it belongs to another row, or that cannot be read."""
    try:
        named = _OF_ROW.read(of_row)
    except UserError:
        return None  # refused by name when the row is written
    return named.id if isinstance(named, NamedRow) and named.record == _PERSON.number else None


def _small(desk: Desk, taken: TakenIn, picture: Picture | None) -> bytes | None:
    if picture is None:
        return None
    with desk.files.reading(taken.content_id, taken.key) as chunks:
        made = picture(chunks, type_of(taken.head))
    return made if made is not None and len(made) < LARGEST_PICTURE else None


def _write(
    desk: Desk,
    case: bytes,
    source: Source,
    given: Mapping[str, object],
    measured: Measured,
    made: Mapping[str, Value],
    said: Said,
    draft: str | None,
) -> Attached:
    kind = type_of(measured.head)
    filled: dict[str, object] = {
        "name": source.name,
        "of_row": NamedRow(_CASE.number, case),
        "of_person": _person_of(given.get("of_row")),
        **{name: answer for name, answer in given.items() if answer not in (None, "")},
        "digest": measured.digest,
        "size": measured.size,
        "media_type": kind,
    }
    with deed(desk, draft) as unit:
        by_program = {**made, "added_at": moment_now(desk)}
        changed = add_in(unit, desk, case, ATTACHMENT, filled, said=said, made=by_program)
    return Attached(changed, measured.digest, measured.size, kind, is_another(source.name, kind))
