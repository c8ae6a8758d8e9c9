"""Journeys stand on the same offscreen application and theme as the tests of the screens."""

from tests.ui.conftest import qapp_args, silent_qt, theme

__all__ = ["qapp_args", "silent_qt", "theme"]
