"""The one place where the screens turn message ids into the officer's language.

Promises: `_` and `plural` answer in the language given to `speak`, English until then. Leaves to others: finding and
loading the catalogue (`adapters/system`), marking texts below the screens (`domain.texts`). Call `_` when a text is
shown, never at import: the language is known only after start.
"""

from gettext import NullTranslations


class _Voice:
    """The catalogue in use: one a process, as there is one officer before the screen."""

    catalogue = NullTranslations()


def speak(catalogue: NullTranslations) -> None:
    """Use `catalogue` for every text from now on. Widgets already built keep theirs."""
    _Voice.catalogue = catalogue


def language() -> str:
    """Return the language in use by its code of two or three letters, as code lists name it."""
    return _Voice.catalogue.info().get("language", "en").partition("_")[0] or "en"


def _(text: str) -> str:
    """Return `text` in the officer's language."""
    return _Voice.catalogue.gettext(text) if text else ""


def plural(one: str, many: str, count: int) -> str:
    """Return the form for `count`, with {count} filled in."""
    return _Voice.catalogue.ngettext(one, many, count).format(count=count)
