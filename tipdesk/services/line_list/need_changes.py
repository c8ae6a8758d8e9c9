"""What has to be written so that a person has just these needs open: a new one is added, one that was a slip goes.

A need that was typed here and says nothing else goes into the trash. One about which more is known (what the person
wants, what was done) is not thrown away by a letter in a list: it is changed on its own page.
"""

from collections.abc import Sequence

from tipdesk.domain.changes import Change
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.texts import _
from tipdesk.services.desk import Desk
from tipdesk.services.fields import change_of_deletion, change_of_new
from tipdesk.services.line_list.signs import BY_KIND, is_open

_NEED = BY_NAME["Need"]
_USUAL = "normal"
_OPEN = "open"
_SAID = ("wish", "words")


def need_changes(desk: Desk, person: bytes, needs: Sequence[Row], wanted: frozenset[str] | None) -> list[Change]:
    """Return the changes after which a person has needs of these kinds open; none where `wanted` is None.

    `needs` are those that the officer saw. Raises UserError `need-is-told` for one that a list does not throw away.
    """
    if wanted is None:
        return []
    standing = [need for need in needs if is_open(need)]
    has = {str(need["kind"]) for need in standing}
    gone = [need for need in standing if need["kind"] not in wanted]
    if any(_is_told(need) for need in gone):
        raise UserError(
            "need-is-told", _("More is written about this need. Change it on the page Protection: there it stays.")
        )
    added = [
        change_of_new(_NEED, desk.ids.new_id(), _new_need(person, kind)) for kind in sorted(wanted) if kind not in has
    ]
    return [change_of_deletion(need) for need in gone] + added


def _new_need(person: bytes, kind: str) -> dict[str, bytes | str]:
    sign = BY_KIND.get(kind)
    return {"person": person, "kind": kind, "priority": sign.priority if sign else _USUAL, "status": _OPEN}


def _is_told(need: Row) -> bool:
    """Tell whether a need says more than that there is one, or may: a hidden or disputed answer counts as said."""
    return bool(need.siblings or need.masked or need.sealed) or any(need[name] is not None for name in _SAID)
