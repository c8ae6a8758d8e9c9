"""Build the model of a case file from what was read: a pure function of rows, history, names and who prints it.

Nothing above `Printed.level` reaches the model, whatever level the rows and the history were read at. The reading, its
audit, and the refusal of an officer who is not assigned are done by the verbs that call it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tipdesk.domain.characters import visible
from tipdesk.domain.codes import CodeBook
from tipdesk.domain.moments import moment_shown
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Level
from tipdesk.domain.texts import _, counted
from tipdesk.services.case.history import HistoryLine
from tipdesk.services.directory.names import Names
from tipdesk.services.documents.answers import Reading, narrow
from tipdesk.services.documents.case_file import CaseFile, Furniture, Slip
from tipdesk.services.documents.sections import sections_of

MARKING = _("RESTRICTED · PERSONS AT RISK")
_NOTES = counted("{count} note: {mark}", "{count} notes: {mark}")
_UNPRINTABLE = _(
    "Characters that have no sign in the typefaces of this document: {count}. They stand as {mark}. Read them on the "
    "screen."
)


@dataclass(frozen=True)
class Printed:
    """Who prints which copy, where and when.

    `at_ms` is in milliseconds since 1970, `offset_minutes` the zone in minutes east of UTC. `level` is the highest that
    the copy may show, and what is read `on_screen` alone leaves no copy behind. `held_back` counts the notes that are
    not in it, by the mark that keeps them out.
    """

    officer: str
    post: str
    at_ms: int
    offset_minutes: int
    copy_number: int
    level: Level
    held_back: Mapping[str, int] = field(default_factory=dict)
    on_screen: bool = False

    @property
    def with_identity(self) -> bool:
        """Tell whether this copy says who the people are."""
        return self.level >= Level.IDENTITY


def build_case_file(
    rows: Sequence[Row],
    history: Sequence[HistoryLine],
    names: Names,
    printed: Printed,
    codes: CodeBook,
    translate: Callable[[str], str] = str,
) -> CaseFile:
    """Return the model of a case file.

    `rows` has the Case row first and then all others, deleted ones too; `history` is latest first.
    """
    narrowed = tuple(narrow(row, printed.level, on_screen=printed.on_screen) for row in rows)
    case = narrowed[0]
    how = (printed.level, printed.offset_minutes, printed.on_screen)
    reading = Reading(names, {}, codes, translate, *how).with_titles_of(narrowed)
    return CaseFile(
        kind=translate(_("Case file")),
        reference=visible(str(case["reference"] or ""), paragraphs=False),
        title=visible(str(case["title"] or ""), paragraphs=False),
        slip=slip_of(printed, codes, translate),
        sections=sections_of(reading, narrowed, history),
        furniture=furniture_of(printed, translate),
    )


def slip_of(printed: Printed, codes: CodeBook, translate: Callable[[str], str], *more: tuple[str, str]) -> Slip:
    """Return what a copy says of itself, with `more` facts (label and text) at its end."""
    kept = printed.held_back
    shown = translate(_("Shown")) if printed.with_identity else translate(_("Withheld"))
    facts = (
        (translate(_("Copy number")), str(printed.copy_number)),
        (translate(_("Printed by")), printed.officer),
        (translate(_("Post")), printed.post),
        (translate(_("Printed at (local time)")), moment_shown(printed.at_ms, printed.offset_minutes, translate)),
        (translate(_("Identity of persons")), shown),
        *((translate(_("Held back")), _notes(mark, count, codes, translate)) for mark, count in kept.items()),
        *more,
    )
    return Slip(facts, (translate(_("Collected by")), translate(_("Shredded by"))), translate(_("Date and time")))


def _notes(mark: str, count: int, codes: CodeBook, translate: Callable[[str], str]) -> str:
    return translate(_NOTES.of(count)).format(count=count, mark=codes.label_of("note_privacy", mark))


def furniture_of(printed: Printed, translate: Callable[[str], str]) -> Furniture:
    """Return what stands on every page of a copy."""
    when = moment_shown(printed.at_ms, printed.offset_minutes, translate)
    by = ", ".join(filter(None, (printed.officer, printed.post)))
    foot = translate(_("Copy {number} · printed by {by} · {when}"))
    watermark = translate(_("{officer} · copy {number}"))
    mark = watermark.format(officer=printed.officer, number=printed.copy_number)
    return furnished(
        translate(MARKING), foot.format(number=printed.copy_number, by=by, when=when), translate, watermark=mark
    )


def furnished(marking: str, foot: str, translate: Callable[[str], str], *, watermark: str = "") -> Furniture:
    """Return what stands on every page of any paper, with its own marking and foot."""
    return Furniture(
        marking=marking,
        foot=foot,
        watermark=watermark,
        page=translate(_("Page {page} of {pages}")),
        withheld=translate(_("Withheld")),
        not_settled=translate(_("Not settled")),
        unprintable=translate(_UNPRINTABLE),
    )
