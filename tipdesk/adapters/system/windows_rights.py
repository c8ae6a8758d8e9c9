"""Who may open a file on Windows, as the system's own text of its rights (SDDL) tells, and giving it to few alone.

Few are the account it belongs to, the account that runs this, the system, and the administrators, from whom nothing on
the PC can be kept. The judgement is of the text alone, so that it can be tried anywhere; only asking and giving need
Windows. What gives rights to all, and a disk that keeps none, count as open.
"""

import re
import sys
from functools import cache
from pathlib import Path
from typing import Final

_ENTRY: Final = re.compile(r"\(([^()]*)")
_PARTS: Final = re.compile(r"(?:^|(?<=[^;(]))([OGDS]):")
_ALLOWING: Final = frozenset({"A", "OA", "XA", "ZA"})
_FEW: Final = frozenset({"SY", "BA", "CO", "OW", "S-1-5-18", "S-1-5-32-544", "S-1-3-0", "S-1-3-4"})
"""The system, the administrators, and whoever owns what is made in a folder."""
_FIRST_ADMINISTRATOR: Final = "-500"
_TRUSTEE: Final = 5


def is_open_to_others(rights: str, own: str) -> bool:
    """Tell from a file's rights whether others may open it; `own` is the identifier (SID) of this process's account."""
    parts = _split(rights)
    entries = _ENTRY.findall(parts.get("D", ""))
    few = _FEW | _names_of(own) | _names_of(parts.get("O", ""))
    allowed = [fields[_TRUSTEE] for fields in (entry.split(";") for entry in entries) if _allows(fields)]
    return not entries or any(one not in few for one in allowed)


def closed_rights(rights: str, own: str, *, is_folder: bool) -> str:
    """Return the rights that a file or folder is given in place of its own: for the few, and inherited from nobody."""
    owner = _split(rights).get("O", "") or own
    reach = "OICI" if is_folder else ""
    few = dict.fromkeys(("SY", "BA", owner, own))
    return "D:P" + "".join(f"(A;{reach};FA;;;{one})" for one in few)


def _split(rights: str) -> dict[str, str]:
    """Return the parts of a text of rights: owner (O), group (G), who may (D), who is noted (S)."""
    _before, *found = _PARTS.split(rights)
    return dict(zip(found[::2], found[1::2], strict=True))


def _allows(fields: list[str]) -> bool:
    return len(fields) > _TRUSTEE and fields[0] in _ALLOWING


def _names_of(account: str) -> set[str]:
    """Return how a text of rights may name an account: the first administrator has a short name."""
    return {account, "LA"} if account.endswith(_FIRST_ADMINISTRATOR) else {account}


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _FILE: Final = 1
    _OWNER, _WHO_MAY, _FROM_NOBODY = 0x1, 0x4, 0x80000000
    _REVISION: Final = 1
    _QUERY, _USER = 0x8, 1
    _MOST_ACCOUNT: Final = 256
    _POINTER: Final = ctypes.c_void_p

    def read_rights(path: Path) -> str:
        """Return the rights of a file as text. Raises OSError where they cannot be read."""
        found, text = _POINTER(), wintypes.LPWSTR()
        ask = ctypes.windll.advapi32.GetNamedSecurityInfoW
        ask.argtypes = [wintypes.LPCWSTR, ctypes.c_int, wintypes.DWORD, *[_POINTER] * 5]
        _check(ask(str(path), _FILE, _OWNER | _WHO_MAY, None, None, None, None, ctypes.byref(found)), path)
        try:
            write = ctypes.windll.advapi32.ConvertSecurityDescriptorToStringSecurityDescriptorW
            write.argtypes = [_POINTER, wintypes.DWORD, wintypes.DWORD, _POINTER, _POINTER]
            if not write(found, _REVISION, _OWNER | _WHO_MAY, ctypes.byref(text), None):
                raise ctypes.WinError()
            return text.value or ""
        finally:
            _free(ctypes.cast(text, _POINTER))
            _free(found)

    def give_rights(path: Path, rights: str) -> None:
        """Give a file these rights in place of its own. Raises OSError where the account may not."""
        made, who_may = _POINTER(), _POINTER()
        has, is_default = wintypes.BOOL(), wintypes.BOOL()
        read = ctypes.windll.advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW
        read.argtypes = [wintypes.LPCWSTR, wintypes.DWORD, _POINTER, _POINTER]
        if not read(rights, _REVISION, ctypes.byref(made), None):
            raise ctypes.WinError()
        try:
            take = ctypes.windll.advapi32.GetSecurityDescriptorDacl
            take.argtypes = [_POINTER] * 4
            if not take(made, ctypes.byref(has), ctypes.byref(who_may), ctypes.byref(is_default)):
                raise ctypes.WinError()
            give = ctypes.windll.advapi32.SetNamedSecurityInfoW
            give.argtypes = [wintypes.LPWSTR, ctypes.c_int, wintypes.DWORD, *[_POINTER] * 4]
            _check(give(str(path), _FILE, _WHO_MAY | _FROM_NOBODY, None, None, who_may, None), path)
        finally:
            _free(made)

    @cache
    def own_account() -> str:
        """Return the identifier (SID) of the account that runs this process. Raises OSError."""
        token, size = wintypes.HANDLE(), wintypes.DWORD()
        kernel, security = ctypes.windll.kernel32, ctypes.windll.advapi32
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        security.OpenProcessToken.argtypes = [wintypes.HANDLE, wintypes.DWORD, _POINTER]
        if not security.OpenProcessToken(kernel.GetCurrentProcess(), _QUERY, ctypes.byref(token)):
            raise ctypes.WinError()
        try:
            room, text = (_POINTER * (_MOST_ACCOUNT // ctypes.sizeof(_POINTER)))(), wintypes.LPWSTR()
            tell = security.GetTokenInformation
            tell.argtypes = [wintypes.HANDLE, ctypes.c_int, _POINTER, wintypes.DWORD, _POINTER]
            if not tell(token, _USER, ctypes.byref(room), ctypes.sizeof(room), ctypes.byref(size)):
                raise ctypes.WinError()
            security.ConvertSidToStringSidW.argtypes = [_POINTER, _POINTER]
            if not security.ConvertSidToStringSidW(room[0], ctypes.byref(text)):
                raise ctypes.WinError()
            told = text.value or ""
            _free(ctypes.cast(text, _POINTER))
            return told
        finally:
            kernel.CloseHandle.argtypes = [wintypes.HANDLE]
            kernel.CloseHandle(token)

    def _check(error: int, path: Path) -> None:
        if error:
            raise OSError(None, ctypes.FormatError(error), str(path), error)

    def _free(memory: ctypes.c_void_p) -> None:
        ctypes.windll.kernel32.LocalFree.argtypes = [_POINTER]
        ctypes.windll.kernel32.LocalFree(memory)
