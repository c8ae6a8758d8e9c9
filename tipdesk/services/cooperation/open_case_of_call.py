"""Open a case from a hotline call: what the caller said goes into the case, and the call names the case.

Both are written in one unit of work, so that there is never a case without its call, nor a call that names a case which
is not there. The register keeps nothing of what was said. Who called, and under which number, is a sealed Source unless
the caller agreed to be named; then they are a person of the case. As with a worry, no answer of a caller is refused: a
number that cannot be read is kept as it was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tipdesk.domain.code_name import make_code_name
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds.typed_answers import without_hidden
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.registers import Act
from tipdesk.domain.texts import _
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.read_answers import ReadAnswers, read_answers
from tipdesk.services.case.tell_now import Element, elements_of
from tipdesk.services.case.worry import Worry
from tipdesk.services.case.worry_document import is_in_danger, moment_text, tasks_to_ask, worry_document
from tipdesk.services.desk import Desk, UnitOfWork
from tipdesk.services.registers.kept import get_seen
from tipdesk.services.registers.writing import amend_in
from tipdesk.services.results import Changed, NewCase, Saved

CALL: Final = BY_NAME["HotlineCall"]
_REPORT, _SOURCE, _PERSON = (BY_NAME[name] for name in ("Report", "Source", "Person"))
_CALLER: Final = "caller"


@dataclass(frozen=True)
class Caller:
    """What was heard on the telephone: the words, and who said them under which number, as far as they told.

    `may_be_named` says that the caller agreed to stand in the case as a person; else they are a sealed source.
    `under_18` is a code of `yes_no_unsure`, "" where it was not asked.
    """

    words: str
    number: str = ""
    name: str = ""
    may_be_named: bool = False
    under_18: str = ""


def open_case_of_call(desk: Desk, call: bytes, caller: Caller, *, draft: str | None = None) -> Saved:
    """Store a case with a report of the call, and have the call name it; `draft` is the key of what was typed (`deed`).

    It is urgent where somebody may be in danger now. Raises UserError `no-words` where nothing is told, `no-such-row`,
    `has-case` where a case was opened from the call before, and those of `permit_register` and `new_case`.
    """
    if not caller.words.strip():
        raise UserError("no-words", _("Write what the caller said: the case begins with it."))
    with desk.read() as reader:
        seen = _without_case(get_seen(reader, desk, CALL, call, Act.WRITE))
    document, is_urgent = _document(desk, seen, caller)
    written: list[Changed] = []

    def name_case(unit: UnitOfWork, made: NewCase) -> None:
        now = _without_case(get_seen(unit, desk, CALL, call, Act.WRITE))
        given = {"case": made.id, "outcome": "case_opened"}
        written.append(amend_in(unit, desk, now, given, is_ours_to_give=True))

    made = new_case(desk, document, urgent=is_urgent, draft=draft, beside=name_case)
    dots = tuple(dot for one in written for dot in one.dots)
    kinds = made.changed.kinds | {CALL.name}
    return Saved(made.reference, made.id, made.rows[1], Changed(kinds, made.id, made.id, (*made.changed.dots, *dots)))


def _without_case(call: Row) -> Row:
    """Return a call from which a case may be opened; raises UserError `no-such-row` and `has-case`."""
    if call.deleted:
        raise UserError("no-such-row", _("This call is in the trash. Bring it back first."))
    if live_values(call, "case") - {None}:
        raise UserError("has-case", _("A case was opened from this call already. Add to that case what is new."))
    return call


def _document(desk: Desk, call: Row, caller: Caller) -> tuple[dict[str, object], bool]:
    """Return the document of the case, and whether somebody may be in danger now."""
    answers = {
        "channel": "hotline",
        "received_at": _json(call, "at"),
        "danger_now": _json(call, "danger"),
        "under_18": caller.under_18,
        "own_words": caller.words,
        "caller_anonymous": None if caller.may_be_named else True,
    }
    told = {name: answer for name, answer in answers.items() if answer not in (None, "")}
    teller, others = _teller(desk, call, caller)
    worry = Worry({**told, "as_typed": teller.typed} if teller.typed else told)
    is_urgent = is_in_danger(read_answers(desk.codes, _REPORT, worry.answers))
    stamps = {"sent_at": moment_text(desk)} if is_urgent else {}
    document = worry_document(desk, worry, stamps)
    records = document["records"]
    return {**document, "records": [*_elements(records), *others, *tasks_to_ask(desk, teller.unread)]}, is_urgent


def _teller(desk: Desk, call: Row, caller: Caller) -> tuple[ReadAnswers, list[Element]]:
    """Return what was told of the caller: a person who reported, or else a source under a code name."""
    if not caller.may_be_named:
        fields = {
            "code_name": make_code_name(desk.words, desk.ids.noise(8)),
            "kind": "caller",
            "name": without_hidden(caller.name.strip()),
            "contact": without_hidden(caller.number.strip()),
        }
        return ReadAnswers(), [{"record": _SOURCE.name, "fields": _answered(fields)}]
    languages = [spoken] if isinstance(spoken := call["language"], str) else []
    told = _answered({"family_name": caller.name.strip(), "phone": caller.number.strip(), "languages": languages})
    read = read_answers(desk.codes, _PERSON, told, _PERSON.name, "#caller")
    person, *ways = elements_of(_CALLER, read.kept)
    return read, [person, {"record": "CaseRole", "fields": {"person": _CALLER, "role": "reporter"}}, *ways]


def _elements(records: object) -> list[Element]:
    return [one for one in records if isinstance(one, dict)] if isinstance(records, list) else []


def _answered(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in ("", [])}


def _json(call: Row, name: str) -> object:
    value = call[name]
    return CALL.by_name[name].to_json(value) if value is not None else None
