"""What files of TIPdesk's own are called on Windows, for both installers.

Windows opens the program for such a file, without it: the officer takes it in on the page that it is meant for.
"""

from __future__ import annotations

FILE_TYPES = {
    ".tdb": "TIPdesk bundle",
    ".tdf": "TIPdesk request for what waits",
    ".tdr": "TIPdesk receipt",
    ".tipanswer": "TIPdesk answer of the custodians",
    ".tipgrant": "TIPdesk grant",
    ".tiprecover": "TIPdesk recovery request",
    ".tiprequest": "TIPdesk enrolment request",
}
"""The suffixes under which TIPdesk hands a file to people or to a stick, and what Windows calls each."""


def nsis_macro() -> str:
    """Return what `registering.nsh` walks through: a macro that hands each type to another."""
    lines = [f'  !insertmacro ${{deed}} "{suffix}" "{text}"' for suffix, text in FILE_TYPES.items()]
    return "\n".join(["!macro EachFileType deed", *lines, "!macroend", ""])
