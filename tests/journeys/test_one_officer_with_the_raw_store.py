"""An insider with the key of the store and their own officer's keys: what of other people's cases can they read?

Every sealed key is tried with every key of theirs, every ciphertext with every key so found, and every cell of every
table is searched for planted words. Negative controls: their own cases open, and what is not sealed is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from tests.journeys.planted import HIDDEN, planted_records
from tests.journeys.raw import cells
from tests.journeys.worlds import make_pc, opened
from tests.services.arrived import ALONE
from tipdesk.adapters.keys.ring import OfficerKeyRing
from tipdesk.adapters.keys.vault import OfficerKeys
from tipdesk.domain.errors import Distrust
from tipdesk.domain.records import BY_NAME, CASE_RECORDS
from tipdesk.domain.rows import Row
from tipdesk.domain.values import Sealed
from tipdesk.homes.sessions import Session
from tipdesk.services.case.amend_record import amend_record
from tipdesk.services.case.new_case import new_case
from tipdesk.services.case.restrict_case import restrict_case
from tipdesk.services.desk import Actor, Desk
from tipdesk.services.drafts import get_draft, keep_draft
from tipdesk.services.look import look
from tipdesk.sync.sealing import Spot, bound_to, key_in, name_of_key, unpadded

CASES = 6
ROLES = frozenset({"frontline", "investigator"})
ALWAYS = ("whereabouts", "shelter_place", "safe_contact", "code_phrase")


@dataclass
class Insider:
    """Two officers of one PC, cases of each, and the words planted in them: by who made the case, sealed or not."""

    home: Path
    session: Session
    rings: dict[str, OfficerKeyRing]
    sealed: dict[str, set[str]]
    plain: set[str]

    def desk(self, login: str) -> Desk:
        """Return the desk of one of them."""
        actor = Actor(login.encode().ljust(16, b"."), login, ROLES)
        desk = self.session.desk
        return replace(
            desk, actor=actor, work=partial(self.session.store.work, actor), looks=None, officer_keys=self.rings[login]
        )


@pytest.fixture(scope="module")
def insider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Insider]:
    """A PC on which two officers have recorded cases of every level, amended, emptied and raised them."""
    home = tmp_path_factory.mktemp("insider") / "post"
    make_pc(home)
    session = opened(home)
    made = Insider(home, session, {one: OfficerKeyRing(OfficerKeys.generate()) for one in ("mary", "john")}, {}, set())
    for login in made.rings:
        for number in range(CASES):
            _record(made, login, number)
    yield made
    session.close()


def _record(made: Insider, login: str, number: int) -> None:
    desk, level = made.desk(login), ("ordinary", "restricted", "raised")[number % 3]
    words = {name: f"Zq{login}{number}{name.replace('_', '')}" for name in (*ALWAYS, "family_name", "text", "summary")}
    case = new_case(
        desk,
        {
            "case": {
                "title": f"Heron {number}",
                "summary": words["summary"],
                "sealing": "restricted" if level == "restricted" else "ordinary",
            },
            "records": [
                {"record": "Person", "key": "p", "fields": {name: words[name] for name in (*ALWAYS, "family_name")}},
                {"record": "Note", "fields": {"text": words["text"]}},
                {"record": "Source", "fields": {"code_name": "S", "name": words["code_phrase"] + "source"}},
                *planted_records(f"Zq{login}{number}"),
            ],
        },
    )
    if level == "raised":
        restrict_case(desk, case.id, [], override=ALONE)
    person = look(desk, case.id).of("Person")[0]
    amend_record(desk, person, {"whereabouts": words["whereabouts"] + "later", "code_phrase": None}, None)
    typed = f"Zq{login}{number}typed"
    keep_draft(desk, f"case:{number}", {"whereabouts": typed})
    assert get_draft(desk, f"case:{number}") == {"whereabouts": typed}
    made.sealed.setdefault(login, set()).add(typed)
    always = {words[name] for name in ALWAYS} | {f"Zq{login}{number}{name}" for name in HIDDEN}
    made.sealed.setdefault(login, set()).update(always if level != "restricted" else words.values())
    if level == "ordinary":
        made.plain.add(words["family_name"])


def rows_of(made: Insider) -> list[Row]:
    """Return every row of every case as the store holds it."""
    with made.session.desk.read() as reader:
        return [row for record in CASE_RECORDS for row in reader.find_rows(record, with_deleted=True)]


def keys_opened(made: Insider, login: str) -> dict[bytes, set[bytes]]:
    """Return the case keys that an officer opens, by case: their keys tried on every sealed key of the store."""
    found: dict[bytes, set[bytes]] = {}
    with made.session.desk.read() as reader:
        rows = reader.find_rows(BY_NAME["CaseKey"], with_deleted=True)
    for row in rows:
        assert isinstance(row["sealed"], bytes)
        assert row.case
        try:
            parcel = made.rings[login].open(row["sealed"])
        except Distrust:
            continue
        key = key_in(parcel, row.case)
        assert key is not None
        found.setdefault(row.case, set()).add(key)
    return found


def owner_of(made: Insider, case: bytes) -> str:
    """Return who made a case."""
    with made.session.desk.read() as reader:
        creator = reader.case_creator(case)
    assert creator
    return creator.rstrip(b".").decode()


@pytest.mark.parametrize("login", ["mary", "john"])
def test_no_key_of_others_opens(login: str, insider: Insider) -> None:
    """Of all sealed keys an officer opens those of their own cases and no other."""
    found = keys_opened(insider, login)
    assert {owner_of(insider, case) for case in found} == {login}
    assert len(found) == CASES


@pytest.mark.parametrize("login", ["mary", "john"])
def test_no_ciphertext_of_others_opens(login: str, insider: Insider) -> None:
    """Every key found on every ciphertext, in its place and under the name of either key: 0 of others' open."""
    keys = {key for some in keys_opened(insider, login).values() for key in some}
    opened_by: dict[str, int] = {}
    tried = 0
    for row in rows_of(insider):
        assert row.case
        for name, value in row.values.items():
            if not isinstance(value, Sealed):
                continue
            spot = Spot(row.case, row.record.number, row.id, row.record.by_name[name].number)
            tried += 1
            for key in keys:
                for named in {value.key, name_of_key(key)}:
                    try:
                        plain = insider.rings[login].open_value(key, value.box, bound_to(spot, named))
                    except Distrust:
                        continue
                    assert unpadded(plain) is not None
                    owner = owner_of(insider, row.case)
                    opened_by[owner] = opened_by.get(owner, 0) + 1
    print(f"ciphertexts: {tried}, keys: {len(keys)}, opened: {opened_by}")
    assert set(opened_by) == {login}
    assert tried > opened_by[login] > CASES


def test_no_planted_word_lies_in_any_table(insider: Insider) -> None:
    """Every cell of the decrypted store, bodies and search included: no sealed word, and every open one (control)."""
    everything = b"\n".join(cells(insider.home, insider.session.opened.store_key)).lower()
    found = {word for words in insider.sealed.values() for word in words if word.lower().encode() in everything}
    assert not found
    assert all(word.lower().encode() in everything for word in insider.plain)
    assert sum(map(len, insider.sealed.values())) > CASES * len(ALWAYS)
