"""What one section writes: a row as it was seen, or a new one with what is known of it before anybody types.

`Editing` fills the form with it, at the beginning and when a draft is thrown away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tipdesk.domain.kinds import Value
from tipdesk.domain.rows import Row
from tipdesk.domain.schema import RecordType
from tipdesk.ui.editors.form import RecordForm
from tipdesk.ui.wording import Wording


@dataclass(frozen=True)
class Target:
    """What is written: a row as it was seen, or a new one (`seen` is None) of which `presets` are known and not asked.

    `begun` is what any new row of the record begins with, such as the present hour, and `told` what is filled in for
    this one, such as the answers of a row that it corrects.
    """

    record: RecordType
    seen: Row | None = None
    presets: Mapping[str, object] = field(default_factory=dict)
    begun: Mapping[str, Value] = field(default_factory=dict)
    told: Mapping[str, Value] = field(default_factory=dict)

    def headed(self, title: str, wording: Wording) -> str:
        """Return the title of a new row with whom it is about, where that is known and so not asked."""
        named = self.presets.get(self.record.parent)
        whose = wording.rows.get(named, "") if isinstance(named, bytes) else ""
        return f"{title} · {whose}" if whose else title

    def fill(self, form: RecordForm) -> None:
        """Show in a form what there is of the row before anybody types."""
        form.fill(self.seen or Row(self.record, b"", None, {}))
        form.begin({name: value for name, value in self.begun.items() if name not in self.told})
        form.preset(self.told)
