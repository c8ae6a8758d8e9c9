"""The model of a statement about one person: a determination or an age assessment, as far as this copy may show it.

It is a pure function of rows that were read, narrowed and unsealed before. Fields, headings and their order are those
of the declaration. What was found and what either branch would lack is listed beside; the program decides nothing, and
a statement that nobody has signed says so on each page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tipdesk.domain.check_code import make_check_code
from tipdesk.domain.moments import datetime_shown, in_zone
from tipdesk.domain.records import BY_NAME
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.findings import ELEMENTS, OPEN_RULES, ElementsTold, elements_told
from tipdesk.domain.texts import _
from tipdesk.services.documents.answers import Reading
from tipdesk.services.documents.build_case_file import Printed, furniture_of, slip_of
from tipdesk.services.documents.case_file import (
    Answer,
    AnswerState,
    Block,
    CaseFile,
    Furniture,
    Grid,
    GridLine,
    Section,
    Shown,
    Slip,
)
from tipdesk.services.documents.tongue import DRAFT_MARK, DRAFT_WORDS, Tongue
from tipdesk.services.findings.supports import PIN, support_words, supports_of, where_in
from tipdesk.services.signatures.verify_signature import VERDICT_WORDS, Verified

DETERMINATION, FINDING, AGE = BY_NAME["Determination"], BY_NAME["Finding"], BY_NAME["AgeAssessment"]
_WHO = ("person_code", "given_names", "family_name", "sex", "birth_date", "about_age", "age_basis", "citizenships")
_WHICH = ("act", "means", "purpose")
PROPOSED_MARK = _("PROPOSED, NOT SIGNED")
_PROPOSED = _("This was prepared and not signed. Nothing is decided by it.")
_LISTS = _("This lists what is recorded and where it comes from. The deciding body decides, not the program.")
_CONSENT = _("Whether the person agreed to what was done is no element and is not weighed.")
_REVIEW = (
    _("Whoever this is about, or somebody for them, may ask headquarters at any time to look at it again."),
    _("It helps to say in words what is not right, or what is new. No form is needed, and it costs nothing."),
    _("Somebody decides then who did not decide this."),
    _("Help goes on meanwhile. It never depends on giving evidence."),
)
_DOUBT = (
    _("While somebody disputes an age, or it stays in doubt, the person is protected as a child."),
    _("No child is made to prove an age, and refusing a method proves nothing."),
)
_BRANCHES = (
    (_("If a child"), _("No means is asked for.")),
    (_("If an adult"), _("Act, means and purpose are asked for.")),
)


@dataclass(frozen=True)
class Statement:
    """What a statement is made of: the `row`, its `person` and findings, what supports them, and who has signed it."""

    case: Row
    row: Row
    person: Row | None
    findings: Sequence[Row] = ()
    pins: Sequence[Row] = ()
    signed: Sequence[Verified] = ()


def make_statement(told: Statement, reading: Reading, printed: Printed, tongue: Tongue) -> CaseFile:
    """Return the model of the paper, in the language of `tongue`, as `reading` makes values into texts."""
    translate, is_signed = tongue.translate, told.row["signed_at"] is not None
    slip = replace(slip_of(printed, reading.codes, translate, *_standing(tongue, is_signed=is_signed)), to_sign=())
    return CaseFile(
        kind=translate(told.row.record.label),
        reference=str(told.case["reference"] or ""),
        title=str(told.case["title"] or ""),
        slip=slip,
        sections=tuple(_sections(told, reading)),
        furniture=_furniture(furniture_of(printed, translate), tongue, is_signed=is_signed),
        closing=_closing(told, reading),
    )


def _furniture(furniture: Furniture, tongue: Tongue, *, is_signed: bool) -> Furniture:
    marks = [furniture.marking]
    marks += [] if is_signed else [tongue.translate(PROPOSED_MARK)]
    marks += [tongue.translate(DRAFT_MARK)] if tongue.is_draft else []
    return replace(furniture, marking=" · ".join(marks))


def _standing(tongue: Tongue, *, is_signed: bool) -> Iterator[tuple[str, str]]:
    """Yield what the paper says of itself where not all is in order: not signed, or not checked by a speaker."""
    translate = tongue.translate
    if not is_signed:
        yield translate(_("How it stands")), translate(_PROPOSED)
    if tongue.is_draft:
        yield translate(_("Translation")), translate(DRAFT_WORDS)


def _sections(told: Statement, reading: Reading) -> Iterator[Section]:
    translate, row = reading.translate, told.row
    yield Section(translate(_("Who it is about")), _who(told, reading), translate(_("not in this file")))
    for heading, fields in row.record.sections:
        others = {one.name for one in row.record.fields} - {one.name for one in fields} | {row.record.parent}
        answers = tuple(replace(one, section="") for one in reading.answers(row, frozenset(others)))
        parts = (Block("", answers),) if answers else ()
        yield Section(translate(heading or row.record.label), parts, translate(_("Nothing recorded.")))
        if row.record == DETERMINATION and any(one.name == "acts" for one in fields):
            yield _found(told, reading)
            yield _branches(told, reading)
    yield _explained(told, reading)


def _who(told: Statement, reading: Reading) -> tuple[Block, ...]:
    if told.person is None:
        return ()
    others = frozenset(one.name for one in told.person.record.fields) - frozenset(_WHO)
    return (Block("", tuple(replace(one, section="") for one in reading.answers(told.person, others))),)


def _found(told: Statement, reading: Reading) -> Section:
    blocks = tuple(_finding(row, told, reading) for row in told.findings)
    return Section(reading.translate(FINDING.plural), blocks, reading.translate(_("None recorded.")))


def _finding(row: Row, told: Statement, reading: Reading) -> Block:
    fields = row.record.by_name
    named = [reading.shown(row, fields[name]) for name in ("element", *_WHICH)]
    title = ": ".join(text for shown in named if shown.standing is AnswerState.PLAIN for text in shown.texts)
    is_plain = all(shown.standing is AnswerState.PLAIN for shown in named)
    known = frozenset({"determination", *(("element", *_WHICH) if is_plain else ())})
    answers = reading.answers(row, known)
    supports = tuple(_support(pin, reading) for pin in supports_of(told.pins, row.id))
    nothing = reading.translate(_("Nothing named"))
    told_by = Answer(reading.translate(BY_NAME[PIN].plural), Shown(supports or (nothing,)), is_long=bool(supports))
    return Block(
        title or reading.translate(row.record.label), (*(replace(one, section="") for one in answers), told_by)
    )


def _support(pin: Row, reading: Reading) -> str:
    """Return a support in words; a row that this copy may not show is not named, and a quote from it held back."""
    field = pin.record.by_name["to_row"]
    meant = field.referred(pin["to_row"])
    if meant is None or not reading.titles.get(meant.row):
        where = where_in(pin, reading.translate)
        return ", ".join(filter(None, (reading.translate(_("not in this file")), where)))
    record = reading.translate(BY_NAME[meant.record].label) if meant.record in BY_NAME else ""
    return support_words(pin, ": ".join(dict.fromkeys((record, reading.titles[meant.row]))), reading.translate)


def _branches(told: Statement, reading: Reading) -> Section:
    """Return what the findings come to: as decided, and for both branches while the age is open."""
    translate, row, came = reading.translate, told.row, elements_told(told.findings)
    answers = [Answer(translate(_("What this is")), Shown((translate(_LISTS), translate(_CONSENT))), is_long=True)]
    parts: list[Block | Grid] = [_overview(came, reading)]
    lacking = (came.lacking_of_child, came.lacking_of_adult)
    shown = range(2) if row["child_rule"] in {None, *OPEN_RULES} else (0,) if row["child_rule"] == "applies" else (1,)
    for branch in shown:
        label, asked = _BRANCHES[branch]
        none = translate(_("nothing"))
        rest = translate(_("Not found, or contradicted: {elements}."))
        words = (translate(asked), rest.format(elements=_named(lacking[branch], reading) or none))
        answers.append(Answer(translate(label), Shown((" ".join(words),)), is_long=True))
    return Section(translate(_("Found and missing")), (*parts, Block("", tuple(answers))), "")


def _overview(came: ElementsTold, reading: Reading) -> Grid:
    translate, codes = reading.translate, reading.codes
    heads = (translate(_("Element")), translate(_("Found?")), translate(_("What")))
    lines = tuple(
        GridLine((
            Shown((codes.label_of("element", element),)),
            Shown((codes.label_of("finding", came.states[element]),)),
            Shown(tuple(codes.label_of(element, code) for code in came.named[element])),
        ))
        for element in ELEMENTS
    )  # fmt: skip
    return Grid(heads, (3.0, 3.0, 9.0), lines)


def _named(elements: Sequence[str], reading: Reading) -> str:
    return ", ".join(reading.codes.label_of("element", element) for element in elements)


def _explained(told: Statement, reading: Reading) -> Section:
    translate = reading.translate
    is_age = told.row.record == AGE
    heading, sentences = (_("What follows"), (*_DOUBT, *_REVIEW)) if is_age else (_("Asking for a review"), _REVIEW)
    said = Answer(translate(_("Review")), Shown(tuple(translate(one) for one in sentences)), is_long=True)
    return Section(translate(heading), (Block("", (said,)),), "")


def _closing(told: Statement, reading: Reading) -> Slip:
    """Return the end of the paper: each signature with its check code, and the lines that are signed by hand."""
    translate = reading.translate
    facts = [fact for one in told.signed for fact in _signature(one, reading)]
    if not facts:
        facts = [(translate(_("Signed")), translate(_("Nobody has signed it.")))]
    to_sign = (translate(_("Decided by")), translate(_("Told to the person by")), translate(_("Interpreter")))
    return Slip(tuple(facts), to_sign, translate(_("Signature, date")))


def _signature(one: Verified, reading: Reading) -> Iterator[tuple[str, str]]:
    translate = reading.translate
    when = datetime_shown(in_zone(one.at, reading.offset_minutes), translate) if isinstance(one.at, datetime) else ""
    by = ", ".join(filter(None, (reading.names.officer(one.officer), when)))
    yield translate(_("Signed by")), by
    yield translate(_("Signature")), translate(VERDICT_WORDS[one.verdict])
    yield translate(_("Check code")), make_check_code(one.digest) if one.digest else ""
