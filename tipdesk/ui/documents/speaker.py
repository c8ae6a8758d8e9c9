"""What is said of the files of a case in their list: name, kind, size and type, and what is not kept here at all."""

from tipdesk.domain.file_types import is_another
from tipdesk.domain.rows import Row
from tipdesk.ui.records.speaker import RowWords, Speaker
from tipdesk.ui.sync.words import size_words
from tipdesk.ui.translate import _


class FileSpeaker(Speaker):
    """What is said of the files of one case."""

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a file."""
        fields = self.record.by_name
        kind = self.wording.value(fields["kind"], row["kind"])
        size = size_words(row["size"]) if isinstance(row["size"], int) else ""
        below = "  ·  ".join(part for part in (kind, size, str(row["media_type"] or "")) if part)
        added = self.wording.value(fields["added_at"], row["added_at"])
        return RowWords(self.wording.title(row), below, added, pills=(*_pills(row), *self.marks(row)))


def _pills(row: Row) -> tuple[tuple[str, str], ...]:
    if row["hash_only"] is True:
        return ((_("Hash only"), "warn"),)
    if row["added_at"] is None:
        return ((_("Held elsewhere"), "neutral"),)
    if is_another(str(row["name"] or ""), str(row["media_type"] or "")):
        return ((_("Type differs from its name"), "warn"),)
    return ()
