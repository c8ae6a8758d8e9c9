"""The kinds whose answers are written: one line, paragraphs, several short texts, a telephone number, an address.

Each reads what somebody typed into the one form in which it is kept, and refuses what cannot be that. The length of a
text is limited here and nowhere else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, Self

from tipdesk.domain.errors import UserError
from tipdesk.domain.kinds.asked import Declarations, NoDeclarations, Translate
from tipdesk.domain.kinds.field import UNION, Field, LabelOf, Merge, Wire
from tipdesk.domain.phone import parse_phone, phone_text
from tipdesk.domain.texts import _, counted
from tipdesk.domain.values import Value, parse_email

_TOO_LONG = counted("This must be at most {longest} character.", "This must be at most {longest} characters.")
_ANSWER: Final = re.compile(r"[A-Z]\w*\.[a-z_]+")
_TOO_MANY = counted("These must be at most {most} text.", "These must be at most {most} texts.")


@dataclass(frozen=True)
class Text(Field):
    """A field of one line of at most `longest` characters. A line break that was pasted in becomes a space.

    One that `is_code` holds what stands for a thing in place of its name, such as "VFT": no screen asks for it first.
    One that holds an id of the program itself names in `ids` the list of those (`rules/own_lists`), and is read by what
    people call the thing.
    """

    longest: int = 200
    is_code: bool = False
    ids: str = ""

    def read_value(self, given: object) -> Value:
        """Return the text on one line, or with its paragraphs.

        Raises UserError `too-long` where it has too many characters.
        """
        text = "\n".join(str(super().read_value(given)).replace("\r\n", "\n").split("\r"))
        text = text if self.paragraphs else text.replace("\n", " ").replace("\t", " ")
        if len(text) > self.longest:
            raise UserError("too-long", _TOO_LONG.of(self.longest), longest=self.longest)
        return text

    def shown_one(self, value: Value, label_of: LabelOf, translate: Translate) -> str:
        """Return the text, or what people call that of which it is the id."""
        return label_of(self.ids, str(value)) if self.ids else super().shown_one(value, label_of, translate)


@dataclass(frozen=True)
class LongText(Text):
    """A field of paragraphs, at most 50,000 characters in all."""

    paragraphs: ClassVar[bool] = True
    is_long: ClassVar[bool] = True
    is_wide: ClassVar[bool] = True

    longest: int = 50_000


@dataclass(frozen=True)
class Phone(Field):
    r"""A telephone number in the form of E.164 (HTCDS: `^\+?[1-9]\d{1,14}$`)."""

    def read_value(self, given: object) -> Value:
        """Return the number in the form of E.164, however people write it.

        Raises UserError `bad-phone` for anything else.
        """
        return parse_phone(str(super().read_value(given)))

    def shown_one(self, value: Value, _label_of: LabelOf, _translate: Translate) -> str:
        """Return the number in the groups in which it is dialled."""
        return phone_text(str(value))

    def sought(self, typed: str) -> str:
        """Return the number as it is kept if it can be read already, else what was typed."""
        try:
            return str(self.read(typed) or "")
        except UserError:
            return typed.strip()


@dataclass(frozen=True)
class Email(Field):
    """A field whose answer is an e-mail address."""

    def read_value(self, given: object) -> Value:
        """Return the address, trimmed. Raises UserError `bad-email` for anything that is no address."""
        return parse_email(str(super().read_value(given)))


@dataclass(frozen=True)
class Texts(Field):
    """A field of several short texts that have no order, such as other names.

    Where it `names_answers` each text is an answer of the case, as "Record.field": other words would hold nothing back.
    It is read by what the question is called, which `declared` knows.
    """

    is_several: ClassVar[bool] = True

    merge: Merge = UNION
    most: int = 100
    names_answers: bool = False
    declared: Declarations = field(default_factory=NoDeclarations, compare=False, repr=False)

    def among(self, declared: Declarations) -> Self:
        """Return the field as it knows what the questions of all records are called."""
        return replace(self, declared=declared)

    def read_value(self, given: object) -> Value:
        """Return a set of texts from a list, or from one text with semicolons between them.

        Raises UserError `too-many` for more than `most` texts, and `no-answer-named` for what names no answer.
        """
        parts = given.split(";") if isinstance(given, str) else given
        if not isinstance(parts, Iterable) or isinstance(parts, (bytes, dict)):
            raise UserError("bad-list", _("This must be a list of texts."))
        one = Text(self.number, self.label)
        texts = {str(one.read_value(part)) for part in parts} - {""}
        if len(texts) > self.most:
            raise UserError("too-many", _TOO_MANY.of(self.most), most=self.most)
        if self.names_answers and not all(_ANSWER.fullmatch(text) for text in texts):
            raise UserError("no-answer-named", _("Choose the answers; a command names each as in Person.birth_date."))
        return frozenset(texts) or None

    def read_wire(self, wire: Wire) -> Value:
        """Return the texts, each read for itself: one that would be refused today is kept as the log holds it."""
        texts = map(Text(self.number, self.label).from_wire, wire if isinstance(wire, list) else str(wire).split(";"))
        return frozenset(text for text in texts if isinstance(text, str) and text) or None

    def shown_one(self, value: Value, label_of: LabelOf, translate: Translate) -> str:
        """Return one text, or what the question is called that it names."""
        if self.names_answers:
            return translate(self.declared.label_of(str(value)))
        return super().shown_one(value, label_of, translate)

    def sought(self, typed: str) -> str:
        """Return the first of the texts, by which rows are searched."""
        return typed.partition(";")[0].strip()
