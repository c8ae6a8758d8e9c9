"""The answers of a row as facts to read: hidden ones say so, empty ones are counted, typed ones stand beside.

Hidden answers are asked for through the head of the case. How facts are shown is the part of `ui/widgets/facts`.
"""

from collections.abc import Iterable, Sequence

from tipdesk.domain.kinds import Field
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import cautious_value
from tipdesk.ui.records.lines import answers_of, typed_of
from tipdesk.ui.records.sections import is_read
from tipdesk.ui.translate import _, plural
from tipdesk.ui.widgets.facts import HIDDEN, TAGS_ONLY, Fact
from tipdesk.ui.wording import Wording


def facts_of(row: Row, wording: Wording, skipped: Iterable[str] = ()) -> tuple[list[Fact], str]:
    """Return the answers of a row that are there or hidden, by section, and a sentence that counts the others.

    What could not be read stands as it was typed, beside its question.
    """
    left_out = frozenset(skipped)
    facts: list[Fact] = []
    empty = 0
    for heading, fields in row.record.sections:
        told = [(field, _facts_of(field, row, wording)) for field in fields if field.name not in left_out]
        unanswered = sum(field.is_asked for field, said in told if not said)
        found = [fact for _field, said in told for fact in said]
        facts += [fact._replace(section=_(heading) if heading else "") for fact in found]
        empty += unanswered
    return facts, "   ·   ".join(filter(None, (_counted(empty), _advice(facts))))


def section_facts(row: Row, fields: Iterable[Field], wording: Wording) -> tuple[list[Fact], list[str]]:
    """Return what these fields of a row have to say, and what those are called of which nothing is known yet."""
    facts: list[Fact] = []
    unanswered = []
    for field in fields:
        said = _facts_of(field, row, wording)
        facts += [fact if field.keeps_typed else fact._replace(name=field.name) for fact in said]
        if field.is_asked and not said:
            unanswered.append(_(field.label))
    return facts, unanswered


def _facts_of(field: Field, row: Row, wording: Wording) -> list[Fact]:
    """Return what one field has to say, which is nothing where it has no answer."""
    if field.keeps_typed:
        return _typed_elsewhere(field, row)
    return said_of(field, row, wording) if is_read(row.record, field) else []


def said_of(field: Field, row: Row, wording: Wording) -> list[Fact]:
    """Return what an answer has to say, whether it is still asked or was only told earlier."""
    if wording.hides_read(field, row):
        return [Fact(_(field.label), _("Tags only"), TAGS_ONLY)] if row[field.name] is not None else []
    typed, is_long = typed_of(row, field), field.is_long
    facts = []
    value = wording.value(field, row[field.name])
    if field.name in row.masked:
        facts.append(hidden_fact(field, row))
    elif field.name in row.siblings:
        value = wording.value(field, cautious_value(row, field.name)) or _("no answer")
        answers = answers_of(row, field.name, wording)
        facts.append(Fact(_(field.label), value, "conflict", is_long, answers=answers))
    elif value:
        facts.append(Fact(_(field.label), value, "", is_long))
    if typed:
        facts.append(Fact(_(field.label), _("as typed: {words}").format(words=typed), "", is_long))
    return facts


def _typed_elsewhere(field: Field, row: Row) -> list[Fact]:
    """Return what was typed for questions that are not this record's own: about the people, or of no known question."""
    if field.name in row.masked:
        return [hidden_fact(field, row)]
    facts = []
    for one in field.unread(row[field.name], _):
        own = row.record.by_name.get(one.path)
        if own is not None and not one.which and own.is_asked:
            continue
        facts.append(Fact(one.question or _(field.label), _("as typed: {words}").format(words=one.words)))
    return facts


def hidden_fact(field: Field, row: Row) -> Fact:
    """Return the line of an answer that is there and not for this officer: sealed, or hidden by their rights."""
    is_sealed = field.name in row.sealed
    return Fact(
        _(field.label), _("Sealed: these people only") if is_sealed else _("Hidden"), HIDDEN, has_key=not is_sealed
    )


def _counted(empty: int) -> str:
    return plural("{count} question has no answer yet", "{count} questions have no answer yet", empty) if empty else ""


def _advice(facts: Sequence[Fact]) -> str:
    if any(fact.state == TAGS_ONLY for fact in facts):
        return _("Names are hidden at this screen: “Show names” at the foot of the case shows them.")
    hidden = [fact for fact in facts if fact.state == HIDDEN]
    if any(fact.has_key for fact in hidden):
        return _("What is hidden is there: “Show names and places” asks for it.")
    return _("What is sealed is there: ask one of those under “Who can open this”.") if hidden else ""
