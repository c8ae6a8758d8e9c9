"""A line of the list as it is read: a person with roles and needs, and what the cautious reading makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tipdesk.domain.ids import id_text
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.childhood import Ages, Childhood
from tipdesk.services.case.tell_now import told_now
from tipdesk.services.line_list.columns import FAMILY, TAG
from tipdesk.services.line_list.family_letters import read_family
from tipdesk.services.line_list.signs import Urgency, is_open, most_urgent
from tipdesk.services.line_list.tags import same_tag
from tipdesk.services.remembered.shapes import TagRange


@dataclass(frozen=True)
class Line:
    """One person of the list, as far as the officer may see them. `needs` are all that are recorded, met ones too.

    `ages` is what the case tells of how old its people are. `papers` are the rows in which it is told what papers the
    person has, and how and where they are reached.
    """

    person: Row
    ages: Ages
    roles: tuple[Row, ...] = ()
    needs: tuple[Row, ...] = ()
    papers: tuple[Row, ...] = ()

    @property
    def key(self) -> str:
        """Return the id of the person as text, under which what was typed for the line is kept."""
        return id_text(self.person.id)

    def told(self, name: str) -> tuple[Row, str]:
        """Return the row and the field in which an answer of the person stands nowadays."""
        return told_now(self.person, self.papers, name)

    @property
    def passports(self) -> tuple[Row, ...]:
        """Return those of the person's papers that say who the person is, in the order in which they were recorded."""
        return tuple(one for one in self.papers if one.record.name == "IdentityDocument")

    @cached_property
    def tag(self) -> str:
        """Return the tag as it was typed, "" for none."""
        value = cautious_value(self.person, TAG)
        return value if isinstance(value, str) else ""

    @cached_property
    def tag_key(self) -> str:
        """Return what equal tags have in common: "4" and "04" are one tag."""
        return same_tag(self.tag)

    @cached_property
    def family(self) -> str:
        """Return the letter of the family, with the first tag of its pile where that is not 1; "" for none."""
        return read_family(cautious_value(self.person, FAMILY))

    @cached_property
    def open_needs(self) -> tuple[Row, ...]:
        """Return the needs that are still to be seen to, the most urgent first."""
        return tuple(sorted(filter(is_open, self.needs), key=lambda need: (most_urgent([need]), str(need["kind"]))))

    def childhood(self, today: date) -> Childhood:
        """Return whether the person is a child, or has to be taken for one."""
        return self.ages.childhood(self.person, today)

    def urgency(self, today: date) -> Urgency:
        """Return how soon the person has to be seen to; a child whom no family letter joins to anybody, soon."""
        is_alone = self.childhood(today) is Childhood.CHILD and not self.family
        return min(most_urgent(self.open_needs), Urgency.SOON if is_alone else Urgency.LATER)


@dataclass(frozen=True)
class LineList:
    """All lines of a case. `range` are the tags of this PC, and `typed` what was typed and not saved, by line key."""

    case: bytes
    reference: str
    title: str
    lines: Sequence[Line]
    range: TagRange | None
    typed: dict[str, dict[str, str]]
    is_masked: bool
    can_edit: bool


def typed_key(case: bytes) -> str:
    """Return the key under which is kept what was typed into the line list of a case and is not saved."""
    return f"line-list:{case.hex()}"
