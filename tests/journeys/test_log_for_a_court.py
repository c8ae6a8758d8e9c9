"""A log handed out to somebody without TIPdesk: the stand-alone script proves it, and refuses whatever was altered."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.runner import World, call, done
from tests.journeys.test_keys_renewed import rotate
from tests.journeys.worlds import by_stick, copied, opened, recorded
from tipdesk.adapters.system.resources import path_of
from tipdesk.domain.errors import Distrust
from tipdesk.services.headquarters.intake.receive_bundle import receive_bundle
from tipdesk.services.proof.export_log import export_log
from tipdesk.services.sync.push.make_bundles import make_bundles

SCRIPT = path_of("verifier/verify_log.py")
Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def exported(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world in which post and headquarters have written their logs, the post with the bodies of a case."""
    world = copied(first_world, tmp_path_factory.mktemp("court"))
    reference = recorded(world.post, world.folder)
    by_stick(world, world.post)
    recorded(world.post, world.folder)
    done(world.post, "store", "verify-log", "--out", world.folder / "post-log", "--case", reference)
    done(world.hq, "store", "verify-log", "--out", world.folder / "hq-log")
    return world


def _verify(file: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as an expert does: alone, in an environment of its own."""
    command = [sys.executable, "-I", str(SCRIPT), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=file.parent, env={})


def _read(file: Path) -> Lines:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def _write(file: Path, lines: Lines) -> Path:
    file.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines), "utf-8")
    return file


@pytest.mark.parametrize("name", ["post-log", "hq-log"])
def test_the_script_proves_a_log(exported: World, name: str) -> None:
    """Post and headquarters: every entry chained, head, receipt, keyset and end signed; the script lies beside it."""
    folder = exported.folder / name
    answer = _verify(folder / "log.jsonl")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("everything holds")
    assert (folder / "verify_log.py").read_bytes() == SCRIPT.read_bytes()


def test_what_an_export_holds(exported: World) -> None:
    """The post's has the bodies of one case and of nothing else; headquarters' none, but a proof for every log."""
    post, office = (_read(exported.folder / name / "log.jsonl") for name in ("post-log", "hq-log"))
    shown = [line for line in post if line["line"] == "entry" and line["body"] is not None]
    assert shown
    assert len(shown) < sum(line["line"] == "entry" for line in post)
    assert "Inventedperson" in bytes.fromhex("".join(line["body"] for line in shown)).decode("utf-8", "replace")
    assert not any(line["line"] == "entry" and line["body"] is not None for line in office)
    assert sum(line["line"] == "inclusion" for line in office) == sum(line["line"] == "log" for line in office)


def test_every_field_of_every_kind_of_line_counts(exported: World, tmp_path: Path) -> None:
    """One field changed, left out or added in a line of each kind, at both ends: refused, with that line's number."""
    dice, tried = random.Random(4), 0
    for name in ("post-log", "hq-log"):
        whole = _read(exported.folder / name / "log.jsonl")
        for kind in dict.fromkeys(line["line"] for line in whole):
            place = dice.choice([number for number, line in enumerate(whole) if line["line"] == kind])
            for field in [field for field in whole[place] if field != "line"]:
                changed = [dict(line) for line in whole]
                changed[place][field] = _other(changed[place][field], dice)
                if changed[place] == whole[place]:
                    continue
                answer = _refused(_write(tmp_path / "log.jsonl", changed))
                tried += 1
                assert answer >= place + 1 or kind in ("log", "keyset", "checkpoint"), (kind, field)
    assert tried > 40


def _other(value: object, dice: random.Random) -> object:
    """Return a value of the same kind that is another one."""
    if isinstance(value, str) and value:
        place = dice.randrange(len(value))
        digit = dice.choice([one for one in "0123456789abcdef" if one != value[place]])
        return value[:place] + digit + value[place + 1 :]
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return value[:-1]
    return "00"


def _refused(file: Path) -> int:
    """Verify a file that must be refused; return the line that fails."""
    module = _loaded()
    with file.open("rb") as lines:
        try:
            module.verify(lines)
        except module.Failed as failure:
            said = str(failure)
            assert said.startswith("line ")
            return int(said.split(":", maxsplit=1)[0].removeprefix("line "))
    raise AssertionError(file.read_text("utf-8")[:2000])


def _loaded() -> Any:  # noqa: ANN401 - a script, not a module of the program
    import importlib.util

    spec = importlib.util.spec_from_file_location("verify_log", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_lines_moved_left_out_or_added_are_refused(exported: World, tmp_path: Path) -> None:
    """Two entries exchanged, one left out, one twice, a cut end, bytes after it, another encoding of the same."""
    whole = _read(exported.folder / "post-log" / "log.jsonl")
    entries = [number for number, line in enumerate(whole) if line["line"] == "entry"]
    first, second = entries[2], entries[3]
    swapped = [*whole]
    swapped[first], swapped[second] = swapped[second], swapped[first]
    lies = {
        "swapped": (swapped, first + 1),
        "left out": (whole[:first] + whole[second:], first + 1),
        "twice": ([*whole[:second], whole[first], *whole[second:]], second + 1),
        "cut": (whole[:-1], len(whole)),
        "more": ([*whole, whole[-1]], len(whole) + 1),
    }
    for lines, number in lies.values():
        assert _refused(_write(tmp_path / "log.jsonl", lines)) == number
    file = _write(tmp_path / "log.jsonl", whole)
    assert _verify(file).returncode == 0
    file.write_bytes(file.read_bytes().replace(b'{"line":"export",', b'{"line": "export",', 1))
    refused = _verify(file)
    assert (refused.returncode, f"line {len(whole)}:" in refused.stderr) == (1, True)


def test_the_walk_names_what_does_not_hold(exported: World, tmp_path: Path) -> None:
    """`store verify-log` counts entries and signatures, and names a body that is not the one that was hashed."""
    world = copied(exported, tmp_path)
    told = done(world.post, "store", "verify-log")
    assert told["ok"] is True
    assert told["entries"] == sum(log["entries"] for log in told["logs"]) > 3
    assert {"keyset", "receipt"} <= set(told["signatures"])
    assert done(exported.hq, "store", "verify-log")["signatures"]["place in the ledger"] >= 2
    session = opened(world.post)
    with session.store.work(session.desk.actor) as work:
        work.link.run("DROP TRIGGER bodies_fixed")
        work.link.run("UPDATE bodies SET body = x'92c090' WHERE entry_no = 3")
    session.close()
    answer = call(world.post, "store", "verify-log")
    assert answer.status == 4
    assert [problem.partition(": ")[2] for problem in answer.json["problems"]] == [
        "the body is not the one that was hashed"
    ]


def test_a_receipt_from_before_new_cards_is_proved(exported: World, tmp_path: Path) -> None:
    """The post has new keys, its receipt bears the former ones: it opens, and both keysets stand in what it hands out.

    The former root signed the present one over; the other way round nothing says that they belong together.
    """
    world = copied(exported, tmp_path)
    rotate(world, "--new-cards")
    for _visit in range(2):
        done(world.post, "sync", "now", "--stick", world.stick)
        done(world.hq, "hq", "receive", "--stick", world.stick)
    told = done(world.post, "store", "verify-log", "--out", tmp_path / "out")
    assert (told["ok"], told["signatures"]["receipt"], done(world.post, "store", "check")["ok"]) == (True, 1, True)
    lines = _read(tmp_path / "out" / "log.jsonl")
    first, second = (number for number, line in enumerate(lines) if line["line"] == "keyset")
    assert _verify(_write(tmp_path / "log.jsonl", lines)).returncode == 0
    lines[first], lines[second] = lines[second], lines[first]
    assert _refused(_write(tmp_path / "log.jsonl", lines)) == second + 1


def test_the_script_is_small_and_stands_alone() -> None:
    """Fewer than a thousand lines, the standard library and `cryptography`, not a word of TIPdesk imported."""
    text = SCRIPT.read_text("utf-8")
    imported = {
        line.split()[1].partition(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))
    }
    assert len(text.splitlines()) < 1000
    assert imported == {"argparse", "hashlib", "hmac", "json", "sys", "cryptography"}


def test_a_log_that_has_lost_its_end_is_handed_out_and_refused(exported: World, tmp_path: Path) -> None:
    """Somebody with the store key has deleted the latest entries: the export ends all the same, and is refused."""
    session = opened(copied(exported, tmp_path / "world").post)
    lines = export_log(session.desk, (b"", b""))  # audited by now, and not read
    with session.store.work(session.desk.actor) as work:
        own = work.ledger.own()
        for statement in ("PRAGMA defer_foreign_keys = ON", "DROP TRIGGER entries_stay", "DROP TRIGGER bodies_stay"):
            work.link.run(statement)
        for statement in (
            "DELETE FROM bodies WHERE entry_no IN (SELECT no FROM entries WHERE seq > ? AND log_no = 1)",
            "DELETE FROM entries WHERE seq > ? AND log_no = 1",
        ):
            work.link.run(statement, (own.seq - 2,))
    (tmp_path / "log.jsonl").write_bytes(b"".join(lines))
    session.close()
    told = [line for line in _read(tmp_path / "log.jsonl") if line["line"] == "entry"]
    assert [line["seq"] for line in told if line["log"] == own.log.hex()] == list(range(1, own.seq - 1))
    assert _refused(tmp_path / "log.jsonl") > 0


def test_headquarters_that_has_lost_entries_says_so(exported: World, tmp_path: Path) -> None:
    """An entry deleted with the store key: no export, no receipt, each by name; the next unlock tells it, too."""
    world = copied(exported, tmp_path / "world")
    recorded(world.post, world.folder)
    post = opened(world.post)
    [bundle] = make_bundles(post.desk)
    post.close()
    session = opened(world.hq)
    with session.store.work(session.desk.actor) as work:
        for statement in ("PRAGMA defer_foreign_keys = ON", "DROP TRIGGER entries_stay", "DROP TRIGGER bodies_stay"):
            work.link.run(statement)
        work.link.run("DELETE FROM bodies WHERE entry_no = 2")
        work.link.run("DELETE FROM entries WHERE no = 2")
    for deed in (
        lambda: list(export_log(session.desk, (b"", b""))),
        lambda: receive_bundle(session.desk, bundle.content, "stick"),
    ):
        with pytest.raises(Distrust) as refusal:
            deed()
        assert refusal.value.code == "ledger-incomplete"
    with session.desk.work() as work:
        assert not work.ledger.quarantine.find_all()
    assert "chain" in {one.check for one in session.check() if one.problems}
    session.close()
    (world.hq / "closed").unlink()
    assert call(world.hq, "case", "list").json["error"]["code"] == "chain-broken"
