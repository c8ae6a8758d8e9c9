"""What a deed is refused with, for the tests of services."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tipdesk.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable


def refusal(deed: Callable[[], object]) -> UserError:
    """Return the refusal of a deed that an officer may put right."""
    with pytest.raises(UserError) as caught:
        deed()
    return caught.value
