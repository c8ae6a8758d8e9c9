"""The field kinds: text, codes, dates, numbers and the rest. A field is one line: `Text(3, _("Family name"), …)`.

A kind adds to `Field` only how it reads and shows its values. Whatever declares or serves fields imports from here.
"""

from tipdesk.domain.kinds.chosen import Code, Codes
from tipdesk.domain.kinds.counted import Flag, Number
from tipdesk.domain.kinds.field import (
    ACTOR,
    HIGHEST,
    IDENTITY,
    LOCATION,
    NAMES,
    NARRATIVE,
    NOW,
    ORDINARY,
    REFUGE,
    SOURCE,
    STRICTEST,
    UNION,
    WORDS,
    Field,
    Merge,
    Search,
    Sensitivity,
    Value,
    Wire,
)
from tipdesk.domain.kinds.octets import Octets
from tipdesk.domain.kinds.parsed import (
    CoordinatesField,
    DateTimeField,
    DurationField,
    MoneyField,
    Parsed,
    PartialDateField,
)
from tipdesk.domain.kinds.referring import Attachment, Reference
from tipdesk.domain.kinds.typed_answers import AsTyped
from tipdesk.domain.kinds.written import Email, LongText, Phone, Text, Texts
from tipdesk.domain.when import Lies

# fmt: off
__all__ = [
    "ACTOR", "HIGHEST", "IDENTITY", "LOCATION", "NAMES", "NARRATIVE", "NOW", "ORDINARY", "REFUGE", "SOURCE",
    "STRICTEST", "UNION", "WORDS",
    "AsTyped", "Attachment", "Code", "Codes", "CoordinatesField", "DateTimeField", "DurationField", "Email", "Field",
    "Flag", "Lies", "LongText", "Merge", "MoneyField", "Number", "Octets", "Parsed", "PartialDateField", "Phone",
    "Reference", "Search", "Sensitivity", "Text", "Texts", "Value", "Wire",
]
# fmt: on
