"""A person's own sheet: what they agreed to, who was told what, their rights, and how to reach help, in large letters.

The sheet that is carried endangers nobody who is found with it: it names no person, no office, no place, no offence and
no case, and other offices stand on it as letters. What the letters mean stands on a slip that is cut off and stays with
us, with what is asked before the sheet is left: whether it is safe to carry, and whether they can say in their own
words what it says. The whole sheet (`Material.is_whole`) says it all in full; it is read together and stays with us.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from string import ascii_uppercase

from tipdesk.domain.phone import phone_text
from tipdesk.domain.rows import Row
from tipdesk.domain.rules.sent import is_sent
from tipdesk.domain.texts import _
from tipdesk.services.directory.find_duty_numbers import hours_shown
from tipdesk.services.papers.furnishing import carried, draft_words, kept_here
from tipdesk.services.papers.material import Material
from tipdesk.services.papers.paper import Facts, Heading, Paper, Part, TearOff, Words, points
from tipdesk.services.papers.telling_slip import CUT_HERE, told_slip

_OPEN = (
    _("This paper is yours. Keep it only where it is safe. You may leave it with us and read it here at any time."),
)
NEUTRAL_SCOPES: Mapping[str, str] = {
    "interview": _("To talk with us"),
    "services": _("To get help"),
    "share_with_agency": _("To pass something on to somebody who helps"),
    "law_enforcement": _("To pass something on to another office"),
    "foreign_authority": _("To pass something on to an office far away"),
    "photo": _("A picture"),
    "statistics": _("To be counted, without a name"),
    "research": _("To be counted in a study, without a name"),
    "return": _("A journey"),
    "medical_examination": _("To see a doctor"),
    "age_assessment": _("Questions about you"),
}
"""What scopes of a consent are called where a stranger may read it."""
_RIGHTS = (
    _("You may say no. You get help all the same."),
    _("You may stop, rest, and ask for somebody else or for an interpreter."),
    _("You may see what is written about you, get a copy, and have it put right."),
    _("You pay nothing for any of this."),
)
_BACK = (
    _("Say it, ring or write. One word is enough, and you need give no reason."),
    _("We then tell everybody who was told. Help goes on."),
)
_COMPLAIN = (
    _("You may complain about anybody, also about us. Ring, and say your code."),
    _("Somebody answers who was not part of it. Whatever you say, help goes on."),
)
_SAFELY = (
    _("Ring when you are alone, from a telephone that nobody else looks at. Delete the call afterwards."),
    _("Say your code first, and nothing else until you know who answers. You may ring off at any time."),
    _("In danger ring 911."),
)
_SAFE_KINDS = ("duty_officer", "child_protection", "medical")
"""The duty numbers that may stand on a paper that is found; that of a safe place and of the unit may not."""
_MOST_NUMBERS = 3
_FLAGS = (
    ("identity", _("name"), _("who you are")),
    ("location", _("place"), _("where you are")),
    ("narrative", _("notes"), _("what happened")),
)
_RIGHTS_TOLD = frozenset({"notice", "rights", "data_rights"})
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def make_own_sheet(person: Row, material: Material) -> Paper:
    """Return the sheet of a person, to carry or whole."""
    translate = material.tongue.translate
    heading = translate(_("For you"))
    sent = _sent(person, material)
    parts: tuple[Part, ...] = (
        *draft_words(material.tongue),
        *(() if material.is_whole else (Words(material.translate(_OPEN)),)),
        Facts(_codes(person, material)),
        *_listed(_("What you said"), _agreed(person, material), _("You were not asked for anything yet."), material),
        *_listed(_("Who was told"), _told(sent, material), _("Nobody outside was told anything."), material),
        *_listed(_("What was explained to you"), _explained(person, material), "", material),
        *_section(_("What you may do"), _RIGHTS, material),
        *_section(_("To take back what you agreed to"), _BACK, material),
        *_section(_("If something is not right"), _COMPLAIN, material),
        Heading(translate(_("To reach help"))),
        Facts(tuple(_numbers(material))),
        points(material.translate(_SAFELY)),
        *(() if material.is_whole else (TearOff(translate(CUT_HERE), _kept_here(person, sent, material)),)),
    )
    furniture = kept_here(material) if material.is_whole else carried(material)
    return Paper(heading, heading, parts, furniture, is_large=True)


def _codes(person: Row, material: Material) -> tuple[tuple[str, str], ...]:
    translate = material.tongue.translate
    code = (translate(_("Your code")), material.code_of(person))
    return (code, (translate(_("Reference")), material.reference)) if material.is_whole else (code,)


def _section(heading: str, texts: Sequence[str], material: Material) -> tuple[Part, ...]:
    return (Heading(material.tongue.translate(heading)), points(material.translate(texts)))


def _listed(heading: str, lines: Sequence[str], empty: str, material: Material) -> tuple[Part, ...]:
    """Return a heading with a list, or with the sentence for an empty one; without that sentence, nothing."""
    if not lines and not empty:
        return ()
    said = points(lines) if lines else Words((material.tongue.translate(empty),))
    return (Heading(material.tongue.translate(heading)), said)


def _agreed(person: Row, material: Material) -> list[str]:
    """Return what the person agreed to or refused, by the newest answer for each scope and recipient."""
    newest: dict[tuple[object, ...], Row] = {}
    for row in sorted(material.of("Consent", person.id), key=_given_at):
        newest[row["scope"], row["agency"], row["country"]] = row
    return [_answer(row, material) for row in newest.values() if row["status"] is not None]


def _given_at(row: Row) -> datetime:
    told = row["given_at"]
    return told if isinstance(told, datetime) else _LONG_AGO


def _answer(consent: Row, material: Material) -> str:
    translate = material.tongue.translate
    back, status = consent["withdrawn_at"], consent["status"]
    if back is not None or status == "withdrawn":
        said = translate(_("Taken back: {what}"))
    else:
        said = translate(_("Yes: {what}") if status == "given" else _("No: {what}"))
    return said.format(what=_dated(_what(consent, material), material.day(back or consent["given_at"])))


def _dated(text: str, day: str) -> str:
    return f"{text} ({day})" if day else text


def _what(consent: Row, material: Material) -> str:
    scope = str(consent["scope"] or "")
    if not material.is_whole:
        return material.tongue.translate(NEUTRAL_SCOPES.get(scope, _("Something else")))
    whom = (material.agency(consent["agency"]), material.text(consent, "country"))
    until, withheld = material.day(consent["valid_until"]), material.fields(consent["fields_withheld"])
    said = ", ".join(filter(None, (material.label("consent_scope", scope), *whom)))
    said += material.tongue.translate(_(", until {day}")).format(day=until) if until else ""
    return said + (material.tongue.translate(_(", without: {fields}")).format(fields=withheld) if withheld else "")


def _sent(person: Row, material: Material) -> list[tuple[Row, Row]]:
    """Return what left the service about a person: each transfer that was sent, with what it gave of them."""
    about = [one for one in material.of("TransferPerson") if one["person"] == person.id]
    pairs = [(material.find(one["transfer"]), one) for one in about]
    sent = [(transfer, one) for transfer, one in pairs if transfer is not None and is_sent(transfer)]
    return sorted(sent, key=lambda pair: str(pair[0]["sent_at"] or ""))


def _told(sent: Sequence[tuple[Row, Row]], material: Material) -> list[str]:
    letters = _letters(sent)
    said = []
    for transfer, about in sent:
        whom = _recipient(transfer, material) if material.is_whole else letters[_key(transfer)]
        given = [flag[2] if material.is_whole else flag[1] for flag in _FLAGS if about[flag[0]] is True]
        what = ", ".join(material.translate(given))
        back = material.tongue.translate(_("asked back")) if transfer["recalled_at"] is not None else ""
        said.append(": ".join(filter(None, (_dated(whom, material.day(transfer["sent_at"])), what, back))))
    return said


def _key(transfer: Row) -> tuple[object, ...]:
    return transfer["agency"], transfer["country"]


def _letters(sent: Sequence[tuple[Row, Row]]) -> Mapping[tuple[object, ...], str]:
    """Return the letter that stands for each recipient: A for the first that was told, then B; after Z, AA."""
    keys = dict.fromkeys(_key(transfer) for transfer, _about in sent)
    return {key: _letter(number) for number, key in enumerate(keys)}


def _letter(number: int) -> str:
    letters = len(ascii_uppercase)
    return (_letter(number // letters - 1) if number >= letters else "") + ascii_uppercase[number % letters]


def _recipient(transfer: Row, material: Material) -> str:
    whom = (material.agency(transfer["agency"]), material.text(transfer, "country"))
    return ", ".join(filter(None, whom)) or material.tongue.translate(_("Somebody outside"))


def _explained(person: Row, material: Material) -> list[str]:
    """Return what was told to the person, and whether they said it back; to be carried, of their rights alone."""
    translate, said = material.tongue.translate, []
    for row in material.of("InformationGiven", person.id):
        if not material.is_whole and row["kind"] not in _RIGHTS_TOLD:
            continue
        what = material.text(row, "kind") if material.is_whole else translate(_("Your rights"))
        back = translate(_("you said it back in your own words")) if row["understood"] == "yes" else ""
        said.append(": ".join(filter(None, (_dated(what, material.day(row["at"])), back))))
    return list(dict.fromkeys(said))


def _numbers(material: Material) -> Iterator[tuple[str, str]]:
    translate = material.tongue.translate
    safe = sorted(
        (one for one in material.numbers if one.kind in _SAFE_KINDS), key=lambda one: _SAFE_KINDS.index(one.kind)
    )
    for one in safe[:_MOST_NUMBERS]:
        yield hours_shown(one.hour_from, one.hour_to, translate), phone_text(one.phone)
    if not safe:
        yield translate(_("Number")), ""


def _kept_here(person: Row, sent: Sequence[tuple[Row, Row]], material: Material) -> tuple[Part, ...]:
    translate = material.tongue.translate
    whom = {letter: key for key, letter in _letters(sent).items()}
    first = {_key(transfer): transfer for transfer, _about in reversed(sent)}
    key = tuple((letter, _recipient(first[one], material)) for letter, one in whom.items())
    return (
        *((Heading(translate(_("Who is meant by each letter"))), Facts(key)) if key else ()),
        *told_slip(person, material),
    )
