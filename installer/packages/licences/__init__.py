"""Which licences a package may carry, and under which of several TIPdesk takes a component.

A licence is written as an SPDX expression. Of alternatives (`OR`) the first that is allowed is taken, and all that is
asked for together (`AND`) must be allowed. What is not in the list is refused, so that a component under the GPL, or
under words that nobody has read, ends the build. The folder has the standard texts, for what comes without its own.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from license_expression import AND, OR, ExpressionError, Licensing, Renderable, get_spdx_licensing

from installer.environment import SetUpError

FOLDER = Path(__file__).parent
MICROSOFT_RUNTIME = "LicenseRef-Microsoft-Visual-Cpp-Runtime"

ALLOWED = (
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Zlib",
    "0BSD",
    "blessing",
    "CC0-1.0",
    "HPND",
    "bzip2-1.0.6",
    "libpng-2.0",
    "IJG",
    "FTL",
    "Unicode-3.0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "PSF-2.0",
    "Python-2.0.1",
    "OFL-1.1",
    "CC-BY-4.0",
    "MPL-2.0",
    "CPL-1.0 WITH LZMA-exception",
    "GPL-2.0-or-later WITH Bootloader-exception",
    "LGPL-3.0-only",
    MICROSOFT_RUNTIME,
)
"""In the order in which they are taken where there is a choice: what asks least of who passes a package on comes first.

GPL-2.0-or-later WITH Bootloader-exception: PyInstaller's loader is the beginning of every program that it makes. Its
authors permit that loader, compiled, to be part of any program and passed on under that program's own terms, so the GPL
does not reach TIPdesk. CPL-1.0 WITH LZMA-exception: the same is permitted for what unpacks `setup.exe`. LGPL-3.0-only:
Qt, whose libraries lie as files of their own in the folder: whoever has a package may put others in their place.
"""

_NEVER = re.compile(r"\b[AL]?GPL|General Public Licen[cs]e|\bSSPL\b|Commons Clause", re.IGNORECASE)
_BLANK_HOLDER = re.compile(r"^Copyright (?:\([cC]\) )?(?:<year>.*|YEAR by AUTHOR EMAIL)$", re.MULTILINE)


class LicenceError(SetUpError):
    """A component may not go into a package as it is declared; the message says which, why, and what to do."""


def taken(component: str, expression: str) -> tuple[str, ...]:
    """Return the licences under which a component is taken, in the spelling of SPDX.

    Raises:
        LicenceError: the expression is none of SPDX, or leaves no choice that is allowed.
    """
    if expression == MICROSOFT_RUNTIME:
        return (expression,)
    if not expression:
        raise LicenceError(f"{component} does not say its licence: read it, and say it in packages/declared.py")
    try:
        found = _alternatives(_licensing().parse(expression, validate=True))
    except ExpressionError as error:
        raise LicenceError(
            f"{component} is under “{expression}”, which SPDX does not know: say what it is in packages/declared.py"
        ) from error
    allowed = [those for those in found if all(one in ALLOWED for one in those)]
    if not allowed:
        raise LicenceError(
            f"{component} is under “{expression}”, which a package may not carry (packages/licences): leave it out"
        )
    return min(allowed, key=lambda those: max(ALLOWED.index(one) for one in those))


def is_alarming(words: str) -> bool:
    """Tell whether words of a package's own description speak of a licence that passes to what uses it."""
    return _NEVER.search(words) is not None


def standard_text(licence: str, holders: str) -> str:
    """Return the text of a licence, of its exception too, with the holders of the copyright where they are named.

    Raises:
        LicenceError: the folder has no such text.
    """
    texts = []
    for part in licence.split(" WITH "):
        file = FOLDER / f"{part}.txt"
        if not file.is_file():
            raise LicenceError(f"packages/licences lacks the text of {part}")
        texts.append(file.read_text(encoding="utf-8").strip())
    return _BLANK_HOLDER.sub(lambda _found: holders, "\n\n".join(texts))


@cache
def _licensing() -> Licensing:
    return get_spdx_licensing()


def _alternatives(expression: Renderable) -> list[tuple[str, ...]]:
    """Return every set of licences that satisfies an expression."""
    if isinstance(expression, OR):
        return [those for part in expression.args for those in _alternatives(part)]
    if isinstance(expression, AND):
        together: list[tuple[str, ...]] = [()]
        for part in expression.args:
            together = [(*before, *those) for before in together for those in _alternatives(part)]
        return together
    return [(expression.render(),)]
