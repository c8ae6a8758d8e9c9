"""The catalogue of translated texts, shared by the window and the command line.

Which language: LANGUAGE, LC_ALL, LC_MESSAGES or LANG, as gettext reads them; English where none of them has a catalogue
(`resources/locale/<language>/LC_MESSAGES/tipdesk.mo`).
"""

import gettext

from tipdesk.adapters.system.resources import path_of


def load_catalogue() -> gettext.NullTranslations:
    """Return the catalogue of the officer's language; one that translates nothing where there is none."""
    return gettext.translation("tipdesk", path_of("locale"), fallback=True)
