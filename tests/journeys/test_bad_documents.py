"""Bad documents, dates, phones and codes through the command line: each named, nothing stored."""

import json
from collections.abc import Iterator

import pytest

from tests.journeys.runner import CASE, World, call, done, write_case
from tests.journeys.worlds import copied, recorded


def titled(rest: str) -> str:
    """Return a document with a sound case and this beside it."""
    return '{"case": {"title": "Grey heron 4"}, ' + rest + "}"


UNREADABLE = {
    "nothing": b"",
    "zeros": bytes(100),
    "no JSON": b"{'case': 1}",
    "not UTF-8": b'{"case": {"title": "\xff\xfe"}}',
    "UTF-16": json.dumps(CASE).encode("utf-16"),
    "a name twice": b'{"case": {"title": "Grey heron 4", "title": "Blue heron 4"}}',
    "no number": b'{"case": {"title": NaN}}',
    "half a character": b'{"case": {"title": "\\ud800"}}',
    "half a character in a name": b'{"case": {"\\ud800": 1}}',
    "five thousand digits": b'{"case": {"title": ' + b"9" * 5_000 + b"}}",
    "lists without end": b"[" * 100_000,
    "objects without end": b'{"case":' * 100_000,
}
REFUSED = {
    "not an object": ("[]", set()),
    "nothing in it": ("{}", {"case.title"}),
    "a list for a case": ('{"case": []}', {"case"}),
    "an object for records": (titled('"records": {}'), {"records"}),
    "a text for a record": (titled('"records": ["x"]'), {"records[0]"}),
    "a number for a record's name": (titled('"records": [{"record": 5}]'), {"records[0].record"}),
    "a record of the directory": (titled('"records": [{"record": "Device"}]'), {"records[0].record"}),
    "an unknown part": (titled('"zebra": 1'), {"zebra"}),
    "an unknown field": ('{"case": {"title": "Grey heron 4", "zebra": 1}}', {"case.zebra"}),
    "a control character": ('{"case": {"title": "a\\u0000b"}}', {"case.title"}),
    "lists in a field": ('{"case": {"title": %s}}' % ("[" * 400 + "]" * 400), {"case.title"}),
    "numbers for texts": ('{"case": {"title": 1.5}}', {"case.title"}),
    "a bad reference": ('{"case": {"title": "Grey heron 4", "reference": "zebra"}}', {"case.reference"}),
    "three megabytes of text": (
        json.dumps({"case": {"title": "G"}, "records": [{"record": "Note", "fields": {"text": "x" * 3_000_000}}]}),
        {"records[0].fields.text"},
    ),
    "too many records": (
        json.dumps({"case": {"title": "G"}, "records": [{"record": "Note", "fields": {"text": "x"}}] * 5_001}),
        {"records"},
    ),
    "keys that cannot be": (
        json.dumps(
            {
                "case": {"title": "G"},
                "records": [
                    {"record": "Person", "key": 5},
                    {"record": "Person", "key": "a"},
                    {"record": "Person", "key": "a"},
                    {"record": "CaseRole", "fields": {"person": "nobody", "role": "potential_victim"}},
                ],
            }
        ),
        {"records[0].key", "records[2].key", "records[3].fields.person"},
    ),
}
BAD_DATES = ("0000", "20x9", "2009-13", "2009-02-30", "99999", "-2009", "2009-04-", "31/02/2007", 2009, True, ["2009"])
BAD_PHONES = ("12", "call me", "+1 758", 17584520000)
BAD_CODES = ("blue", 5, ["female"], {"missing": "zebra"})


