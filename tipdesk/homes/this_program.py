"""What this program is and what it is made of, as the page *About* and the command `about` ask for it.

No passphrase is needed: nothing of a home is read but where it lies.
"""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from tipdesk.adapters.system.components import load_components
from tipdesk.adapters.system.edition import read_edition
from tipdesk.adapters.system.program_files import check_files, program_folder
from tipdesk.domain.about import About

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.adapters.system.program_files import Step
    from tipdesk.domain.components import Component
    from tipdesk.domain.program_files import FilesFound


class ThisProgram:
    """The program that runs over the home in `folder`. Its methods may block, and run on lanes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def about(self) -> About:
        """Return what the program says of itself."""
        from tipdesk.adapters.store.versions import library_versions

        system = f"{platform.release()} {platform.machine()}"
        versions = {"Python": platform.python_version(), **library_versions(), platform.system(): system}
        return About(read_edition(), versions, str(self._folder.expanduser().absolute()))

    def check_files(self, step: Step) -> FilesFound | None:
        """Compare the program's own files with the list of its package; None where it runs from its source.

        `step` hears how many of how many were read. Raises Distrust `no-program-list`.
        """
        folder = program_folder()
        return None if folder is None else check_files(folder, step)

    def components(self) -> tuple[Component, ...]:
        """Return what others wrote and the program carries. Trouble `resource-missing` where that file is missing."""
        return load_components()
