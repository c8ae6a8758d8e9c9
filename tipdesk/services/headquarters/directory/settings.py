"""What headquarters cannot set: checked wherever a setting of a rule or a holiday is written, by window or command.

A setting that counts already stands, because what was judged by it stays judged: whoever wants another one writes a new
row from another day on. On the day on which it begins it can still be put right.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from tipdesk.domain.errors import FieldProblem, UserError
from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.clocks.lengths import day_of
from tipdesk.domain.rules.setting_sense import HOLIDAY, SETTING, find_no_day, find_senseless, has_begun
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk


def find_setting_problems(
    desk: Desk, record: RecordType, seen: Row | None, values: Mapping[str, Value], told: Iterable[FieldProblem]
) -> list[FieldProblem]:
    """Return what speaks against a row of the directory as a setting or a holiday; nothing for any other record.

    `told` are the problems that its fields have by themselves.
    """
    if record.name == SETTING:
        unread = {problem.path.rpartition(".")[2] for problem in told}
        return find_senseless(values, seen, _today(desk), unread)
    return find_no_day(values) if record.name == HOLIDAY else []


def refuse_begun(desk: Desk, seen: Row, given: Collection[str] = ()) -> None:
    """Raise UserError `setting-counts` for a setting that counts since an earlier day.

    Fields (`given`) of which several values are live can still be settled.
    """
    is_settling = bool(given) and set(given) <= seen.siblings.keys()
    if seen.record.name == SETTING and not is_settling and has_begun(seen, _today(desk)):
        raise UserError(
            "setting-counts", _("This setting counts already. Write a new one, with the day from which it changes.")
        )


def _today(desk: Desk) -> date:
    return day_of(desk.clock.now_ms())
