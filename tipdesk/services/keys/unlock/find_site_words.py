"""Words that anybody at this site would try first: posts, districts, agencies, officers.

Alone they make no passphrase.
"""

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.records import BY_NAME
from tipdesk.services.desk import Reader

_NAMED = {"Post": ("code", "name"), "Agency": ("name",), "Officer": ("login", "name")}
AGENCIES = (
    "TIPdesk", "trafficking in persons", "Royal Saint Lucia Police Force", "RSLPF", "police station", "marine unit",
    "coast guard", "customs and excise", "immigration", "border control", "home affairs", "national security",
    "human services", "probation", "prosecutions", "headquarters", "airport", "Hewanorra", "George Charles", "seaport",
    "marina", "ferry terminal", "Saint Lucia", "St Lucia", "Helen", "Pitons",
)  # fmt: skip


def find_site_words(codes: CodeBook, reader: Reader | None = None) -> frozenset[str]:
    """Return these words: those of the country and, with `reader`, those of the directory as this store has it."""
    words = {*AGENCIES, *(code.label for code in codes.list_of("district").codes)}
    for record, fields in _NAMED.items() if reader is not None else ():
        rows = reader.find_rows(BY_NAME[record]) if reader is not None else []
        words |= {value for row in rows for field in fields if isinstance(value := row[field], str)}
    return frozenset(words)
