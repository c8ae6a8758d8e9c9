"""The parts of the `.msi` that are lists: a component for each file, and the registry values of each type of file.

Every component keeps its id for ever, made from where its file goes, as Windows Installer asks; the ids of product and
package are made from the build, so that two people who build one commit have the same.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from installer.packages.file_types import file_types

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.packages.facts import Facts

OURS = uuid.UUID("2f7c1a54-9a0e-5b0b-8f5e-6a1d3b7c9e20")
"""The name under which all our ids are made."""
_DIGITS = 24
_CLASSES = "Software\\Classes\\"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">\n<Fragment>'
_END = "</Fragment>\n</Wix>\n"


def msi_version(facts: Facts) -> str:
    """Return the version that Windows Installer compares, which has three numbers: "0.1.937"."""
    return f"{facts.version.rpartition('.')[0]}.{facts.build}"


def guid(*names: str) -> str:
    """Return the id that a thing of these names has for ever."""
    return str(uuid.uuid5(OURS, "/".join(names))).upper()


def files_fragment(folder: Path) -> str:
    """Return the fragment with a folder and a component for all that lies in `folder`."""
    paths = sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix())
    files = [path.relative_to(folder).as_posix() for path in paths if path.is_file()]
    folders = [path.relative_to(folder).as_posix() for path in paths if path.is_dir()]
    lines = [_within(_parent(name), _folder(name)) for name in folders]
    lines += [_within(_parent(name), _file(name, folder / name)) for name in files]
    return _fragment("Files", lines, [_id("c", name) for name in files])


def file_types_fragment() -> str:
    """Return the fragment that names our types of files, as `registering.nsh` does for setup.exe."""
    types = file_types()
    lines = [_within("INSTALLDIR", _file_type(suffix, called)) for suffix, called in types.items()]
    return _fragment("FileTypes", lines, [_id("t", suffix) for suffix in types])


def _fragment(name: str, lines: Sequence[str], components: Sequence[str]) -> str:
    references = [f'<ComponentRef Id="{component}"/>' for component in components]
    return "\n".join([_HEAD, *lines, f'<ComponentGroup Id="{name}">', *references, "</ComponentGroup>", _END])


def _within(folder: str, element: str) -> str:
    return f'<DirectoryRef Id="{folder}">{element}</DirectoryRef>'


def _folder(name: str) -> str:
    return f'<Directory Id="{_id("d", name)}" Name={quoteattr(_last(name))}/>'


def _file(name: str, path: Path) -> str:
    file = f'<File Id="{_id("f", name)}" Name={quoteattr(_last(name))} Source={quoteattr(str(path))} KeyPath="yes"/>'
    return f'<Component Id="{_id("c", name)}" Guid="{guid("file", name)}" Win64="yes">{file}</Component>'


def _file_type(suffix: str, called: str) -> str:
    ours = f"TIPdesk{suffix}"
    values = [
        (suffix, "", ours),
        (f"{suffix}\\OpenWithProgids", ours, ""),
        (ours, "", called),
        (f"{ours}\\DefaultIcon", "", "[INSTALLDIR]tipdesk.exe,0"),
        (f"{ours}\\shell\\open\\command", "", '"[INSTALLDIR]tipdesk.exe"'),
    ]
    lines = [_value(*value, is_key=at == 0) for at, value in enumerate(values)]
    return f'<Component Id="{_id("t", suffix)}" Guid="{guid("type", suffix)}" Win64="yes">{"".join(lines)}</Component>'


def _value(key: str, name: str, value: str, *, is_key: bool) -> str:
    named = f" Name={quoteattr(name)}" if name else ""
    kept = ' KeyPath="yes"' if is_key else ""
    where = f'Root="HKLM" Key={quoteattr(_CLASSES + key)}{named}'
    return f'<RegistryValue {where} Type="string" Value={quoteattr(value)}{kept}/>'


def _id(kind: str, name: str) -> str:
    """Return an id as Windows Installer takes it: a letter and digits, the same for the same place."""
    return kind + hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]


def _parent(name: str) -> str:
    above = name.rpartition("/")[0]
    return _id("d", above) if above else "INSTALLDIR"


def _last(name: str) -> str:
    return name.rpartition("/")[2]
