"""How the small files beside a store are put in place: whole, whatever the moment at which the power goes."""

import os
from pathlib import Path

from tipdesk.adapters.disk import move


def put_whole(path: Path, content: bytes) -> None:
    """Put these bytes in place of a file: written beside it, waited for, then renamed. OSError leaves the old file.

    The renaming itself is not waited for: whom an older file after a power cut would mislead waits for the folder.
    """
    part = path.with_name(path.name + ".new")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    move(part, path)
