"""The journey of the command line, word for word: a case recorded at a post reaches headquarters by stick."""

from pathlib import Path

import pytest

from tests.journeys.runner import World, call, done, enrol, found, write_case


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Headquarters and one enrolled post."""
    made = found(tmp_path_factory.mktemp("journey"))
    enrol(made)
    return made


def test_the_journey_word_for_word(world: World) -> None:
    """Record, stick out, receive, stick back: waiting 0, the case equal at both ends, both stores whole."""
    reference = done(world.post, "case", "new", "--from", write_case(world.folder))["reference"]
    out = done(world.post, "sync", "now", "--stick", world.stick)
    assert out["waiting"] == 1
    assert [set(one) for one in out["sent"]] == [{"file", "from", "to", "entries", "bytes"}]
    received = done(world.hq, "hq", "receive", "--stick", world.stick)
    assert [(one["verdict"], one["entries"], one["parked"]) for one in received["bundles"]] == [("accepted", 1, 0)]
    assert done(world.post, "sync", "now", "--stick", world.stick)["waiting"] == 0
    status = done(world.post, "sync", "status")
    assert (status["waiting"], status["parked"]) == (0, [])
    assert status["received_up_to"] == status["last_receipt"]["sequence"] <= status["sequence"]
    listed = done(world.hq, "case", "list")
    assert [(one["reference"], one["post"]) for one in listed["cases"]] == [(reference, "VFT")]
    assert listed["next"] is None
    assert done(world.hq, "case", "show", reference) == done(world.post, "case", "show", reference)
    for home in (world.hq, world.post):
        assert done(home, "store", "check")["ok"] is True
    assert done(world.hq, "hq", "rebuild")["equal"] is True


def test_a_wrong_fingerprint_stops_enrolment(world: World) -> None:
    """Headquarters refuses digits that are not the PC's, and the post digits that are not headquarters': exit 4."""
    request = world.folder / "r.tiprequest"
    wrong = "00000 11111 22222 33333 44444 55555"
    answer = call(
        world.hq, "hq", "enrol", request, "--post", "VFT", "--fingerprint", wrong, "--out", world.folder / "no"
    )
    assert (answer.status, answer.json["error"]["code"]) == (4, "wrong-fingerprint")
    answer = call(world.post, "post", "enrol", world.folder / "g.tipgrant", "--fingerprint", wrong)
    assert (answer.status, answer.json["error"]["family"]) == (4, "distrust")


def test_a_bad_document_is_refused_whole(world: World) -> None:
    """Each bad field is named by its path, exit 1, and nothing of the document is stored."""
    before = done(world.post, "case", "list")
    bad = {
        "case": {"title": "Grey heron 4"},
        "records": [
            {"record": "Person", "key": "p1", "fields": {"birth_date": "31/02/2007", "phone": "12", "sex": "blue"}},
            {"record": "CaseRole", "fields": {"person": "p9", "role": "potential_victim"}},
        ],
    }
    answer = call(world.post, "case", "new", "--from", write_case(world.folder, bad))
    assert (answer.status, answer.json["error"]["family"]) == (1, "user")
    paths = {one["path"] for one in answer.json["error"]["fields"]}
    assert paths == {
        "records[0].fields.birth_date",
        "records[0].fields.phone",
        "records[0].fields.sex",
        "records[1].fields.person",
    }
    assert done(world.post, "case", "list") == before


def test_an_altered_bundle_is_refused_and_kept_aside(world: World) -> None:
    """An altered bundle: exit 4, the verdict says why, quarantine keeps it, and the next stick repairs it."""
    done(world.post, "case", "new", "--from", write_case(world.folder))
    file = done(world.post, "sync", "now", "--stick", world.stick)["sent"][0]["file"]
    path = next(world.stick.glob(f"{file}*"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    before = done(world.hq, "case", "list")
    answer = call(world.hq, "hq", "receive", "--stick", world.stick)
    assert answer.status == 4
    assert [(one["verdict"], one["reason"]) for one in answer.json["bundles"]] == [("refused", "altered")]
    assert done(world.hq, "case", "list") == before
    assert [one["reason"] for one in done(world.hq, "hq", "quarantine", "list")["quarantine"]] == ["altered"]
    assert call(world.hq, "bundle", "verify", path).status == 4
    path.unlink()
    done(world.post, "sync", "now", "--stick", world.stick)
    assert done(world.hq, "hq", "receive", "--stick", world.stick)["bundles"][-1]["verdict"] == "accepted"
    assert done(world.post, "sync", "now", "--stick", world.stick)["waiting"] == 0


def test_anybody_can_inspect_a_bundle(world: World, tmp_path: Path) -> None:
    """Without a home the outer header is shown; verifying needs a home that knows the key, else exit 4."""
    done(world.post, "case", "new", "--from", write_case(world.folder))
    file = done(world.post, "sync", "now", "--stick", world.stick)["sent"][0]["file"]
    path = next(world.stick.glob(f"{file}*"))
    seen = done(tmp_path / "nobody", "bundle", "inspect", path)
    assert seen["bytes"] == path.stat().st_size
    answer = call(tmp_path / "nobody", "bundle", "verify", path)
    assert (answer.status, answer.json["error"]["code"]) == (4, "unknown-key")
    assert done(world.hq, "bundle", "verify", path)["verdict"] == "verified"


def test_a_wrong_passphrase_and_a_missing_home_are_named(world: World, tmp_path: Path) -> None:
    """Both exit 1 with their codes, and a usage error exits 2."""
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase of anybody here\n", encoding="utf-8")
    answer = call(world.post, "--passphrase-file", wrong, "case", "list")
    assert (answer.status, answer.json["error"]["code"]) == (1, "wrong-passphrase")
    assert call(tmp_path / "nowhere", "case", "list").json["error"]["code"] == "no-home"
    assert call(world.post, "case", "new").status == 2
