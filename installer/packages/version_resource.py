"""What Windows shows of a program file under *Properties, Details*, as PyInstaller reads it from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.packages.facts import Facts

PRODUCT = "TIPdesk"
PUBLISHER = "The TIPdesk maintainers"
RIGHTS = "The TIPdesk maintainers; Apache License 2.0"
DESCRIPTIONS = {
    "tipdesk": "TIPdesk",
    "tipdesk-cli": "TIPdesk on the command line",
}
"""What each program is called in the list of tasks and in the questions that Windows asks."""
_FORM = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers=({numbers}), prodvers=({numbers}), mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0, date=(0, 0)
  ),
  kids=[
    StringFileInfo([StringTable('040904B0', [
{strings}
    ])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])]),
  ],
)
"""


def four_numbers(facts: Facts) -> str:
    """Return the version as Windows keeps it, in four numbers of which the last is the build: "0.1.0.937"."""
    return f"{facts.version}.{facts.build}"


def version_resource(name: str, facts: Facts) -> bytes:
    """Return the file that tells PyInstaller what the program `name` says of itself."""
    numbers = four_numbers(facts)
    told = {
        "CompanyName": PUBLISHER,
        "FileDescription": DESCRIPTIONS[name],
        "FileVersion": numbers,
        "InternalName": name,
        "LegalCopyright": RIGHTS,
        "OriginalFilename": f"{name}.exe",
        "ProductName": PRODUCT,
        "ProductVersion": facts.name,
    }
    strings = ",\n".join(f"      StringStruct({key!r}, {value!r})" for key, value in told.items())
    return _FORM.format(numbers=numbers.replace(".", ", "), strings=strings).encode()
