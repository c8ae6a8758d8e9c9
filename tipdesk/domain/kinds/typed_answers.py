"""The kind of field that keeps answers which could not be read: each word for word, beside the name of its question.

Nothing that somebody typed is refused or lost. What has no place in a text (a control character, a turn of the reading
direction, half a character) is kept as a mark that names it by its number. An answer is shown with the label of its
question: "How many people? — as typed: two". Which answers cannot be read is decided in `services/case/read_answers`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple, Self

from tipdesk.domain.characters import visible
from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds.asked import Declarations, NoDeclarations, Translate, Unread
from tipdesk.domain.kinds.field import LabelOf
from tipdesk.domain.kinds.written import Texts
from tipdesk.domain.texts import _
from tipdesk.domain.values import Value

_LINE = re.compile(r"(?P<path>\w{1,80}(?:\.\w{1,80})?)(?P<which> #\w{1,40})?: (?P<words>.*)", re.DOTALL)
_OF_SEVERAL = _("{question}, person {number}")
_SHOWN = _("{question} — as typed: {words}")


class TypedAnswer(NamedTuple):
    """One answer as it was typed.

    `path` names its question, "persons_count" or "Person.family_name", and `which` one of several people, as in "#2".
    """

    path: str
    which: str
    words: str


@dataclass(frozen=True)
class AsTyped(Texts):
    """A field with the answers that could not be read. `declared` says what each question is called."""

    paragraphs: ClassVar[bool] = True
    keeps_typed: ClassVar[bool] = True
    fits_line: ClassVar[bool] = False

    declared: Declarations = field(default_factory=NoDeclarations, compare=False, repr=False)

    def among(self, declared: Declarations) -> Self:
        """Return the field as it knows what the questions of its record are called."""
        return replace(self, declared=declared)

    def read_value(self, given: object) -> Value:
        """Return the set of answers from a list of texts; one text is one answer, whatever stands in it."""
        parts = (given,) if isinstance(given, str) else given
        if not isinstance(parts, Iterable) or isinstance(parts, (bytes, dict)):
            raise UserError("bad-list", _("This must be a list of texts."))
        texts = {without_hidden(str(part)).strip() for part in parts} - {""}
        return frozenset(texts) or None

    def typed_for(self, value: Value, path: str) -> str:
        """Return what was typed for a question of the record itself, or "" where nothing is kept for it."""
        return words_for(value, path)

    def unread(self, value: Value, translate: Translate = str) -> Sequence[Unread]:
        """Return each answer that is kept here, in the order of the names of their questions."""
        lines = sorted(value) if isinstance(value, frozenset) else ()
        return [self._unread(line, translate) for line in lines]

    def _shown(self, value: Value, label_of: LabelOf, translate: Translate) -> str:
        """Return all answers in one line, each with what its question is called."""
        if not isinstance(value, frozenset):
            return super()._shown(value, label_of, translate)
        return "; ".join(self.shown_answer(line, translate) for line in sorted(value))

    def shown_answer(self, line: str, translate: Translate = str) -> str:
        """Return one answer as people read it: "How many people? — as typed: two"."""
        one = self._unread(line, translate)
        return translate(_SHOWN).format(question=one.question, words=one.words) if one.question else one.words

    def _unread(self, line: str, translate: Translate) -> Unread:
        """Return the parts of an answer; for a line that no program of ours wrote, its words alone."""
        read = read_line(line)
        if read is None:
            return Unread("", "", "", without_hidden(line))
        question, number = translate(self.declared.label_of(read.path)), read.which.removeprefix("#")
        if number:
            question = translate(_OF_SEVERAL).format(question=question, number=number)
        return Unread(read.path, read.which, question, without_hidden(read.words))


def write_line(path: str, words: str, which: str = "") -> str:
    """Return how an answer is kept, such as "persons_count: two" or "Person.family_name #2: …"."""
    return f"{path}{f' {which}' if which else ''}: {words}"


def read_line(line: str) -> TypedAnswer | None:
    """Return the parts of an answer that was kept, or None for a line that no program of ours wrote."""
    found = _LINE.fullmatch(line)
    return TypedAnswer(found["path"], (found["which"] or "").strip(), found["words"]) if found else None


def words_for(value: Value, path: str) -> str:
    """Return what was typed for one question of the record itself, or "" where nothing unreadable was typed for it."""
    lines = map(read_line, sorted(value)) if isinstance(value, frozenset) else ()
    return next((one.words for one in lines if one is not None and (one.path, one.which) == (path, "")), "")


def is_unread(lines: Iterable[str], path: str) -> bool:
    """Tell whether a question of the record itself was answered with something that could not be read."""
    return any((read := read_line(str(line))) is not None and read.path == path for line in lines)


def without_hidden(text: str) -> str:
    """Return a text with a mark in the place of each hidden character; the line breaks of all systems become one."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))
