"""How much a list may tell the officer at the desk of each case, for all cases at once.

It is decided by the same relations as a single line of a list (`relation.Standing`), without reading the line: first
by what names the case for this officer, such as a task in it or a share with their post, and otherwise by where the
case and the officer sit. `choose` and `count_kinds` apply a filter within what may be told.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tipdesk.domain.case_kinds import CaseFacts, CaseKind
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rules.access import Level, Relation
from tipdesk.domain.rules.case_filter import CaseFilter, Known, takes
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.domain.rules.sealing import is_restricted
from tipdesk.services.desk import CaseQuery, Desk, Reader
from tipdesk.services.look import level_in_list
from tipdesk.services.relation import Standing

_CASE = BY_NAME["Case"]
_OUTSIDE = (Relation.SAME_POST, Relation.RESTRICTED, Relation.OTHER)


@dataclass(frozen=True)
class Sight:
    """What a list may tell. `named` has the level of each case that has a relation of its own to the officer.

    `mine` are the cases that are the officer's work. `device` and `post` are the device and the code of the post at
    which the officer sits, and `by_post` has the level for each relation that follows from that.
    """

    named: Mapping[bytes, Level]
    mine: frozenset[bytes]
    is_headquarters: bool
    device: bytes
    post: str
    by_post: Mapping[Relation, Level]

    def level_by_post(self, kind: CaseKind) -> Level:
        """Return the level for a case that has no relation of its own to the officer."""
        if self.is_headquarters:
            return self.by_post[Relation.HEADQUARTERS]
        if (self.post and kind.post == self.post) or kind.device == self.device:
            return self.by_post[Relation.RESTRICTED if kind.is_restricted else Relation.SAME_POST]
        return self.by_post[Relation.OTHER]

    @property
    def tells_all(self) -> bool:
        """Tell whether stage and risk may be told of every case that is not named otherwise."""
        return _tells_all(self.by_post, is_headquarters=self.is_headquarters)

    @cached_property
    def hidden(self) -> frozenset[bytes]:
        """Return the cases of which the officer must not know although others like them are known."""
        return frozenset(case for case, level in self.named.items() if level is Level.NONE)

    def level(self, case: bytes, kind: CaseKind) -> Level:
        """Return how much a list may tell of a case."""
        named = self.named.get(case)
        return self.level_by_post(kind) if named is None else named


def tells_all(desk: Desk) -> bool:
    """Tell, without a read, whether the officer at the desk may be told stage and risk of every case that is theirs."""
    levels = {one: level_in_list(desk, one) for one in (*_OUTSIDE, Relation.HEADQUARTERS)}
    return _tells_all(levels, is_headquarters=desk.place.is_headquarters)


def _tells_all(levels: Mapping[Relation, Level], *, is_headquarters: bool) -> bool:
    return all(levels[one] > Level.EXISTS for one in ((Relation.HEADQUARTERS,) if is_headquarters else _OUTSIDE))


def read_sight(reader: Reader, desk: Desk) -> Sight:
    """Return what lists may tell the officer at the desk, as of one read of the store."""
    standing = Standing(reader, desk)
    in_charge = reader.find_case_ids(CaseQuery(owners=standing.ids, with_deleted=True))
    relations: dict[bytes, Relation] = {}
    for cases, relation in (
        (standing.excluded, Relation.EXCLUDED),
        (in_charge, Relation.IN_CHARGE),
        (standing.given, Relation.ASSIGNED),
        (standing.served, Relation.SERVED),
    ):
        for case in cases:
            relations.setdefault(case, relation)
    for case in standing.shared:
        row = reader.get_row(_CASE, case)
        restricted = row is not None and is_restricted(cautious_value(row, "sealing"))
        relations.setdefault(case, Relation.RESTRICTED if restricted else Relation.SAME_POST)
    levels = {relation: level_in_list(desk, relation) for relation in Relation}
    return Sight(
        named={case: levels[relation] for case, relation in relations.items()},
        mine=frozenset(
            case
            for case, relation in relations.items()
            if relation is not Relation.EXCLUDED and (relation is Relation.IN_CHARGE or case in standing.at_work)
        ),
        is_headquarters=desk.place.is_headquarters,
        device=desk.place.device,
        post=standing.post,
        by_post={one: levels[one] for one in (*_OUTSIDE, Relation.HEADQUARTERS)},
    )


def choose(facts: CaseFacts, sight: Sight, asked: CaseFilter, recent: Collection[bytes] = ()) -> list[bytes]:
    """Return the ids of the cases that a filter lets through and the officer may know of, latest change first.

    `recent` are the cases that count as looked at lately.
    """
    apart = sight.named.keys() | set(recent)
    plain = [_takes(asked, kind, sight.level_by_post(kind)) for kind in facts.kinds]
    return [
        case
        for case, place in zip(facts.ids, facts.places, strict=True)
        if (plain[place] if case not in apart else _takes_one(asked, facts.kinds[place], case, sight, recent))
    ]


def count_kinds(facts: CaseFacts, sight: Sight, recent: Collection[bytes] = ()) -> Iterator[tuple[Known, int]]:
    """Yield what may be told of the cases that the officer may know of, and how many are alike."""
    apart = sight.named.keys() | set(recent)
    alike = Counter(facts.places)
    for case, place in zip(facts.ids, facts.places, strict=True):
        if case in apart:
            alike[place] -= 1
            kind = facts.kinds[place]
            level = sight.level(case, kind)
            if level > Level.NONE:
                yield Known(kind, level > Level.EXISTS, case in sight.mine, case in recent), 1
    for place, count in alike.items():
        level = sight.level_by_post(facts.kinds[place])
        if level > Level.NONE and count:
            yield Known(facts.kinds[place], level > Level.EXISTS), count


def _takes(asked: CaseFilter, kind: CaseKind, level: Level) -> bool:
    return level > Level.NONE and takes(asked, Known(kind, level > Level.EXISTS))


def _takes_one(asked: CaseFilter, kind: CaseKind, case: bytes, sight: Sight, recent: Collection[bytes]) -> bool:
    level = sight.level(case, kind)
    known = Known(kind, level > Level.EXISTS, case in sight.mine, case in recent)
    return level > Level.NONE and takes(asked, known)
