"""Why a system refuses a file: held, too long, or neither, by the numbers of Windows and of Linux."""

from __future__ import annotations

import errno

import pytest

from tipdesk.domain.refused_files import LONGEST_PATH, is_device_name, is_held, name_in, why_refused

FOLDER = "C:\\Users\\Mélissa Édouard\\"
LONG = FOLDER + "n" * (LONGEST_PATH - len(FOLDER) + 1)


class RefusalError(OSError):
    """An error as Windows gives it: its number beside that of the C library."""

    def __init__(self, number: int | None, code: int = errno.EINVAL, path: str = FOLDER + "slots") -> None:
        super().__init__(code, "refused", path)
        self.winerror = number


@pytest.mark.parametrize(
    ("error", "is_waited_for", "word"),
    [
        (RefusalError(5, errno.EACCES), True, "virus scanner"),
        (RefusalError(None, errno.EACCES), True, "virus scanner"),
        (RefusalError(None, errno.ENOSPC), False, None),
        (RefusalError(32, errno.EACCES), True, "virus scanner"),
        (RefusalError(33, errno.EACCES), True, "virus scanner"),
        (RefusalError(19, errno.EACCES), False, "not written to"),
        (OSError(errno.EROFS, "refused", "n"), False, "not written to"),
        (RefusalError(112, errno.ENOSPC), False, None),
        (RefusalError(3, errno.ENOENT), False, None),
        (RefusalError(3, errno.ENOENT, LONG), False, "too long"),
        (RefusalError(2, errno.ENOENT, LONG), False, "too long"),
        (RefusalError(3, errno.ENOENT, LONG[:-1]), False, None),
        (RefusalError(206, errno.ENOENT), False, "too long"),
        (RefusalError(123, errno.EINVAL), False, "another name"),
        (OSError(errno.ENAMETOOLONG, "refused", "n"), False, "too long"),
        (PermissionError(errno.EACCES, "refused", "n"), False, None),
    ],
)
def test_what_is_said_of_a_refusal(error: OSError, word: str | None, *, is_waited_for: bool) -> None:
    """A hold is waited for and named; a long path is named and not waited for; anything else is for the caller."""
    assert is_held(error) is is_waited_for
    told = why_refused(error)
    assert (told is None) if word is None else (told is not None and word in told and "“{path}”" in told)


def test_an_error_names_its_file_without_the_folders() -> None:
    """Folders may hold the name of an account: the last part alone is told, and nothing where there is none."""
    assert name_in(OSError(errno.EACCES, "refused", "/data/somebody/store.db")) == "store.db"
    assert name_in(OSError(errno.EACCES, "refused", "/data/somebody/slots.part")) == "slots"
    assert name_in(OSError(errno.EACCES, "refused")) == ""


@pytest.mark.parametrize("name", ["CON", "nul", "Aux.pdf", "com1.tdb.part", "LPT9", "prn .pdf", "COM¹", "CONOUT$"])
def test_a_device_is_known_by_its_name(name: str) -> None:
    """In whatever case and with whatever ending: Windows would write to the device and not to a file."""
    assert is_device_name(name)


@pytest.mark.parametrize("name", ["K7Q-42MX.pdf", "console", "com", "COM10", "nullity.pdf", ".con", "card.con", ""])
def test_other_names_are_files(name: str) -> None:
    """What only begins or ends like the name of a device is a file."""
    assert not is_device_name(name)
