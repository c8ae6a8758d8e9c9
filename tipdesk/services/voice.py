"""The voice of this process: the one catalogue of texts in which screens, papers and the command line speak.

Texts are English message ids until they are shown; here they become the language that was chosen. One process has one
voice, because one officer sits before it. Call these functions when a text is shown, never at import: the language is
known only after the start. The catalogue is found by `adapters/system/catalogue`, and texts are marked by
`domain/texts`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from tipdesk.domain.texts import CountedText

ENGLISH = "en"


class _Voice:
    """The catalogue in use, which translates nothing until `speak` is given another."""

    catalogue = NullTranslations()


def speak(catalogue: NullTranslations) -> None:
    """Use `catalogue` for every text from now on; widgets that are made already keep the words they have."""
    _Voice.catalogue = catalogue


@contextmanager
def spoken(catalogue: NullTranslations) -> Iterator[None]:
    """Speak from a catalogue for a while, and afterwards from the one before, whatever `speak` was given meanwhile."""
    before = _Voice.catalogue
    speak(catalogue)
    try:
        yield
    finally:
        speak(before)


def language() -> str:
    """Return the language in use by its code of two or three letters, as code lists name it: "en", "fr", "acf"."""
    return _Voice.catalogue.info().get("language", ENGLISH).partition("_")[0] or ENGLISH


def translated(text: str) -> str:
    """Return `text` in the language in use; a text that is empty, or that no catalogue knows, as it is.

    A text that counts (`CountedText`) is returned in the form that the language has for its count.
    """
    return said_by(_Voice.catalogue, text)


def said_by(catalogue: NullTranslations, text: str) -> str:
    """Return `text` as `translated` does, from a catalogue that is not the one in use: of a paper in its language."""
    if isinstance(text, CountedText):
        return catalogue.ngettext(*text.forms, text.number)
    return catalogue.gettext(text) if text else ""


def translated_within(context: str, text: str) -> str:
    """Return `text` in the language in use, as it reads in a context: "Open" of a stage is no "Open" of a button."""
    return _Voice.catalogue.pgettext(context, text)


def plural(one: str, many: str, count: int, **values: object) -> str:
    """Return the form for `count`, with {count} and the other named places filled in."""
    return _Voice.catalogue.ngettext(one, many, count).format(count=count, **values)
