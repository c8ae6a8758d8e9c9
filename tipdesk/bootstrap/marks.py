"""By what a training home is known, and how it opens. Apart from making one, so that the unlock window stays light."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.system.paths import HomePaths

TRAINING_PASSPHRASE = "invented lantern pelican harvest window"  # noqa: S105 - shown on the screen: it guards nothing
MARK = "training"
"""A file of this name in the home says that it is for training."""


def training_folder(home: Path) -> Path:
    """Return where the training home of an installation lies."""
    return home.with_name(home.name + "-training")


def is_training(paths: HomePaths) -> bool:
    """Tell whether a home is for training."""
    return (paths.folder / MARK).is_file()
