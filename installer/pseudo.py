"""The pseudo-language: English in disguise, by which a developer sees what no translation reaches and what is cut.

Each text of the template stands in brackets, with accents on its letters, and two fifths longer. Named places, line
breaks, access keys and both plural forms stay as they are. It is made from the template by `python -m installer.pseudo`
and lies among the translations as the language "qps" on a developer's PC alone; it is never committed, and no package
carries it (`pyproject.toml`). It runs on the Python of `.venv`, which has Babel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from babel.messages import Catalog
from babel.messages.mofile import write_mo

from installer.texts import DOMAIN, FOLDER, TEMPLATE, read

if TYPE_CHECKING:
    from pathlib import Path

CODE: Final = "qps"
"""The code of the language: of those that ISO 639 leaves to private use, the one that others take for this, too."""
OPENING, CLOSING = "[", "]"
MORE: Final = 0.4
_FILL, _STEP = "ø", 6
_PLAIN: Final = "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ"
_DRESSED: Final = "åçðéğĥîĵķļñöŕšţûŵýžÅÇÐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽ"
_ACCENTS: Final = str.maketrans(_PLAIN, _DRESSED)
_KEPT: Final = re.compile(r"(\{[^{}]*\}|&\w|%[a-zA-Z]|\*\.\w+|\n|TIPdesk)")
"""What a program reads in a text, which stays as it is.

These are named places, access keys, dates, kinds of files and line breaks, and the name of the program.
"""
_TEXT: Final = re.compile(r"(\s*)(.*?)(\s*(?:\(\*\.[^)]*\))?\s*)", re.DOTALL)


def disguised(text: str) -> str:
    """Return a text in the pseudo-language.

    Blanks at its ends, and a kind of file at its end, stay outside the brackets.
    """
    whole = _TEXT.fullmatch(text)
    if whole is None or not whole[2]:
        return text
    parts = _KEPT.split(whole[2])
    dressed = "".join(part if place % 2 else part.translate(_ACCENTS) for place, part in enumerate(parts))
    return f"{whole[1]}{OPENING}{dressed}{_longer(sum(map(len, parts[::2])))}{CLOSING}{whole[3]}"


def _longer(letters: int) -> str:
    """Return the filling for a text of so many letters, in words that a line may be broken between."""
    left = max(1, round(letters * MORE) - len(OPENING + CLOSING))
    words = [_FILL * min(_STEP, left - at) for at in range(0, left, _STEP)]
    return " " + " ".join(words)


def make(template: Path = TEMPLATE) -> Catalog:
    """Return the catalogue of the pseudo-language, made from a template."""
    made = Catalog(locale=None, domain=DOMAIN, fuzzy=False)
    made.mime_headers = [
        ("Language", CODE),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ("Content-Type", "text/plain; charset=utf-8"),
    ]
    for message in read(template):
        if message.id:
            words = message.id
            told = tuple(map(disguised, words)) if isinstance(words, (list, tuple)) else disguised(words)
            made.add(words, told, context=message.context)
    return made


def write(folder: Path = FOLDER, template: Path = TEMPLATE) -> Path:
    """Compile the pseudo-language into a folder of translations, if the template is newer; return the file."""
    file = folder / CODE / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not file.is_file() or file.stat().st_mtime < template.stat().st_mtime:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as opened:
            write_mo(opened, make(template))
    return file


if __name__ == "__main__":
    write()
