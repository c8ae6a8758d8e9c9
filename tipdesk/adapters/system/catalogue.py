"""The languages of the program: which ones there are, which one an installation speaks, and the catalogue of each.

A language is a folder with a compiled catalogue, `resources/translations/<code>/LC_MESSAGES/tipdesk.mo`; English needs
none. The officer's choice is kept in a small file beside the store, because the unlock window speaks before anything is
unlocked; nothing of any case is in it. Until somebody has chosen, the window follows the system, where that language
exists, and commands speak English, so that scripts read the same words on every PC.
"""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

from tipdesk.adapters.system.files import read_plain_file, write_whole_file
from tipdesk.adapters.system.resources import path_of
from tipdesk.domain.texts import _
from tipdesk.services.voice import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "language"
DOMAIN = "tipdesk"
PAPERS = "papers"
"""The catalogue of what is handed to people on paper, in languages that the program need not speak."""
# Translators: answer in English, "yes" or "no"; until it is yes, each page says that the translation is a draft.
IS_REVIEWED = _("Has a speaker checked this translation? yes or no")
_FOLDER = "translations"
_CODE = re.compile(r"[a-z]{2,3}(_[A-Za-z0-9]{2,8})?")
_MOST_BYTES = 20
# Translators: the name of your own language, as its speakers write it: "Français", "Español", "Kwéyòl".
_OWN_NAME = _("English")


def find_languages() -> dict[str, str]:
    """Return the code and the own name of each language that the program has, English first."""
    codes = sorted(file.parts[-3] for file in path_of(_FOLDER).glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return {ENGLISH: _OWN_NAME, **{code: load_catalogue(code).gettext(_OWN_NAME) for code in codes}}


def load_catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language by its code, or one that translates nothing where the program has none."""
    if language == ENGLISH or not _has(language):
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, path_of(_FOLDER), [language], fallback=True)


def find_paper_languages() -> dict[str, str]:
    """Return the code and the own name of each language in which papers for people can be printed, English first."""
    codes = sorted(file.parts[-3] for file in path_of(_FOLDER).glob(f"*/LC_MESSAGES/{PAPERS}.mo"))
    return {ENGLISH: _OWN_NAME, **{code: load_papers(code).gettext(_OWN_NAME) for code in codes}}


def load_papers(language: str) -> gettext.NullTranslations:
    """Return the catalogue of papers in one of `find_paper_languages`."""
    return gettext.translation(PAPERS, path_of(_FOLDER), [language], fallback=True)


def is_reviewed(catalogue: gettext.NullTranslations) -> bool:
    """Tell whether a speaker has checked a catalogue, as it says itself.

    It is asked as a text, since compiling a catalogue drops what its head says beyond the usual.
    """
    return catalogue.gettext(IS_REVIEWED).strip().casefold() == "yes"


def chosen_language(home: Path) -> str | None:
    """Return the language chosen on this installation.

    Returns None where nobody has chosen, or where the program no longer has that language.
    """
    kept = (read_plain_file(home / FILE, _MOST_BYTES) or b"").decode("ascii", "replace").strip()
    return kept if _has(kept) else None


def keep_language(home: Path, language: str) -> None:
    """Remember the language chosen; raises Trouble `file-unwritable` where the disk does not take it."""
    write_whole_file(home / FILE, f"{language}\n".encode("ascii"))


def language_of_window(home: Path, system: Iterable[str]) -> str:
    """Return the language of the window: the one chosen, or else the first of the system's that the program has.

    `system` are the languages as the system names them, the one it likes best first ("fr-LC", "fr", "en").
    """
    chosen = chosen_language(home)
    if chosen is not None:
        return chosen
    for named in system:
        code = named.replace("-", "_")
        for language in (code, code.partition("_")[0]):
            if _has(language):
                return language
    return ENGLISH


def _has(language: str) -> bool:
    """Tell whether the program speaks a language; a text that is no code of one leads to no file."""
    if language == ENGLISH:
        return True
    is_code = _CODE.fullmatch(language) is not None
    return is_code and path_of(_FOLDER).joinpath(language, "LC_MESSAGES", f"{DOMAIN}.mo").is_file()
