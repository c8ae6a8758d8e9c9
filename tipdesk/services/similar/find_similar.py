"""Who else could this be: people known here who could be the one that is typed, as far as the officer may know.

While somebody types, nobody is named and nothing is audited, save that a hint came of what the officer may not see:
that is noted for the case, once in ten minutes of a session. A file of people is asked in earnest: that is written into
the audit, with the number of hints, before they are returned. Of two people of whom an officer has said already what
they are to one another (`PersonLink`), no hint is given again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.access import Action, Level
from tipdesk.domain.similar.around import Near
from tipdesk.domain.similar.comparing import INTERRUPTS, Compared, compare
from tipdesk.domain.similar.likeness import PERSON, SOURCES, Likeness, cut, likeness_of
from tipdesk.domain.similar.names import Sense
from tipdesk.domain.similar.search_keys import keys_of
from tipdesk.services.audit import note_look
from tipdesk.services.case.cases_seen import CaseSeen, CasesSeen
from tipdesk.services.case.titles import code_of
from tipdesk.services.desk import Desk, Reader
from tipdesk.services.directory.names import names_in
from tipdesk.services.look import AGAIN_AFTER_MS, get_eyes
from tipdesk.services.similar.asked import answers_of, likeness_asked, read_asked
from tipdesk.services.similar.hint import Hint

MOST_HINTS = 3
SHOWN_FROM = 0.2
"""While one types, what is less likely than this is not shown."""
_TOLD_FROM = 0.001
_MOST_COMPARED = 48
_SOUGHT_AT_ONCE = 1_000
_EXISTS = "similar"
_PERSON, _LINK = BY_NAME[PERSON], BY_NAME["PersonLink"]


@dataclass(frozen=True)
class Answered:
    """What came of one person of a file: the hints, the likeliest first, and how many milliseconds it took.

    `unread` names the answers that could not be read and told nothing.
    """

    hints: tuple[Hint, ...]
    ms: int
    unread: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the answer as the command line prints it."""
        unread = {"unread": [*self.unread]} if self.unread else {}
        return {"candidates": [hint.to_json() for hint in self.hints], "ms": self.ms, **unread}


def find_similar(
    desk: Desk,
    given: Mapping[str, object],
    *,
    record: str = PERSON,
    row: bytes | None = None,
    about: bytes | None = None,
    but: Collection[bytes] = (),
    limit: int = MOST_HINTS,
) -> list[Hint]:
    """Return who could be the person of these half-typed answers, by the field names of a record; likeliest first.

    `record` is Person or one whose rows belong to a person, and `row` the row that is being changed. `about` is the
    person where it is there already: what its rows tell counts for what is not typed anew. `but` are people of whom no
    hint is wanted. Raises the UserErrors of `get_eyes` for the case of `about`.
    """
    seek_all(desk)
    with desk.read() as reader:
        asked = likeness_asked(given, SOURCES[record])
        passed = set(but)
        if about is not None:
            asked |= _told_already(reader, desk, about, row or about, given)
            passed |= _said_already(reader, about)
        hints = _Seeking(reader, desk, passed).find(asked, limit, SHOWN_FROM)
    _note_existing(desk, hints)
    return hints


def find_all_similar(desk: Desk, people: Sequence[object], *, limit: int) -> list[Answered]:
    """Return for each person of a file who they could be; one row of the audit tells how many hints there were.

    Raises the UserErrors of `read_asked`; then nobody was sought.
    """
    asked = [read_asked(given, line) for line, given in enumerate(people, 1)]
    seek_all(desk)
    answered: list[Answered] = []
    for likeness, about, unread in asked:
        began = desk.clock.running_ms()
        with desk.read() as reader:
            passed = _said_already(reader, about) if about is not None else set()
            hints = _Seeking(reader, desk, passed).find(likeness, limit, _TOLD_FROM)
        answered.append(Answered(tuple(hints), desk.clock.running_ms() - began, unread))
    note_look(desk, "search", count=sum(len(one.hints) for one in answered))
    return answered


def seek_all(desk: Desk) -> None:
    """Let everybody be found who came in large bundles: in parts, so that a save never waits long."""
    with desk.read() as reader:
        waiting = reader.count_unsought()
    while waiting:
        with desk.work() as unit:
            waiting = unit.seek_also(_SOUGHT_AT_ONCE)


