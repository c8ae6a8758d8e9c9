"""What is given for a row of a register, read and checked: values, and a problem for each answer that is refused.

Dates are read as of now. A reference names a row by its id or by what people call it: an officer by login or name, an
agency by its name, a training by its title. A name that fits several rows is refused, and so is a row in the trash.
"""

from collections.abc import Mapping

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.ids import parse_id
from tipdesk.domain.kinds import Refer, Referred, Value
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.horizon import is_too_far, years_allowed
from tipdesk.domain.schema import RecordType, Scope
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.case.titles import title_of
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.refer_to_directory import refer_to_directory
from tipdesk.services.fields import read_fields
from tipdesk.services.registers.kept import ours

BAD_FIELDS = _("Some answers cannot be saved as they are.")
_FAR = _("This is more than {years} years ahead. Check the year.")
_GIVEN = _("This is given by the program or by headquarters.")


def read_answers(
    reader: Reader, desk: Desk, record: RecordType, given: Mapping[str, object], *, is_ours_to_give: bool = False
) -> tuple[dict[str, Value], list[FieldProblem]]:
    """Return the values of what was given, by field name, and a problem for each answer that is refused.

    Only a verb of the program's own, to which they `is_ours_to_give`, writes the fields that the program fills in.
    """
    refer = Referring(reader, desk)
    now = moment_now(desk)
    values, problems = read_fields(desk.codes, record, given, record.name, refer, now=now)
    more = [
        FieldProblem(f"{record.name}.{name}", _FAR, (("years", years_allowed(field)),))
        for name, value in values.items()
        if is_too_far(field := record.by_name[name], value, now.date())
    ]
    if not is_ours_to_give:
        fixed = [name for name in given if name in record.by_name and record.by_name[name].by_program]
        more += [FieldProblem(f"{record.name}.{name}", _GIVEN) for name in fixed]
    for problem in more:
        if problem.path not in {one.path for one in problems}:
            problems.append(problem)
    return values, problems


class Referring:
    """Finds the row that a reference means; it reads the rows of a record once, however many references ask."""

    def __init__(self, reader: Reader, desk: Desk) -> None:
        self._reader, self._desk = reader, desk
        self._named: dict[str, dict[str, list[bytes]]] = {}
        self.refer: Refer = self

    def __call__(self, name: str, given: object) -> Referred:
        """Return the row that was meant; raises UserError `no-such-row`, `which-row` or `bad-id`."""
        record = BY_NAME[name]
        if isinstance(given, str) and (named := self._by_name(record).get(plain_name(given))):
            if len(named) > 1:
                raise UserError("which-row", _("Several here are called that. Give the id of one."))
            return Referred(name, named[0])
        if isinstance(given, str) and not is_id(given) and given.strip() != self._desk.actor.login:
            raise UserError(
                "no-such-row", _("Nothing here is called that. Give its name as its list shows it, or its id.")
            )
        if record.scope is Scope.DIRECTORY:
            return Referred(name, refer_to_directory(self._reader, self._desk.actor, record, given))
        row = given if isinstance(given, bytes) else parse_id(str(given))
        found = self._reader.get_row(record, row)
        if found is None or found.deleted or not (record.scope is Scope.CASE or self._is_read(found)):
            raise UserError("no-such-row", _("There is no such {record} here."), record=name)
        return Referred(name, row)

    def _is_read(self, row: Row) -> bool:
        return bool(ours(self._reader, self._desk, [row]))

    def _by_name(self, record: RecordType) -> dict[str, list[bytes]]:
        """Return the rows of a record by what they are called; those of cases are named by their ids alone."""
        if record.scope is Scope.CASE:
            return {}
        if record.name not in self._named:
            known = self._named[record.name] = {}
            rows = self._reader.find_rows(record)
            for row in rows if record.scope is Scope.DIRECTORY else ours(self._reader, self._desk, rows):
                called = {
                    plain_name(title_of(row, self._desk.codes)),
                    *(plain_name(str(row[name] or "")) for name in _NAMES),
                }
                for one in called - {""}:
                    known.setdefault(one, []).append(row.id)
        return self._named[record.name]


def is_id(text: str) -> bool:
    """Tell whether a text is the id of a row, whether there is such a row or not."""
    try:
        return bool(parse_id(text))
    except UserError:
        return False


_NAMES = ("login", "name", "code", "title")
"""The fields, of whatever record has them, by whose answer alone a row may be named."""


def plain_name(text: str) -> str:
    """Return a name as names are compared: without regard to capitals and spaces."""
    return " ".join(text.split()).casefold()
