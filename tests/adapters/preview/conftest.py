"""What each test of the preview has: a previewer whose children are this very program."""

from __future__ import annotations

import pytest

from tipdesk.adapters.preview.child_previewer import ChildPreviewer


@pytest.fixture
def previewer() -> ChildPreviewer:
    """Return one that starts real children."""
    return ChildPreviewer()
