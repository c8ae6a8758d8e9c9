"""A count of cases in words: what its columns and their values are called, for the window and the command line."""

from collections.abc import Hashable, Mapping

from tipdesk.domain.rules.counting import CountTable
from tipdesk.domain.texts import _
from tipdesk.services.audit import moment_now
from tipdesk.services.desk import Desk
from tipdesk.services.directory.names import Names
from tipdesk.services.documents.counted import Counted, in_words
from tipdesk.services.lists.find_cases import NOT_TOLD
from tipdesk.services.voice import translated

COLUMNS: Mapping[str, str] = {
    "stage": _("Stage"),
    "risk": _("Risk"),
    "post": _("Post"),
    "owner": _("In charge"),
    "child": _("Child"),
    "disputed": _("Disputed"),
    "held": _("Legal hold"),
}
"""What the columns are called that cases are counted by."""
_LISTS = {"stage": "case_status", "risk": "risk_level"}
_LAST = 1_000_000


def cases_in_words(desk: Desk, table: CountTable, rule: str, names: Names, language: str = "en") -> Counted:
    """Return a count of cases in words; `rule` says which cases were counted."""

    def words(number: int, value: Hashable) -> str:
        return _value(desk, names, table.by[number], value, language)

    def order(number: int, value: Hashable) -> tuple[int, str]:
        name = table.by[number]
        if value == NOT_TOLD:
            return (_LAST, "")
        if name in _LISTS:
            rank = desk.codes.rank(_LISTS[name], str(value))
            return (rank if rank >= 0 else _LAST - 1, str(value))
        return (int(value in (None, "", False)), words(number, value).lower())

    return in_words(
        table,
        what=translated(_("Cases")),
        rule=rule,
        at=moment_now(desk),
        heads=[translated(COLUMNS[name]) for name in table.by],
        words=words,
        order=order,
    )


def _value(desk: Desk, names: Names, name: str, value: Hashable, language: str) -> str:
    if value == NOT_TOLD:
        return translated(_("Not open to you"))
    if name in _LISTS and isinstance(value, str):
        return desk.codes.label_of(_LISTS[name], value, language) if value else translated(_("No answer"))
    if name == "owner" and isinstance(value, bytes):
        return names.officer(value)
    if isinstance(value, bool):
        return translated(_("Yes")) if value else translated(_("No"))
    unknown = translated(_("Nobody")) if name == "owner" else translated(_("Not known"))
    return value if isinstance(value, str) and value else unknown
