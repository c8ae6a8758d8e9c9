"""Sort an officer's answers into those that can be read and those kept word for word because they cannot.

Nothing is ever refused here, since a report must be saved whatever was typed. Every answer ends in exactly one of the
two parts; of a list, only the items that cannot be read are set apart. What becomes of those (`Report.as_typed`, a task
to ask again) is for the caller to decide.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from tipdesk.domain.codes import CodeBook
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds import Field, Referred
from tipdesk.domain.kinds.typed_answers import write_line
from tipdesk.domain.schema import RecordType
from tipdesk.domain.texts import _
from tipdesk.services.fields import read_fields


@dataclass
class ReadAnswers:
    """Answers after they were read.

    `kept` are those that can be read, as they were given, by field name. `typed` are the lines for `Report.as_typed`,
    which hold the others. `unread` are the labels of the questions to ask again, each once.
    """

    kept: dict[str, object] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_answers(
    codes: CodeBook, record: RecordType, given: Mapping[str, object], owner: str = "", which: str = ""
) -> ReadAnswers:
    """Sort answers, given by the field names of a record, into those that can be read and those that cannot.

    For answers of another record than the report, `owner` and `which` say whose they are in the lines kept as typed,
    such as "Person" and "#2".
    """
    read = ReadAnswers()
    for name, answer in given.items():
        declared = record.by_name.get(str(name))
        if declared is None or declared.by_program or declared.refers:
            refused = _of_the_program(read, declared, answer)
        else:
            refused = _sort(codes, record, declared, answer, read.kept)
        path = f"{owner}.{name}" if owner else str(name)
        read.typed += [write_line(path, words, which) for words in refused]
        label = declared.label if declared else str(name)
        if refused and label not in read.unread:
            read.unread.append(label)
    return read


def words_of(answer: object) -> str:
    """Return an answer of any kind as text, "" where there is none."""
    if answer is None or isinstance(answer, str):
        return (answer or "").strip()
    return json.dumps(answer, ensure_ascii=False, default=str)


def _of_the_program(read: ReadAnswers, declared: Field | None, answer: object) -> list[str]:
    """Return the words to keep of an answer that nobody is asked for.

    Lines that were kept as typed before are taken over as they are, and are not among the words returned.
    """
    if declared is not None and declared.keeps_typed and isinstance(answer, (list, tuple, set, frozenset)):
        read.typed += [words for one in answer if (words := words_of(one))]
        return []
    return [words for words in (words_of(answer),) if words]


def _sort(codes: CodeBook, record: RecordType, declared: Field, answer: object, kept: dict[str, object]) -> list[str]:
    """Put an answer among those kept as far as it can be read, and return the rest of it as words."""
    if _can_read(codes, record, declared.name, answer):
        kept[declared.name] = answer
        return []
    if not declared.is_several:
        return [words_of(answer)]
    parts = answer.split(";") if isinstance(answer, str) else answer
    if not isinstance(parts, (list, tuple, set, frozenset)):
        return [words_of(answer)]
    good = [part for part in parts if _can_read(codes, record, declared.name, [part])]
    if good and _can_read(codes, record, declared.name, good):
        kept[declared.name] = good
        return [words_of(part) for part in parts if part not in good]
    return [words_of(part) for part in parts]


def _can_read(codes: CodeBook, record: RecordType, name: str, answer: object) -> bool:
    return not read_fields(codes, record, {name: answer}, record.name, _refer)[1]


def _refer(_record: str, _given: object) -> Referred:
    raise UserError("no-such-row", _("There is no such row."))