class _Seeking:
    """Seeks one person within one read of the store. `passed` are rows of people who are passed over."""

    def __init__(self, reader: Reader, desk: Desk, passed: Collection[bytes]) -> None:
        self._reader, self._desk, self._passed = reader, desk, passed
        self._cases = CasesSeen(reader, desk)

    def find(self, asked: Likeness, limit: int, lowest: float) -> list[Hint]:
        """Return at most `limit` hints at or above a score.

        What is only known to exist comes after those who are worth interrupting for, and before all others.
        """
        if not asked:
            return []
        around = self._reader.find_around(keys_of(asked, self._desk.nicknames), _MOST_COMPARED)
        sense = Sense(self._desk.nearness, self._desk.nicknames, around.crowd)
        near = [(compare(asked, one.likeness, sense), one) for one in around.near if one.person not in self._passed]
        shown: list[Hint] = []
        exists: dict[bytes, Hint] = {}
        for compared, one in sorted(near, key=lambda pair: -pair[0].score):
            if compared.score < lowest or (len(shown) >= limit and compared.score < INTERRUPTS):
                break
            hint = self._hint(asked, one, compared, sense, lowest)
            if hint is not None and hint.person is None:
                exists.setdefault(hint.case, hint)
            elif hint is not None:
                shown.append(hint)
        known = {hint.case for hint in shown}
        found = [*shown, *(hint for case, hint in exists.items() if case not in known)]
        return sorted(found, key=lambda hint: -(INTERRUPTS if hint.score is None else hint.score))[:limit]

    def _hint(self, asked: Likeness, near: Near, compared: Compared, sense: Sense, lowest: float) -> Hint | None:
        """Return what the officer may know of somebody who was found, by what they may see of that person alone."""
        seen, row = self._cases.of(near.case), self._reader.get_row(_PERSON, near.person)
        if seen is None or row is None or row.deleted:
            return None
        level, summary = seen.eyes.level, seen.summary
        told = seen.eyes.see(row)
        open_to = cut(near.likeness, level)
        here = compared if open_to == near.likeness else compare(asked, open_to, sense)
        if told is None or not open_to or here.score < lowest:
            return self._existing(seen) if compared.score >= INTERRUPTS else None
        return Hint(
            case=near.case,
            reference=summary.reference,
            post=summary.post,
            level=level,
            title=summary.title,
            person=near.person,
            label=code_of(told, self._desk.codes),
            score=here.score,
            whys=here.whys,
        )

    def _existing(self, seen: CaseSeen) -> Hint:
        summary = seen.summary
        is_told = seen.eyes.level > Level.EXISTS and summary.owner is not None
        ask = names_in(self._reader, self._desk).officer(summary.owner) if is_told else ""
        return Hint(summary.id, summary.reference, summary.post, Level.EXISTS, ask=ask)


def _told_already(reader: Reader, desk: Desk, about: bytes, changing: bytes, given: Mapping[str, object]) -> Likeness:
    """Return what a person's own row, and those that belong to it, tell besides what is being typed."""
    person = reader.get_row(_PERSON, about)
    if person is None or person.case is None:
        return Likeness()
    eyes = get_eyes(reader, desk, person.case, Action.VIEW)
    told = Likeness()
    for one in (person, *_belonging(reader, person)):
        seen = eyes.see(one)
        typed = given if one.id == changing else {}
        values = {name: value for name, value in seen.values.items() if name not in typed} if seen else {}
        told |= likeness_of(answers_of(values, one.record.name))
    return told


def _belonging(reader: Reader, person: Row) -> Iterable[Row]:
    for name in SOURCES.keys() - {PERSON}:
        yield from reader.find_rows(BY_NAME[name], case=person.case, where={"person": person.id})


def _said_already(reader: Reader, about: bytes) -> set[bytes]:
    """Return the person, and everybody of whom an officer has said whether they are the same human being or not."""
    mine = reader.find_rows(_LINK, where={"person": about})
    theirs = reader.find_rows(_LINK, where={"other_person": about})
    found = {row["other_person"] for row in mine} | {row["person"] for row in theirs}
    return {about, *(one for one in found if isinstance(one, bytes))}


def _note_existing(desk: Desk, hints: Sequence[Hint]) -> None:
    """Write into the audit that the officer came to know that somebody is in a case they may not open."""
    now = desk.clock.now_ms()
    for hint in hints:
        last = desk.looked.get((hint.case, _EXISTS))
        if hint.person is None and (last is None or not 0 <= now - last < AGAIN_AFTER_MS):
            note_look(desk, "search", case=hint.case)
            desk.looked[hint.case, _EXISTS] = now
