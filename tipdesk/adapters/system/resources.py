"""The files packed with the program (`resources/` and `forms/`), wherever the program was put.

The same bytes are there under the same name in a checkout (both folders lie beside the package), in a built wheel (both
lie inside the package) and in a frozen program (both lie in the folder it unpacks to). Names are relative, with forward
slashes: "codes/sex.csv" lies in `resources/`; "forms/..." lies in `forms/`.
"""

import sys
from functools import cache
from pathlib import Path, PurePosixPath

import tipdesk
from tipdesk.domain.errors import Trouble
from tipdesk.domain.texts import _

_RESOURCES = "resources"
_FORMS = "forms"


def read_bytes(name: str) -> bytes:
    """Return the bytes of a packaged file; raises Trouble `resource-missing` when the program lacks it."""
    try:
        return path_of(name).read_bytes()
    except OSError as error:
        raise _missing(name) from error


def read_text(name: str) -> str:
    """Return a packaged file as text (UTF-8), with its line ends as they are stored.

    Raises Trouble `resource-missing` when the program lacks it.
    """
    return read_bytes(name).decode("utf-8")


def path_of(name: str) -> Path:
    """Return where a packaged file or folder lies, whether it exists or not.

    Raises ValueError for a name that leads outside.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
        raise ValueError(name)
    top = _top()
    return top.joinpath(*parts) if parts[0] == _FORMS else top.joinpath(_RESOURCES, *parts)


def list_names(folder: str) -> tuple[str, ...]:
    """Return the names of the files directly in a packaged folder, sorted, as `read_bytes` takes them.

    Raises Trouble `resource-missing` when the program lacks the folder.
    """
    try:
        return tuple(sorted(f"{folder}/{entry.name}" for entry in path_of(folder).iterdir() if entry.is_file()))
    except OSError as error:
        raise _missing(folder) from error


def find_top(places: tuple[Path, ...]) -> Path:
    """Return the first of the places that holds `resources/`; raises Trouble `resource-missing` when none does."""
    for place in places:
        if (place / _RESOURCES).is_dir():
            return place
    raise _missing(_RESOURCES)


@cache
def _top() -> Path:
    package = Path(tipdesk.__file__).resolve().parent
    unpacked: str | None = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's boot loader
    frozen = () if unpacked is None else (Path(unpacked),)
    return find_top((*frozen, package, package.parent))


def _missing(name: str) -> Trouble:
    return Trouble("resource-missing", _("The program lacks its file {name}. Install it again."), name=name)
