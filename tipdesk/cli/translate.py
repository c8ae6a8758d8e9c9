"""The one place where the command line turns message ids into the officer's language.

Promises: `_` answers in the language given to `speak`, English until then. JSON keys and codes are never translated.
Leaves to others: finding and loading the catalogue (`adapters/system`), and marking texts below (`domain.texts`).
"""

from gettext import NullTranslations


class _Voice:
    """The catalogue in use: one a process."""

    catalogue = NullTranslations()


def speak(catalogue: NullTranslations) -> None:
    """Use `catalogue` for every text from now on."""
    _Voice.catalogue = catalogue


def _(text: str) -> str:
    """Return `text` in the officer's language; a text that is in it already stays as it is."""
    return _Voice.catalogue.gettext(text) if text else ""
