"""Say that a person of one case is, likely is, or is not the person of another, and take that back.

A link is written in one of both cases by somebody who may write there and sees who the people of both are. It joins
nothing: rows stay as they are, and taking the link back leaves them so.
"""

from collections.abc import Collection, Iterable

from tipdesk.domain.characters import refuse_hidden
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import IDENTITY
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, opens
from tipdesk.domain.rules.gates.passing import FEWEST_CHARACTERS
from tipdesk.domain.texts import _
from tipdesk.services.case.rules import permit_edit, read_answers_in, refuse_fields
from tipdesk.services.desk import Desk, Reader, UnitOfWork
from tipdesk.services.entries.write_case import write_case
from tipdesk.services.eyes import Eyes
from tipdesk.services.fields import change_of_deletion, change_of_new, change_of_restoring
from tipdesk.services.look import deed, get_eyes, unknown_case
from tipdesk.services.results import Changed

PERSON, LINK = BY_NAME["Person"], BY_NAME["PersonLink"]
SAME, LIKELY, NOT_SAME = "same", "likely_same", "not_same"


def link_person(
    desk: Desk,
    case: bytes,
    person: bytes,
    other_case: bytes,
    other_person: bytes,
    words: str,
    *,
    result: str = SAME,
    basis: Collection[str] = (),
) -> Changed:
    """Write into a case what was found of two persons, and return the link as `Changed.row`.

    `words` say why; `result` and `basis` are codes of `link_result` and `link_basis`. Raises UserError `reason-needed`
    without words, `same-case` for two persons of one case, `no-such-row` where there is no such person,
    `linked-already` where this case says something of both, `not-allowed` where who the people are is hidden from the
    officer, `bad-fields` for a code that is none, and those of `permit_edit` and `write_case`.
    """
    refuse_no_words(words)
    if case == other_case:
        raise UserError("same-case", _("Both are in one case. Name a person of another case."))
    with deed(desk) as unit:
        own, other = permit_edit(unit, desk, case), get_eyes(unit, desk, other_case, Action.VIEW)
        for eyes, action in ((own, Action.EDIT), (other, Action.VIEW)):
            refuse_unseen(eyes, action)
        for eyes, row in ((own, person), (other, other_person)):
            get_person(eyes, row)
        _refuse_again(unit, own, person, other_person)
        given = {"person": person, "result": result, "basis": frozenset(basis), "words": words.strip()}
        values, problems = read_answers_in(unit, desk, case, LINK, given)
        refuse_fields(problems)
        row = desk.ids.new_id()
        whole = {**values, "other_case": other_case, "other_person": other_person}
        entry = write_case(desk, unit, case, [change_of_new(LINK, row, whole)])
    return Changed(frozenset({LINK.name}), case, row, (entry.dot,), is_new=True)


def unlink_person(desk: Desk, link: bytes, reason: str | None = None) -> Changed:
    """Take a link back; the persons of both cases stay as they are.

    Raises UserError `no-such-link` where there is none, and those of `permit_edit`.
    """
    with deed(desk) as unit:
        row = _get_link(unit, desk, link, is_gone=False)
        entry = write_case(desk, unit, row.case or b"", [change_of_deletion(row)], reason)
    return Changed.of(LINK.name, row.case, link, entry.dot)


def restore_link(desk: Desk, link: bytes) -> Changed:
    """Say again what was taken back; raises the UserErrors of `unlink_person`."""
    with deed(desk) as unit:
        row = _get_link(unit, desk, link, is_gone=True)
        entry = write_case(desk, unit, row.case or b"", [change_of_restoring(row)])
    return Changed.of(LINK.name, row.case, link, entry.dot)


def get_person(eyes: Eyes, person: bytes) -> Row:
    """Return a person of a case as the officer sees them; raises UserError `no-such-row` where there is none."""
    row = eyes.reader.get_row(PERSON, person)
    if row is None or row.deleted or row.case != eyes.case.id:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=PERSON.name)
    return eyes.cut(row)


def pick_person(reader: Reader, case: bytes, given: str) -> bytes:
    """Return the id of the person of a case who is meant by a person code, or by an id.

    Raises UserError `no-such-row` where nobody is.
    """
    wanted, people = given.strip(), reader.find_rows(PERSON, case=case)
    by_code = [row.id for row in people if str(row["person_code"] or "").casefold() == wanted.casefold()]
    plain = wanted.replace("-", "").casefold()
    found = by_code or [row.id for row in people if row.id.hex() == plain]
    if not found:
        raise UserError("no-such-row", _("There is no such {record} in this case."), record=PERSON.name)
    return found[0]


def case_of_person(reader: Reader, person: bytes) -> bytes:
    """Return the case of a person; raises UserError `no-such-row` where there is no such person any more."""
    row = reader.get_row(PERSON, person)
    if row is None or row.case is None or row.deleted:
        raise UserError("no-such-row", _("This person is not here any more. Look again."))
    return row.case


def refuse_unseen(eyes: Eyes, action: Action) -> None:
    """Raise UserError `not-allowed` where who the people of a case are is hidden from the officer."""
    seen = eyes.level if action is Action.EDIT else max(eyes.level, eyes.level_for(Action.UNMASK))
    if not opens(seen, IDENTITY):
        raise UserError(
            "not-allowed",
            _("Who the people of case {reference} are is hidden from you, so you cannot say who is who."),
            reference=eyes.case["reference"] or "?",
        )


def refuse_no_words(words: str) -> None:
    """Raise UserError `reason-needed` where nothing is said, and `bad-text` where something is hidden in it."""
    refuse_hidden(words)
    if len(words.strip()) < FEWEST_CHARACTERS:
        raise UserError("reason-needed", _("Say why, in a few words: others will read it."))


def _refuse_again(reader: Reader, own: Eyes, person: bytes, other: bytes) -> None:
    rows: Iterable[Row] = map(own.cut, reader.find_rows(LINK, case=own.case.id))
    if any((row["person"], row["other_person"]) == (person, other) for row in rows):
        raise UserError("linked-already", _("These two are linked already. Take that link back to say it otherwise."))


def _get_link(unit: UnitOfWork, desk: Desk, link: bytes, *, is_gone: bool) -> Row:
    """Return a link that the officer may write, in the trash or not."""
    row = unit.get_row(LINK, link)
    if row is None or row.case is None or row.deleted is not is_gone:
        raise UserError("no-such-link", _("There is no such link."))
    if unit.get_row(BY_NAME["Case"], row.case) is None:
        raise unknown_case(row.case)
    refuse_unseen(permit_edit(unit, desk, row.case), Action.EDIT)
    return row
