"""The gates of what a person agrees to: a consent that is complete, of a child never alone, and notice before names.

What was refused, and what is taken back, passes no gate. A consent that came in past one of these counts as not given
(`protected.consent`).
"""

from collections.abc import Iterator

from tipdesk.domain.rows import Row
from tipdesk.domain.rules.caution import live_values
from tipdesk.domain.rules.childhood import Age
from tipdesk.domain.rules.frozen_case import FrozenCase
from tipdesk.domain.rules.gates.beside import CHECKS, people_of
from tipdesk.domain.rules.gates.complete import (
    ACT_NOW,
    INTEREST,
    OF_CHILD,
    SERVICES,
    is_adult_for,
    is_own_language,
    lacks,
    lacks_of_child,
    person_of,
)
from tipdesk.domain.rules.gates.gate import Basis, Deed, Failed, Gate, Guard, Need, Past, Way
from tipdesk.domain.rules.gates.moments import SINCE
from tipdesk.domain.rules.gates.predicates import age, by_role, is_told, told
from tipdesk.domain.rules.gates.protected import find_told
from tipdesk.domain.rules.gates.standing_beside import is_given
from tipdesk.domain.rules.gates.victims import is_victim
from tipdesk.domain.texts import _

_RECORD = "Consent"
_WRITTEN = frozenset({
    "person", "scope", "agency", "country", "points", "how", "language", "interpreter", "explained_by", "status",
    "given_by", "guardian", "assent", "form", "witness", "given_at",
})  # fmt: skip
"""The fields of which an agreement consists; the others say what is left out of it, and how it was taken back."""
_GUARDS = (Guard(_RECORD, _WRITTEN),)
_WRITE_DOWN = frozenset({"victim_support", "investigator", "frontline"})
_OF_CHILD = frozenset({"victim_support", "investigator"})
_SENTENCES = (
    ("agency", _("Name the agency with which you may share.")),
    ("country", _("Name the State with which you may share, or the agency there.")),
    ("given_by", _("Only an adult agrees alone. For a child, or while the age is not sure, say who agrees for them.")),
    ("points", _("Explain all seven points before they agree. If you cannot, save it as “not able”.")),
    ("language", _("Ask for consent in a language the person speaks, and say which one.")),
    (
        "interpreter",
        _(
            "Whoever explains it must speak that language, or use a checked "
            "interpreter. Otherwise save it as “not able”."
        ),
    ),
    ("form", _("Say how it was given: on paper, by thumb print, or spoken.")),
    ("witness", _("A thumb print or a spoken consent needs a witness: write down who it was.")),
)
_OPEN_AGE = _(
    "It is not sure that this person is an adult. Ask their age, or have it assessed and signed. Until then, say who "
    "agrees for them."
)


