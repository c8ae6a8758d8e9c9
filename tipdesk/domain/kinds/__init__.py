"""The kinds of fields: text, codes, dates, numbers and the rest. A field is declared in one line.

That line is, for example, `Text(3, _("Family name"), …)`. A kind says everything of itself: how its values are read,
shown, exported and kept, how much room they take, and whether they name a row (`asked`). Code outside this package does
not ask of which kind a field is; where something must be done differently for each kind, an exhaustive match over
`Kind` does it. Whatever declares or serves fields imports from here.
"""

from tipdesk.domain.kinds.asked import Refer, Referred, Storage, Unread
from tipdesk.domain.kinds.chosen import Code, Codes
from tipdesk.domain.kinds.counted import Flag, Number
from tipdesk.domain.kinds.field import (
    ACTOR,
    HIGHEST,
    IDENTITY,
    LOCATION,
    MISSING_LABELS,
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
    Later,
    Merge,
    Search,
    Sensitivity,
    Wire,
)
from tipdesk.domain.kinds.octets import Digest, Kept, Octets, digest_shown
from tipdesk.domain.kinds.parsed import (
    CoordinatesField,
    DateTimeField,
    DurationField,
    MoneyField,
    Parsed,
    PartialDateField,
)
from tipdesk.domain.kinds.referring import AnyRow, Reference
from tipdesk.domain.kinds.typed_answers import AsTyped
from tipdesk.domain.kinds.written import Email, LongText, Phone, Text, Texts
from tipdesk.domain.values import Value
from tipdesk.domain.when import Lies

Kind = (
    AnyRow
    | AsTyped
    | Code
    | Codes
    | CoordinatesField
    | DateTimeField
    | Digest
    | DurationField
    | Email
    | Flag
    | Kept
    | LongText
    | MoneyField
    | Number
    | Octets
    | PartialDateField
    | Phone
    | Reference
    | Text
    | Texts
)
"""Every kind there is: a declared field is always of one of these."""

# fmt: off
__all__ = [
    "ACTOR", "HIGHEST", "IDENTITY", "LOCATION", "MISSING_LABELS", "NAMES", "NARRATIVE", "NOW", "ORDINARY", "REFUGE",
    "SOURCE", "STRICTEST", "UNION", "WORDS",
    "AnyRow", "AsTyped", "Code", "Codes", "CoordinatesField", "DateTimeField", "Digest", "DurationField", "Email",
    "Field", "Flag", "Kept", "Kind", "Later", "Lies", "LongText", "Merge", "MoneyField", "Number", "Octets", "Parsed",
    "PartialDateField", "Phone", "Refer", "Reference", "Referred", "Search", "Sensitivity", "Storage", "Text", "Texts",
    "Unread", "Value", "Wire", "digest_shown",
]
# fmt: on
