"""What is kept beside the rows so that they are found: the full-text indexes, and that of likenesses.

What a unit of work has changed is gathered here and written once, so that a bundle that is merged in pieces goes into
each index in one go.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tipdesk.adapters.store.likenesses import ChangedLikenesses
from tipdesk.adapters.store.link import Link
from tipdesk.adapters.store.search import ChangedTexts


class ChangedIndexes:
    """What the indexes shall hold of the rows that a unit of work has changed."""

    def __init__(self) -> None:
        self.texts = ChangedTexts()
        self.likenesses = ChangedLikenesses()

    def write(self, link: Link) -> None:
        """Bring every index up to date with what has been noted, and forget the notes."""
        self.texts.write(link)
        self.likenesses.write(link)


@contextmanager
def changed_indexes(link: Link) -> Iterator[ChangedIndexes]:
    """Gather what changes in the block, and write it into the indexes at its end."""
    changed = ChangedIndexes()
    yield changed
    changed.write(link)
