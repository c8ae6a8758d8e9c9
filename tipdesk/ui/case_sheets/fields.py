"""What a column of a sheet may fill, as answers to choose from, and in words what each column fills now."""

from collections.abc import Mapping, Sequence

from tipdesk.domain.codes import CodeBook
from tipdesk.services.import_export.fillable import Fillable, find_fillable
from tipdesk.services.import_export.maps import MapColumn, SheetMap, Target
from tipdesk.services.import_export.preview import SeenColumn
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice

NOTE = "note"
KEY, CASE, DATED = "key", "case", "dated"


class Fields:
    """All that may be filled, by key. `choices` are in the officer's language."""

    def __init__(self, codes: CodeBook, language: str) -> None:
        self._codes, self._language = codes, language
        self._all: Mapping[str, Fillable] = {one.key: one for one in find_fillable(codes)}
        self._by_target = {one.target: one for one in self._all.values()}
        kept = Choice(NOTE, _("Kept as words, in a note about the person"))
        self.choices: Sequence[Choice] = (kept, *(Choice(one.key, self._words(one)) for one in self._all.values()))

    def target(self, key: object) -> Target | None:
        """Return what a choice fills; None for words that are kept, and for nothing."""
        found = self._all.get(str(key))
        return found.target if found is not None else None

    def key_of(self, column: MapColumn | None) -> str | None:
        """Return the choice that a column has now."""
        if column is None:
            return None
        if column.target is None:
            return NOTE
        found = self._by_target.get(column.target)
        return found.key if found is not None else None

    def told(self, seen: SeenColumn, sheet_map: SheetMap) -> str:
        """Return in words what a column fills, and for what else it serves."""
        column = seen.column
        parts = []
        if column is not None and column.target is not None:
            found = self._by_target.get(column.target)
            parts.append(self._words(found) if found is not None else _(column.target.field.label))
        elif column is not None and column.name not in (sheet_map.key, sheet_map.case, *sheet_map.dated):
            parts.append(_("Kept as words"))
        if column is not None:
            parts += [words for use, words in uses_words() if use in uses_of(column, sheet_map)]
        return " · ".join(parts) if parts else _("Passed over")

    def _words(self, one: Fillable) -> str:
        kind = f" ({self._codes.label_of(*one.kind, self._language)})" if one.kind is not None else ""
        return f"{_(one.record)}{kind}: {_(one.field)}"


def uses_words() -> Sequence[tuple[str, str]]:
    """Return what else a column may serve for, in words."""
    return (
        (KEY, _("The key of the row")),
        (CASE, _("The same for all rows of a case")),
        (DATED, _("When it happened")),
    )


def uses_of(column: MapColumn, sheet_map: SheetMap) -> frozenset[str]:
    """Return for what else a column serves."""
    holds = {KEY: sheet_map.key, CASE: sheet_map.case}
    found = {use for use, name in holds.items() if name and name == column.name}
    return frozenset(found | ({DATED} if column.name in sheet_map.dated else set()))
