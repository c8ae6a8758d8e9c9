"""The drives of a Windows PC: their letters, and which of them are sticks.

A stick is a removable medium, or a disk that hangs on USB or lies in a card reader and calls itself fixed, as larger
ones do. Asking for that opens the device without any right, so no administrator is needed, and no medium is touched. An
empty card reader raises no window of the system.
"""

import sys
from typing import Final

REMOVABLE: Final = 2
FIXED: Final = 3
_CARRIED: Final = frozenset({4, 7, 12, 13})
"""FireWire, USB, SD and MMC, by the numbers of Windows (STORAGE_BUS_TYPE)."""


def is_carried(kind: int, bus: int | None) -> bool:
    """Tell whether a drive of a kind (GetDriveType), on a bus that may be unknown, is carried about like a stick."""
    return kind == REMOVABLE or (kind == FIXED and bus in _CARRIED)


def letters_in(mask: int) -> tuple[str, ...]:
    """Return the roots of the drives (letter, colon, backslash) in the number that GetLogicalDrives gives."""
    return tuple(f"{chr(ord('A') + place)}:\\" for place in range(26) if mask >> place & 1)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _NO_DIALOGS: Final = 0x1
    _LABEL_CHARACTERS: Final = 261
    _SHARED, _EXISTING = 0x3, 3
    _ASK_FOR_DEVICE: Final = 0x2D1400
    _BUS_AT: Final = 28
    _NONE: Final = ctypes.c_void_p(-1).value

    def find_sticks() -> tuple[tuple[str, str], ...]:
        """Return the roots of the sticks that are ready, each with its label, which may be empty."""
        kernel = ctypes.windll.kernel32
        kernel.SetThreadErrorMode(_NO_DIALOGS, None)
        found = []
        for root in letters_in(kernel.GetLogicalDrives()):
            label = ctypes.create_unicode_buffer(_LABEL_CHARACTERS)
            if is_stick(root) and kernel.GetVolumeInformationW(
                root, label, _LABEL_CHARACTERS, None, None, None, None, 0
            ):
                found.append((root, label.value))
        return tuple(found)

    def drive_type(root: str) -> int:
        """Return the kind of a drive as GetDriveType numbers them."""
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))

    def is_stick(root: str) -> bool:
        """Tell whether a drive is one that is carried about."""
        kind = drive_type(root)
        return is_carried(kind, _bus_of(root) if kind == FIXED else None)

    def _bus_of(root: str) -> int | None:
        """Return the number of the bus on which a drive hangs, or None where the system does not say."""
        kernel = ctypes.windll.kernel32
        kernel.CreateFileW.restype = wintypes.HANDLE
        device = kernel.CreateFileW(f"\\\\.\\{root[:2]}", 0, _SHARED, None, _EXISTING, 0, None)
        if device in {None, _NONE}:
            return None
        try:
            asked, told, size = (wintypes.DWORD * 3)(0, 0, 0), ctypes.create_string_buffer(1024), wintypes.DWORD()
            if not kernel.DeviceIoControl(
                wintypes.HANDLE(device),
                _ASK_FOR_DEVICE,
                ctypes.byref(asked),
                ctypes.sizeof(asked),
                told,
                ctypes.sizeof(told),
                ctypes.byref(size),
                None,
            ):
                return None
            return int.from_bytes(told.raw[_BUS_AT : _BUS_AT + 4], "little") if size.value >= _BUS_AT + 4 else None
        finally:
            kernel.CloseHandle(wintypes.HANDLE(device))
