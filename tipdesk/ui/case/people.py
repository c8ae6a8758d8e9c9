"""What is said of the people of a case in their list: tag, name, whether a child, family, and the one thing lacking.

The reading is always the cautious one: an age that is unsure or not known counts as a child's. Families stay side by
side, in whatever order the list is. The age stands first, so that a narrow list never cuts it ("about 1…"). The list
and its pane are those of every record.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.childhood import Childhood, hides_age, is_age_disputed, youngest_age
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _ as mark
from tipdesk.services.line_list.family_letters import read_family
from tipdesk.ui.case.protection_pills import consent_pills, danger_pills
from tipdesk.ui.case.told import CaseTold
from tipdesk.ui.records.lines import cell_of
from tipdesk.ui.records.speaker import NO_ANSWER, Offer, RowWords, Speaker
from tipdesk.ui.translate import _, plural

PERSON, ROLE = "Person", "CaseRole"
CHILDREN, TO_DO = "children", "to-do"
BY_ROLE, BY_FAMILY, BY_TAG = "role", "family", "tag"
BY_NAME, BY_AGE = "name", "age"
SORTS = ((BY_TAG, mark("Tag number")), (BY_NAME, mark("Name")), (BY_AGE, mark("Age, youngest first")))
GROUPS = ((BY_ROLE, mark("Role")), (BY_FAMILY, mark("Family")), (BY_TAG, mark("Tag")))
TENS = 10
LAST = 10**6
MOST_ROLES = 2
CHILD_WORDS: Mapping[Childhood, tuple[str, str]] = {
    Childhood.CHILD: (mark("Child"), "danger"),
    Childhood.UNSURE: (mark("Child"), "danger"),
    Childhood.UNKNOWN: (mark("Age?"), "warn"),
}


class PeopleSpeaker(Speaker):
    """What is said of the people of one case, on the day that the officer's clock shows."""

    def __init__(self, record: RecordType, told: CaseTold) -> None:
        super().__init__(record, told.wording, told.authors, told.drafts.keys())
        self._told, self._today = told, told.wording.now().date() if told.wording.now_ms else date.max
        self._name_fields = tuple(record.by_name[name] for name in ("given_names", "family_name"))
        self._childhoods: dict[bytes, Childhood] = {}
        self._lacking: dict[bytes, tuple[str, str]] = {}
        self._place = {row.id: at for at, row in enumerate(told.rows_of(PERSON))}

    def counted(self, count: int) -> str:
        """Return how many people there are, in words."""
        return plural("{count} person", "{count} people", count)

    def _make_words(self, row: Row) -> RowWords:
        """Work out what stands of a person in the list."""
        lacking, tone = self.lacking(row)
        return RowWords(
            self._named(row, is_hidden=self.wording.hides_listed(self._name_fields[0])),
            "  ·  ".join(part for part in (self._age(row), self._sex(row), self._citizenship(row)) if part),
            lacking,
            tone,
            str(row["tag_number"] or ""),
            read_family(row["family_group"]),
            (*self._child_pill(row), *self._protection(row), *self.marks(row)),
        )

    def _named(self, row: Row, *, is_hidden: bool) -> str:
        """Return what a person is called: by name where it is known and not hidden, else by code or tag."""
        if is_hidden:
            return self.wording.title(row)
        names = [self.wording.value(field, cautious_value(row, field.name)) for field in self._name_fields]
        name = " ".join(part for part in names if part) if "given_names" not in row.masked else ""
        return name or str(row["person_code"] or "") or _("No name recorded")

    def head(self, row: Row) -> RowWords:
        """Return what stands of a person at the head of the pane: with the roles, and without what is lacking."""
        words = self.words(row)
        title = self._named(row, is_hidden=self.wording.hides_read(self._name_fields[0], row))
        roles = tuple((self.wording.code("case_role", role), "neutral") for role in self.roles(row)[:MOST_ROLES])
        code = str(row["person_code"] or "")
        below = "  ·  ".join(part for part in (code if code != title else "", words.below) if part)
        return words._replace(title=title, pills=(*words.pills, *roles), below=below)

    def sought(self, row: Row) -> str:
        """Return all words of a person, with the roles."""
        if row.id not in self._sought:
            roles = " ".join(self.wording.code("case_role", role) for role in self.roles(row))
            self._sought[row.id] = f"{super().sought(row)} {roles.casefold()}"
        return self._sought[row.id]

    def childhood(self, row: Row) -> Childhood:
        """Return whether a person is a child, or has to be taken for one."""
        if row.id not in self._childhoods:
            self._childhoods[row.id] = self._told.workspace.ages.childhood(row, self._today)
        return self._childhoods[row.id]

    def roles(self, row: Row) -> list[str]:
        """Return the codes of the roles that a person has, in the order of their list."""
        found = {str(role["role"]) for role in self._told.children_of(row.id).get(ROLE, ()) if role["role"]}
        return sorted(found, key=lambda code: self.wording.codes.rank("case_role", code))

    def lacking(self, row: Row) -> tuple[str, str]:
        """Return the one thing that is lacking most, and its tone."""
        if row.id not in self._lacking:
            self._lacking[row.id] = self._find_lacking(row)
        return self._lacking[row.id]

    def chips(self, rows: Sequence[Row]) -> list[Offer]:
        """Return the filters above the list: children, what is to do, and the roles that people have."""
        children = sum(self.childhood(row).protects for row in rows)
        to_do = sum(self.lacking(row)[1] != "muted" for row in rows)
        roles: Counter[str] = Counter()
        for row in rows:
            roles.update(self.roles(row))
        ranked = sorted(roles, key=lambda code: self.wording.codes.rank("case_role", code))
        return [
            Offer(CHILDREN, _("Children"), children),
            Offer(TO_DO, _("To do"), to_do),
            *(Offer(f"{BY_ROLE}={role}", self.wording.code("case_role", role), roles[role]) for role in ranked),
        ]

    def passes(self, row: Row, key: str) -> bool:
        """Tell whether a person passes a filter."""
        if key == CHILDREN:
            return self.childhood(row).protects
        if key == TO_DO:
            return self.lacking(row)[1] != "muted"
        name, _equals, code = key.partition("=")
        return code in self.roles(row) if name == BY_ROLE else super().passes(row, key)

    def sorts(self) -> list[tuple[str, str]]:
        """Return by what the people may be sorted."""
        return [(key, _(words)) for key, words in SORTS]

    def sorted(self, rows: Sequence[Row], by: str) -> Sequence[Row]:
        """Return the people in an order, families side by side where their first member stands."""
        key = by.removeprefix("-")
        found = sorted(rows, key=lambda row: self._place.get(row.id, LAST))
        found.sort(key=lambda row: self._order(row, key or BY_TAG), reverse=by.startswith("-"))
        first: dict[str, int] = {}
        for at, row in enumerate(found):
            if family := read_family(row["family_group"]):
                first.setdefault(family, at)
        places = {row.id: at for at, row in enumerate(found)}
        return sorted(found, key=lambda row: first.get(read_family(row["family_group"]), places[row.id]))

    def groupings(self) -> list[tuple[str, str]]:
        """Return by what the people may be grouped."""
        return [(key, _(words)) for key, words in GROUPS]

    def group_of(self, row: Row, by: str) -> tuple[int, str, str]:
        """Return the group of a person: of the first role, of the family, or of the tens of the tag."""
        if by == BY_ROLE:
            role = next(iter(self.roles(row)), NO_ANSWER)
            place = self.wording.codes.rank("case_role", role) if role else LAST
            return place, role, self.wording.code("case_role", role) if role else _("No role yet")
        if by == BY_FAMILY:
            family = read_family(row["family_group"])
            return (0, family, _("Family {letter}").format(letter=family)) if family else (1, "", _("No family"))
        number = _number(row)
        if number is None:
            return LAST, NO_ANSWER, _("No tag")
        tens = (number - 1) // TENS
        first = tens * TENS + 1
        return tens, str(first), _("Tags {first} to {last}").format(first=first, last=first + TENS - 1)

    def _order(self, row: Row, by: str) -> tuple[int, str]:
        if by == BY_NAME:
            return (0, self.words(row).title.casefold())
        if by == BY_AGE:
            age = youngest_age(row, self._today)
            return (-1 if age is None else age, "")
        number = _number(row)
        return (LAST if number is None else number, str(row["tag_number"] or ""))

    def _sex(self, row: Row) -> str:
        return cell_of(row, self.record.by_name["sex"], self.wording)[0]

    def _citizenship(self, row: Row) -> str:
        return cell_of(row, self.record.by_name["citizenships"], self.wording)[0]

    def _age(self, row: Row) -> str:
        age = youngest_age(row, self._today)
        if age is None:
            return _("age hidden") if {"birth_date", "about_age"} & row.masked else ""
        words = str(age) if row["birth_date"] is not None else _("about {age}").format(age=age)
        return _("{age}, age disputed").format(age=words) if is_age_disputed(row) else words

    def _child_pill(self, row: Row) -> tuple[tuple[str, str], ...]:
        told = CHILD_WORDS.get(self.childhood(row))
        return ((_(told[0]), told[1]),) if told is not None else ()

    def _protection(self, row: Row) -> tuple[tuple[str, str], ...]:
        belongs = self._told.children_of(row.id)
        danger = danger_pills(belongs.get("RiskAssessment", ()), self.wording)
        return (*danger, *consent_pills(belongs.get("Consent", ()), self._told.workspace.uncounted))

    def _find_lacking(self, row: Row) -> tuple[str, str]:
        belongs = self._told.children_of(row.id)
        childhood = self.childhood(row)
        is_asked = youngest_age(row, self._today) is not None or is_age_disputed(row) or hides_age(row)
        if childhood in (Childhood.UNSURE, Childhood.UNKNOWN) and not is_asked:
            return _("Ask the age"), "warn"
        if childhood is Childhood.UNSURE:
            return _("Counts as a child"), "warn"
        if not self.roles(row):
            return _("No role yet"), "warn"
        if not row["languages"] and "languages" not in row.masked:
            return _("Language not known"), "warn"
        if any(one["status"] == "open" for one in belongs.get("Need", ())):
            return _("A need is open"), "warn"
        return _("Complete"), "muted"


def _number(row: Row) -> int | None:
    digits = "".join(letter for letter in str(row["tag_number"] or "") if letter.isdecimal())
    return int(digits) if digits else None
