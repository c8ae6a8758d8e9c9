"""Decides which editor a declared field gets: one line for each kind, so that a new field needs no work on any screen.

The matches are exhaustive, so that mypy refuses a kind without an editor.
"""

from typing import assert_never

from tipdesk.domain.kinds import (
    AnyRow,
    AsTyped,
    Code,
    Codes,
    CoordinatesField,
    DateTimeField,
    Digest,
    DurationField,
    Email,
    Flag,
    Kind,
    LongText,
    MoneyField,
    Number,
    Octets,
    PartialDateField,
    Phone,
    Reference,
    Text,
    Texts,
)
from tipdesk.domain.rules.referring.letter_templates import ANSWERS, label_of
from tipdesk.domain.values import parse_email
from tipdesk.ui.editors.case_edit import CaseEdit
from tipdesk.ui.editors.flag_edit import FlagEdit
from tipdesk.ui.editors.moment_edit import MomentEdit
from tipdesk.ui.editors.octets_edit import OctetsEdit
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice
from tipdesk.ui.widgets.code_combo import CodeCombo
from tipdesk.ui.widgets.codes_picker import TICKED_TO, CodesPicker
from tipdesk.ui.widgets.editor import Editor
from tipdesk.ui.widgets.long_text import LongText as LongTextBox
from tipdesk.ui.widgets.number_edit import NumberEdit
from tipdesk.ui.widgets.parsed_edit import ParsedEdit
from tipdesk.ui.widgets.partial_date_edit import PartialDateEdit
from tipdesk.ui.widgets.phone_edit import PhoneEdit
from tipdesk.ui.widgets.text_edit import TextEdit
from tipdesk.ui.widgets.texts_edit import TextsEdit
from tipdesk.ui.widgets.yes_no_unsure import YesNoUnsure
from tipdesk.ui.wording import Wording

MOST_SEGMENTS = 3


def is_wide(declared: Kind, wording: Wording) -> bool:
    """Tell whether a field's editor takes the whole width of a form, because its kind says so or its list is ticked."""
    is_chosen = declared.is_several and bool(declared.codes)
    return declared.is_wide or (is_chosen and len(wording.choices_of(declared)) <= TICKED_TO)


def editor_of(declared: Kind, wording: Wording) -> Editor:
    """Return a new editor for a field; its value is what the field's `read` takes."""
    match declared:
        case Reference() | AnyRow():
            return _referring(declared, wording)
        case Code() | Codes():
            return _choosing(declared, wording)
        case AsTyped() | Email() | LongText() | Phone() | Text() | Texts():
            return _writing(declared)
        case PartialDateField():
            return PartialDateEdit(wording.now, declared.lies)
        case DateTimeField():
            return MomentEdit(wording.now, declared.lies)
        case MoneyField() | DurationField() | CoordinatesField():
            return ParsedEdit(declared.kept.parse, str, declared.example)
        case Number():
            return NumberEdit(declared.low, declared.high)
        case Flag():
            return FlagEdit()
        case Digest() | Octets():
            return OctetsEdit(declared)
        case _:
            assert_never(declared)


def _referring(declared: Reference | AnyRow, wording: Wording) -> Editor:
    """Return a list of rows to choose from; another case is typed, since nobody scrolls through all of them."""
    if declared.record == "Case":
        return CaseEdit(wording.names.cases)
    return ReferenceEdit(declared, wording.choices.get(declared.record, ()))


def _choosing(declared: Code | Codes, wording: Wording) -> Editor:
    choices = wording.choices_of(declared)
    match declared:
        case Code():
            return YesNoUnsure(choices) if len(choices) <= MOST_SEGMENTS else CodeCombo(choices)
        case Codes():
            return CodesPicker(choices)
        case _:
            assert_never(declared)


def _writing(declared: AsTyped | Email | LongText | Phone | Text | Texts) -> Editor:
    match declared:
        case LongText():
            return LongTextBox()
        case Text():
            return TextEdit(most=declared.longest)
        case Texts(names_answers=True):
            return CodesPicker([Choice(name, _(label_of(name))) for name in ANSWERS])
        case AsTyped() | Texts():
            return TextsEdit()
        case Phone():
            return PhoneEdit()
        case Email():
            return ParsedEdit(parse_email, str, _("name@example.org"))
        case _:
            assert_never(declared)
