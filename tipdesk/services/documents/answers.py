"""From rows to answers: which fields of a row are printed, and what each of them says.

A field above the officer's level, or of a class that is on no copy, says nothing, neither in its own row nor where
another row refers to it. An empty field is left out. Every live value of a field in conflict is shown, with who wrote
it and when. Order and headings of the fields are those of their declaration. Where each row goes on the paper is
decided in `sections`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tipdesk.domain.characters import visible
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.kinds import REFUGE, SOURCE, Field, Sensitivity, Value
from tipdesk.domain.moments import in_zone, moment_shown
from tipdesk.domain.rows import DELETED_NAME, Row, Sibling
from tipdesk.domain.rules.access import Level, opens
from tipdesk.domain.texts import _
from tipdesk.services.case.titles import title_of
from tipdesk.services.directory.names import Names
from tipdesk.services.documents.case_file import Answer, AnswerState, Shown

WITHHELD = Shown(standing=AnswerState.WITHHELD)
_ON_NO_COPY = frozenset({REFUGE, SOURCE})
"""The letter that names a safe place alone gets it by itself (`services/papers/refuge_alone`)."""
_LONGEST_SHORT = 300
_DELETED, _KEPT = _("deleted"), _("kept")


def is_told(level: Level, sensitivity: Sensitivity, *, on_screen: bool = False) -> bool:
    """Tell whether answers of a class stand in a file of this level: where somebody is safe, only `on_screen`."""
    return opens(level, sensitivity) and (on_screen or sensitivity not in _ON_NO_COPY)


def narrow(row: Row, level: Level, *, on_screen: bool = False) -> Row:
    """Return the row with everything held back that is not told, besides what was held back before."""
    closed = {one.name for one in row.record.fields if not is_told(level, one.sensitivity, on_screen=on_screen)}
    held_back = frozenset(name for name in closed if row[name] is not None or name in row.siblings)
    kept = {name: value for name, value in row.values.items() if name not in held_back}
    return row.with_values(kept, row.masked | held_back)


@dataclass(frozen=True)
class Reading:
    """How the values of one case become texts.

    `titles` is what each row of the case is called, by its id. `offset_minutes` is the time zone in which this copy
    shows times, in minutes east of UTC. What is read `on_screen` alone leaves no copy behind.
    """

    names: Names
    titles: Mapping[bytes, str]
    codes: CodeBook
    translate: Callable[[str], str]
    level: Level
    offset_minutes: int
    on_screen: bool = False

    def with_titles_of(self, rows: tuple[Row, ...]) -> "Reading":
        """Return the reading with the titles of these rows, as this officer may see them."""
        return replace(self, titles={row.id: title_of(row, self.codes, self.translate) for row in rows})

    def text_of(self, field: Field, value: Value) -> str:
        """Return a value as people read it: the name of what it refers to, never an id."""
        meant = field.referred(value)
        if meant is not None:
            known = self.names.referred(meant.record, meant.row) or self.titles.get(meant.row, "")
            return visible(known, paragraphs=False) or self.translate(_("not in this file"))
        if isinstance(value, datetime):
            value = in_zone(value, self.offset_minutes)
        return field.shown(value, self.codes.label_of, self.translate)

    def shown(self, row: Row, field: Field) -> Shown:
        """Return what one field of a row shows; without texts when it has no answer."""
        if field.name in row.masked:
            return WITHHELD
        if field.name in row.siblings:
            said = tuple(self._said(self.text_of(field, one.value), one) for one in row.siblings[field.name])
            return Shown(said, AnswerState.NOT_SETTLED)
        text = self.text_of(field, row[field.name])
        return Shown((text,) if text else ())

    def answers(self, row: Row, without: frozenset[str] = frozenset()) -> tuple[Answer, ...]:
        """Return the answers of a row, apart from the fields `without`, which are printed elsewhere already."""
        found = [
            Answer(
                self.translate(field.label), shown, _is_long(field, shown), self.translate(heading) if heading else ""
            )
            for heading, fields in row.record.sections
            for field in fields
            if field.name not in without
            and ((shown := self.shown(row, field)).texts or shown.standing is AnswerState.WITHHELD)
        ]
        return (*self.deletion(row), *found)

    def deletion(self, row: Row) -> tuple[Answer, ...]:
        """Return the conflict about whether the row is deleted, as an answer, where there is one."""
        siblings = row.siblings.get(DELETED_NAME, ())
        if not siblings:
            return ()
        said = tuple(self._said(self.deletion_text(one.value), one) for one in siblings)
        return (Answer(self.translate(_("Deleted or kept?")), Shown(said, AnswerState.NOT_SETTLED)),)

    def deletion_text(self, value: Value) -> str:
        """Return "deleted" or "kept", translated, for a value of the deletion mark."""
        return self.translate(_KEPT if value == _KEPT else _DELETED)

    def _said(self, text: str, one: Sibling) -> str:
        when = moment_shown(one.at, self.offset_minutes, self.translate)
        said = self.translate(_("{answer} ({officer}, {when})"))
        empty = self.translate(_("no answer"))
        return said.format(
            answer=text or empty, officer=visible(self.names.officer(one.actor), paragraphs=False), when=when
        )


def _is_long(field: Field, shown: Shown) -> bool:
    return field.is_long or any(len(text) > _LONGEST_SHORT for text in shown.texts)
