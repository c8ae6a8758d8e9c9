"""From the code of a State in a machine-readable zone to a code of the list `countries` (Doc 9303-3, part 5).

Most are the three letters of ISO 3166-1, which the list has as its CTDC names. Others are the standard's own: those of
British nationals, of States that changed their name, of persons without a State, and of organisations. What names no
country has no code here; it is shown as it is written.
"""

from collections.abc import Iterable
from typing import Final

from tipdesk.domain.codes import Code

STATELESS: Final = frozenset({"XXA"})
_ISO: Final = "ctdc_2024"
_OWN: Final = {
    "D": "DEU",
    **dict.fromkeys(("GBD", "GBN", "GBO", "GBP", "GBS"), "GBR"),
    "ROM": "ROU",
    "TMP": "TLS",
    "ZAR": "COD",
}
"""Codes that documents bear in place of the letters of ISO 3166-1."""


def country_of(state: str | None, countries: Iterable[Code]) -> str | None:
    """Return the country that a State's code means, None where it means none, as XXB (a refugee) or UNO."""
    if not state:
        return None
    wanted = _OWN.get(state, state)
    return next((one.code for one in countries if one.mappings.get(_ISO) == wanted), None)


def is_stateless(state: str | None) -> bool:
    """Tell whether the code says that somebody has no State (the convention of 1954)."""
    return state in STATELESS
