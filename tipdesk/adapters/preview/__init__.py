"""Pixels of a file from a child process that holds no key, opens no file and reaches no network.

`child_previewer` is the side that asks, `child` the process that draws, `wire` what they say to each other. The child
is this program itself, started with the one word `PREVIEW_CHILD`, so that the packaged program needs no second one.
"""

from typing import Final

PREVIEW_CHILD: Final = "--preview-child"
"""The argument with which this program is a preview child and nothing else."""