def _complete(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if not is_given(row):
        return None
    is_telling = _is_telling(row, deed)
    needs = by_role(deed, _WRITE_DOWN, row) if deed is not None and not is_telling else []
    if needs:
        said = _("A frontline officer, an investigator or victim support writes down what somebody agreed to.")
        return Failed(COMPLETE.id, _RECORD, row.id, said, tuple(needs))
    lacking = lacks(view, row)
    missing = tuple(name for name, _sentence in _SENTENCES if name in lacking)
    if not missing:
        return None
    said = _OPEN_AGE if missing[0] == "given_by" and _is_open(view, row) else dict(_SENTENCES)[missing[0]]
    needs = [*_lacking(view, row, missing)]
    return Failed(COMPLETE.id, _RECORD, row.id, said, tuple(needs), fields=missing[:1], has_happened=is_telling)


def _is_open(view: FrozenCase, row: Row) -> bool:
    """Tell whether somebody answers for themselves whose age is neither that of an adult nor of a child."""
    person = person_of(view, row)
    return person is not None and "self" in told(row, "given_by") and age(view, person) is Age.OPEN


def _is_telling(row: Row, deed: Deed | None) -> bool:
    """Tell whether it is only told that somebody agreed elsewhere: by a document, or where nobody here explained it.

    That is written down as it was told, and counts as not given.
    """
    return (deed is not None and deed.is_telling) or live_values(row, "explained_by") == {None}


def _lacking(view: FrozenCase, row: Row, missing: tuple[str, ...]) -> Iterator[Need]:
    """Yield what completes a consent: the languages of the person, a checked interpreter, and its own answers."""
    person, used = person_of(view, row), sorted(people_of(row, "interpreter"))
    who, elsewhere = person.id if person is not None else None, set[str]()
    if person is not None and "language" in missing and is_told(row, "language") and not is_own_language(person, row):
        elsewhere.add("language")
        yield Need("Person", ("main_language", "languages"), person.id, person.id)
    if "interpreter" in missing and used:
        elsewhere.add("interpreter")
        yield Need("Interpreter", CHECKS, used[0], who)
    if own := tuple(name for name in missing if name not in elsewhere):
        yield Need(_RECORD, own, row.id, who)
    if "interpreter" in missing and not used:
        yield Need("Interpreter", CHECKS, None, who)


def _of_child(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    if not is_given(row):
        return None
    missing, person = lacks_of_child(view, row), person_of(view, row)
    if not missing or person is None:
        return None if person is None else _not_of_child(view, person, row, deed)
    needs = tuple(_lacking_of_child(row, person, missing))
    ways = None if told(row, "scope") == {SERVICES} else frozenset[Way]()
    said = _(
        "A child never agrees alone. A guardian, a court or a signed "
        "best-interest decision agrees, and the child is asked too."
    )
    if missing == ("assent",):
        said = _("Ask the child as well, whoever agrees for them, and write down the answer.")
    elif missing == (INTEREST,):
        said = _("The child said no. First sign a best-interest decision that weighs this, with what the child says.")
    fields = tuple(name for name in missing if name != INTEREST)
    return Failed(
        FOR_CHILD.id, _RECORD, row.id, said, needs, fields=fields, ways=ways, has_happened=_is_telling(row, deed)
    )


def _not_of_child(view: FrozenCase, person: Row, row: Row, deed: Deed | None) -> Failed | None:
    """Return the refusal of somebody whose role writes down no agreement for a child."""
    if deed is None or _is_telling(row, deed) or is_adult_for(view, person, row):
        return None
    needs = by_role(deed, _OF_CHILD, row)
    said = _("An investigator or victim support writes down what was agreed to for a child.")
    return Failed(FOR_CHILD.id, _RECORD, row.id, said, tuple(needs), ways=frozenset()) if needs else None


def _lacking_of_child(row: Row, person: Row, missing: tuple[str, ...]) -> Iterator[Need]:
    """Yield what lets a child be agreed for: who agrees, what the child says, and what is best for it."""
    own = tuple(name for name in missing if name != INTEREST)
    if own:
        yield Need(_RECORD, own, row.id, person.id)
    if "guardian" in missing or "given_by" in missing:
        yield Need("Guardian", ("who", "kind", "independent", "independence"), None, person.id)
    if INTEREST in missing or "given_by" in missing:
        yield Need("BestInterest", ("question", "child_says", "decision", "signed_at"), None, person.id)


def _notice(view: FrozenCase, row: Row, deed: Deed | None) -> Failed | None:
    person = row.id if row.record.name == "Person" else next(iter(sorted(people_of(row, "person"))), None)
    is_step = row.record.name == "Statement"
    if person is None or not is_victim(view, person) or find_told(view, person, _NOTICE) is not None:
        return None
    if not is_step and (deed is None or not _is_first(view, row, person, deed)):
        return None
    if is_step and _is_reasoned(view, row, deed):
        return None
    said = _(
        "Give the notice first. If a legal power or a danger allows you to go on "
        "without it, say which: immigration, police, life or child."
    )
    needs = (Need("InformationGiven", ("kind", "how", "language", "understood"), None, person),)
    ways = frozenset({Way.REASON if is_step else Way.WARNING})
    return Failed(NOTICE.id, row.record.name, row.id, said, needs, ways=ways)


def _is_reasoned(view: FrozenCase, row: Row, deed: Deed | None) -> bool:
    """Tell whether a row was written with a reason: once when it was made, or, as it stands, by anybody since."""
    if deed is None:
        return any(one.reason for one in view.story(row.id))
    first = view.first_written(row.id)
    return first is not None and bool(first.reason) and not any(one.is_new for one in deed.wrote if one.row == row.id)


def _is_first(view: FrozenCase, row: Row, person: bytes, deed: Deed) -> bool:
    """Tell whether a deed is the first that asks who somebody is, beyond what is seen, said or read in a paper."""
    wrote = {(one.row, name) for one in deed.wrote for name in one.fields}
    known = view.get_row("Person", person)
    rows = [one for one in view.of("ContactPoint") if person in people_of(one, "person")]
    asked = {(one.id, name) for one in (*rows, *((known,) if known else ())) for name in _told_of(one)}
    return asked <= wrote and any(one == row.id for one, _name in asked)


def _told_of(row: Row) -> Iterator[str]:
    yield from (name for name in _ASKED[row.record.name] if is_told(row, name))


_NOTICE = "notice"
_ASKED = {"Person": ("birth_place", "phone", "email"), "ContactPoint": ("number", "email", "account")}
"""What says who somebody is and has to be asked for: by record, its fields."""

COMPLETE = Gate(
    "consent-complete",
    _("A consent is complete"),
    _GUARDS,
    _complete,
    who=_WRITE_DOWN,
    basis=Basis.PRACTICE,
    source="HTCDS con_Consent; UK NRM",
    since_schema=SINCE,
)
FOR_CHILD = Gate(
    OF_CHILD,
    _("A child never agrees alone"),
    _GUARDS,
    _of_child,
    who=_OF_CHILD,
    past=(Past(Way.REVIEW, grounds=ACT_NOW),),
    basis=Basis.PRACTICE,
    source="UK NRM; UNICEF",
    since_schema=SINCE,
)
NOTICE = Gate(
    "notice-before-identity",
    _("Notice is given before a person is asked who they are"),
    (
        Guard("Statement", frozenset({"person", "kind", "words"})),
        *(Guard(record, frozenset(names)) for record, names in _ASKED.items()),
    ),
    _notice,
    past=(Past(Way.REASON), Past(Way.WARNING)),
    basis=Basis.LAW,
    source="IOM principles; DPA 33-34",
    since_schema=SINCE,
)
