"""A worry on paper, for the day the PC is dead: the ten questions with room to write, whom to ring, and a paper number.

The questions and answers are those of the page, in its order, and nothing of any case is on the sheet. The number is
typed in later with the rest, so that the sheet and its case can be found together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.phone import phone_text
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.reference import make_reference
from tipdesk.domain.texts import _
from tipdesk.services.directory.find_duty_numbers import hours_shown
from tipdesk.sync.outside import Number

_REPORT = BY_NAME["Report"]
_MOST_NUMBERS = 6
_FIRST_KINDS = ("child_protection", "duty_officer", "safe_place")
_SEX, _AGES = (_("Female"), _("Male"), _("Cannot tell")), (_("Under 12"), _("12 to 17"), _("18 to 25"), _("Older"))
_WORDS_LINES = 4


@dataclass(frozen=True)
class AskedOnPaper:
    """One question of the sheet.

    `boxes` are rows of answers to tick; they stand in so many `columns`, or with 0 one after the other. `lines` are
    rows to write on, each with what every blank in it asks for.
    """

    label: str
    help: str = ""
    boxes: tuple[tuple[str, ...], ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    columns: int = 0


@dataclass(frozen=True)
class BlankWorry:
    """Everything that is printed on the sheet.

    Each of `numbers` is whom to ring, the number, and when it is answered.
    """

    title: str
    marking: str
    paper_label: str
    paper_no: str
    to_fill: tuple[str, ...]
    rule: str
    questions: tuple[AskedOnPaper, ...]
    numbers_label: str
    numbers: tuple[tuple[str, str, str], ...]
    foot: str


class SheetPrinter(Protocol):
    """Prints sheets for a worry on paper."""

    def print(self, sheet: BlankWorry) -> bytes:
        """Return a PDF of one page, the same bytes for equal sheets."""


def make_blank_worry(
    codes: CodeBook, numbers: Sequence[Number], noise: bytes, translate: Callable[[str], str], language: str = "en"
) -> BlankWorry:
    """Return a sheet, in the language that `translate` and `language` give.

    `numbers` are the duty numbers to choose from, and `noise` eight random bytes of which the paper number is made.
    """
    return BlankWorry(
        translate(_("Note")),
        translate(_("Keep locked away. Type it in when the PC works, then keep it with the case.")),
        translate(_("Paper number")),
        f"S-{make_reference(noise)}",
        tuple(map(translate, (_("Written on (day)"), _("at (time)"), _("By"), _("Post")))),
        translate(_("If anybody may be under 18, or you are not sure: do not question. Ring child protection. "
                    "Nothing must be answered.")),
        _questions(codes, translate, language),
        translate(_("Ring now")),
        tuple(_number(codes, one, translate, language) for one in _nearest(numbers)),
        translate(_("TIPdesk · I am worried about someone: From paper")),
    )  # fmt: skip


def _questions(codes: CodeBook, translate: Callable[[str], str], language: str) -> tuple[AskedOnPaper, ...]:
    def label(name: str) -> str:
        return translate(_REPORT.by_name[name].label)

    def boxes(name: str) -> tuple[str, ...]:
        declared = _REPORT.by_name[name]
        known = codes.list_of(declared.codes).offered() if declared.codes else ()
        return tuple(code.label_in(language) for code in known)

    sex, ages = (tuple(map(translate, texts)) for texts in (_SEX, _AGES))
    looks, name, passport = (translate(one) for one in (_("Description"), _("Name, if known"), _("Passport number")))
    person = AskedOnPaper(
        translate(_("The person")),
        translate(_("More people: on the back.")),
        (sex, ages),
        ((looks,), (name, passport)),
    )
    help_18 = translate(_REPORT.by_name["under_18"].help)
    return (
        AskedOnPaper(label("where_now"), boxes=(boxes("where_now"),)),
        AskedOnPaper(label("danger_now"), boxes=(boxes("danger_now"),)),
        AskedOnPaper(label("under_18"), help_18, (boxes("under_18"),)),
        AskedOnPaper(label("persons_count"), lines=(("",),)),
        AskedOnPaper(label("travel"), lines=(("",),)),
        person,
        AskedOnPaper(label("passport"), boxes=(boxes("passport"),)),
        AskedOnPaper(label("who_is_with_them"), boxes=(sex,), lines=(("",), (name,))),
        AskedOnPaper(label("what_seen"), boxes=(boxes("what_seen"),), columns=2),
        AskedOnPaper(label("own_words"), lines=(("",),) * _WORDS_LINES),
    )


def _nearest(numbers: Sequence[Number]) -> list[Number]:
    """Return as many numbers as the sheet has room for, beginning with the three kinds that a worry rings first."""
    ordered = sorted(numbers, key=lambda one: _FIRST_KINDS.index(one.kind) if one.kind in _FIRST_KINDS else 3)
    return ordered[:_MOST_NUMBERS]


def _number(codes: CodeBook, one: Number, translate: Callable[[str], str], language: str) -> tuple[str, str, str]:
    kind = codes.label_of("duty_kind", one.kind, language) if one.kind else one.label
    details = (one.label if kind != one.label else "", hours_shown(one.hour_from, one.hour_to, translate))
    return kind, phone_text(one.phone), " · ".join(part for part in details if part)