@pytest.fixture(scope="module")
def world(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """One post for all documents: nothing of them may stay."""
    return copied(first_world, tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_stored(world: World) -> Iterator[None]:
    """After all of this the post's log is as long as it was, and the store is whole."""
    before = done(world.post, "store", "info")["sequence"]
    yield
    assert done(world.post, "case", "list")["cases"] == []
    assert done(world.post, "store", "info")["sequence"] == before
    assert done(world.post, "store", "check")["ok"] is True


def refused(world: World, content: bytes | str) -> tuple[str, set[str]]:
    """Give a document to `case new`; return the code of its refusal and the paths it names."""
    file = world.folder / "bad.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    answer = call(world.post, "case", "new", "--from", file)
    error = answer.json["error"]
    assert (answer.status, error["family"]) == (1, "user")
    assert " " in error["message"]
    assert all(" " in one["message"] for one in error["fields"])
    return error["code"], {one["path"] for one in error["fields"]}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_is_not_json_is_refused(what: str, world: World) -> None:
    """Bytes that are no JSON document in UTF-8: exit 1, bad-json."""
    assert refused(world, UNREADABLE[what]) == ("bad-json", set())


@pytest.mark.parametrize("what", REFUSED)
def test_a_document_that_is_none_is_refused(what: str, world: World) -> None:
    """JSON of another shape: exit 1, bad-document, each place named."""
    content, paths = REFUSED[what]
    assert refused(world, content) == ("bad-document", paths)


def test_a_file_that_is_none_is_named(world: World) -> None:
    """No file, a folder, and one of more than 32 MiB: exit 1 with their codes, and no more is read into memory."""
    large = world.folder / "large.json"
    with large.open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    codes = [
        call(world.post, "case", "new", "--from", path).json["error"]["code"]
        for path in (world.folder / "nowhere", world.folder, large)
    ]
    large.unlink()
    assert codes == ["no-file", "no-file", "too-large"]


def test_each_bad_answer_is_named_at_once(world: World) -> None:
    """Every bad date, phone and code of one document is named by its path; what is good beside them is not."""
    bad: list[tuple[str, object]] = []
    bad += [("birth_date", one) for one in BAD_DATES] + [("phone", one) for one in BAD_PHONES]
    bad += [("sex", one) for one in BAD_CODES]
    people = [{"record": "Person", "fields": {"family_name": "Inventedperson", name: value}} for name, value in bad]
    _code, paths = refused(world, json.dumps({"case": {"title": "Grey heron 4"}, "records": people}))
    assert paths == {f"records[{place}].fields.{name}" for place, (name, _value) in enumerate(bad)}


def test_a_byte_order_mark_is_no_fault(fresh: World) -> None:
    """An editor on Windows may write one before the document."""
    file = write_case(fresh.folder)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert done(fresh.post, "case", "new", "--from", file)["reference"]


def test_record_set_names_what_it_refuses(fresh: World) -> None:
    """A bad date, phone, code, field, pair, row or reference in `record set`: exit 1 by name, the row stays."""
    reference = recorded(fresh.post, fresh.folder)
    before = done(fresh.post, "record", "list", reference, "Person")
    row = before["records"][0]["key"]
    for pair, path in (
        ("birth_date=31/02/2007", "Person.birth_date"),
        ("phone=12", "Person.phone"),
        ("sex=blue", "Person.sex"),
        ("sex=?zebra", "Person.sex"),
        ("citizenships=JM;ZZ", "Person.citizenships"),
        ("zebra=1", "Person.zebra"),
        ("family_name=\udcff", "Person.family_name"),
    ):
        answer = call(fresh.post, "record", "set", reference, "Person", row, "given_names=Sample", pair)
        assert (answer.status, answer.json["error"]["code"]) == (1, "bad-fields"), pair
        assert [one["path"] for one in answer.json["error"]["fields"]] == [path]
    for arguments, code in (
        ((reference, "Person", row, "sex=female", "=1"), "bad-pair"),
        ((reference, "Person", row, "sex=female", "sex=male"), "bad-pair"),
        ((reference, "Person", "0" * 32, "sex=female"), "no-such-row"),
        ((reference, "Person", "zebra", "sex=female"), "bad-id"),
        ((reference, "Zebra", row, "sex=female"), "bad-record"),
        (("zebra", "Person", row, "sex=female"), "bad-reference"),
        ((reference, "Case", "reference=K7Q-42MX"), "bad-fields"),
    ):
        answer = call(fresh.post, "record", "set", *arguments)
        assert (answer.status, answer.json["error"]["code"]) == (1, code), arguments
    assert done(fresh.post, "record", "list", reference, "Person") == before
