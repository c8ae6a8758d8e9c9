"""Which editor a declared field gets: one line for each kind, so that a new field needs no work on any screen."""

from tipdesk.domain.kinds import (
    Attachment,
    Code,
    Codes,
    DateTimeField,
    Email,
    Field,
    Flag,
    LongText,
    Number,
    Octets,
    Parsed,
    PartialDateField,
    Phone,
    Reference,
    Text,
    Texts,
)
from tipdesk.domain.values import parse_email
from tipdesk.ui.editors.flag_edit import FlagEdit
from tipdesk.ui.editors.moment_edit import MomentEdit
from tipdesk.ui.editors.reference_edit import ReferenceEdit
from tipdesk.ui.translate import _
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
EXAMPLES = {"MoneyField": "1250.50 XCD", "DurationField": "1y 6m 10d", "CoordinatesField": "13.7333, -60.9527"}


def has_editor(declared: Field) -> bool:
    """Tell whether people answer this field: neither a key nor a file is typed in, nor what the program fills in."""
    return not declared.by_program and not isinstance(declared, (Attachment, Octets))


def is_wide(declared: Field, wording: Wording) -> bool:
    """Tell whether its editor takes the whole width of a form: paragraphs, and lists that are ticked."""
    is_ticked = isinstance(declared, Codes) and len(wording.choices_of(declared)) <= TICKED_TO
    return is_ticked or isinstance(declared, LongText)


def editor_of(declared: Field, wording: Wording) -> Editor:
    """Return a new editor for a field. Its value is what `declared.read` takes."""
    match declared:
        case Reference():
            return ReferenceEdit(wording.choices.get(declared.record, ()))
        case Code():
            choices = wording.choices_of(declared)
            return YesNoUnsure(choices) if len(choices) <= MOST_SEGMENTS else CodeCombo(choices)
        case Codes():
            return CodesPicker(wording.choices_of(declared))
        case LongText():
            return LongTextBox()
        case Text():
            return TextEdit(most=declared.longest)
        case Texts():
            return TextsEdit()
        case PartialDateField():
            return PartialDateEdit(wording.now, declared.lies)
        case DateTimeField():
            return MomentEdit(wording.now, declared.lies)
        case _:
            return _editor_of_rest(declared)


def _editor_of_rest(declared: Field) -> Editor:
    match declared:
        case Parsed():
            return ParsedEdit(declared.kept.parse, str, EXAMPLES.get(type(declared).__name__, ""))
        case Number():
            return NumberEdit(declared.low, declared.high)
        case Flag():
            return FlagEdit()
        case Phone():
            return PhoneEdit()
        case Email():
            return ParsedEdit(parse_email, str, _("name@example.org"))
        case _:
            return TextEdit()
