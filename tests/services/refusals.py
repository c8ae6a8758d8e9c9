"""What a deed is refused with, and who is asked first, for the tests of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.domain.errors import UserError
from tipdesk.domain.records import BY_NAME
from tipdesk.services.access.declare_interest import needs_declaration
from tipdesk.services.eyes import Eyes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tipdesk.services.desk import Desk


def refusal(deed: Callable[[], object]) -> UserError:
    """Return the refusal of a deed that an officer may put right."""
    with pytest.raises(UserError) as caught:
        deed()
    return caught.value


def is_to_declare(desk: Desk, case: bytes) -> bool:
    """Tell whether the officer is asked, before this case is opened, whether they know somebody in it."""
    with desk.read() as reader:
        row = reader.get_row(BY_NAME["Case"], case)
        return row is not None and needs_declaration(Eyes(reader, desk, row))
