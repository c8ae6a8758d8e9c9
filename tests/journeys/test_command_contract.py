"""The contract of the command line: names, options, exit statuses and JSON keys that scripts rely on."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import click
import pytest

from tests.journeys.runner import World, call, done, passphrase
from tests.journeys.worlds import by_stick, copied, pushed, received, recorded
from tipdesk.cli.main import main, tipdesk

COMMANDS: dict[str, dict[str, set[str]]] = {
    "access": {
        "list": {"REFERENCE"},
        "exclude": {"REFERENCE", "OFFICER", "--reason"},
        "lift": {"EXCLUSION", "--reason"},
        "serve": {"REFERENCE", "OFFICER", "--level", "--reason", "--until"},
        "withdraw": {"GRANT", "--reason"},
        "interest": {"REFERENCE", "--somebody", "--words"},
    },
    "audit": {
        "list": {"--officer", "--post", "--case", "--action", "--result", "--since", "--until", "--most"},
        "verify": set(),
        "exceptions": {"--days", "--all"},
        "review": {"LOOK", "--words"},
        "emergencies": {"--all"},
        "acknowledge": {"EMERGENCY", "--words"},
        "reviews": set(),
        "decide": {"OWED", "--upheld", "--words"},
    },
    "bundle": {"inspect": {"FILE"}, "verify": {"FILE"}},
    "case": {
        "new": {"--from", "--urgent"},
        "list": {"--stage", "--mine", "--updated-since"},
        "show": {"REFERENCE", "--history"},
        "find": {"WORDS"},
        "similar": {"--from", "--limit"},
        "count": {"--by", "--open"},
        "export": {"REFERENCE", "--out"},
        "share": {"REFERENCE", "--with", "--stop", "--why"},
    },
    "hq": {
        "init": {"--name", "--admin", "--url", "--shares"},
        "serve": {"--host", "--port"},
        "receive": {"--stick"},
        "post": {"add", "list"},
        "officer": {"add", "list", "disable", "keys", "accept", "code", "move"},
        "enrol": {"REQUEST", "--post", "--fingerprint", "--role", "--officer", "--out"},
        "revoke": {"DEVICE", "--from"},
        "quarantine": {"list", "show", "discard"},
        "strangers": set(),
        "rebuild": set(),
        "recover": {"REQUEST", "--fingerprint", "--share", "--out", "--own"},
        "keyset": {"show", "rotate"},
        "unit": {"list", "admit", "remove"},
        "conflicts": {"list", "settle"},
    },
    "officer": {"add": {"LOGIN"}, "passphrase": set(), "remove": {"LOGIN"}, "reset": {"LOGIN"}, "list": set()},
    "post": {
        "request": {"--officer", "--out"},
        "enrol": {"GRANT", "--fingerprint"},
        "recover": {"ANSWER", "--out"},
    },
    "record": {"add": {"--reason"}, "set": {"--reason"}, "delete": {"ROW"}, "list": {"REFERENCE"}},
    "report": {"case": {"--out", "--identity", "--act-now", "--reason"}, "verify": {"FILE"}, "access-request": set()},
    "store": {"info": set(), "check": set()},
    "sync": {"now": {"--url", "--stick"}, "status": set(), "receipt": {"FILE"}},
}


@pytest.fixture(scope="module")
def worked(first_world: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str]:
    """A world in which one case has been there and back."""
    world = copied(first_world, tmp_path_factory.mktemp("contract"))
    reference = recorded(world.post, world.folder)
    by_stick(world, world.post)
    return world, reference


def printed(home: Path, *arguments: object) -> tuple[int, str, str]:
    """Run a command without --json; return its status, and what it printed on both outputs."""
    out, err = StringIO(), StringIO()
    with passphrase(), redirect_stdout(out), redirect_stderr(err):
        status = main(["--home", str(home), *map(str, arguments)])
    return status, out.getvalue(), err.getvalue()


def inner_of(command: click.Command) -> dict[str, click.Command]:
    """Return the commands of a group, by name; nothing for a command."""
    if not isinstance(command, click.Group):
        return {}
    context = click.Context(command)
    found = {name: command.get_command(context, name) for name in command.list_commands(context)}
    return {name: inner for name, inner in found.items() if inner is not None}


def names_of(command: click.Command) -> set[str]:
    """Return the options, arguments and subcommands of a command."""
    names = set(inner_of(command))
    for one in command.params:
        names.update(one.opts if isinstance(one, click.Option) else [str(one.name).upper()])
    return names


def test_every_command_has_its_name_and_options() -> None:
    """What the contract names is there; more may be."""
    groups = inner_of(tipdesk)
    for group, commands in COMMANDS.items():
        found = inner_of(groups[group])
        for name, wanted in commands.items():
            assert wanted <= names_of(found[name]), (group, name)
    assert {"--home", "--as", "--passphrase-file", "--json"} <= names_of(tipdesk)
    assert "--headless" in names_of(groups["demo"])


def test_every_help_reads_well() -> None:
    """Each group and command says in a sentence what it does; --help exits 0 and leads to each."""

    def walk(command: click.Command, path: tuple[str, ...]) -> None:
        assert command.help, path
        assert command.help.split("\n")[0].rstrip().endswith("."), path
        status, out, _err = printed(Path("nowhere"), *path, "--help")
        assert status == 0
        assert out.startswith("Usage: tipdesk"), path
        for name, inner in inner_of(command).items():
            assert f"\n  {name} " in out, (path, name)
            walk(inner, (*path, name))

    walk(tipdesk, ())


KEYS: dict[tuple[str, ...], set[str]] = {
    ("store", "info"): {"device", "log", "sequence", "headquarters", "officer", "roles"},
    ("store", "check"): {"ok", "checks"},
    ("audit", "list"): {"looks"},
    ("audit", "verify"): {"ok", "logs"},
    ("audit", "exceptions"): {"exceptions"},
    ("audit", "emergencies"): {"emergencies"},
    ("audit", "reviews"): {"reviews"},
    ("case", "list"): {"cases", "next"},
    ("case", "count", "--by", "stage,risk"): {"by", "rows", "total", "disputed", "as_of", "only_open", "restricted"},
    ("case", "find", "Inventedperson"): {"hits"},
    ("register", "list", "HotlineCall"): {"records"},
    ("register", "count"): {"counts"},
    ("sync", "status"): {"waiting", "sequence", "received_up_to", "last_receipt", "parked"},
    ("hq", "post", "list"): {"posts"},
    ("hq", "officer", "list"): {"officers"},
    ("hq", "quarantine"): {"quarantine"},
    ("hq", "quarantine", "list"): {"quarantine"},
    ("hq", "strangers"): {"strangers"},
    ("hq", "conflicts"): {"conflicts"},
    ("hq", "conflicts", "list"): {"conflicts"},
    ("hq", "rebuild"): {"equal", "differences"},
}


@pytest.mark.parametrize("command", KEYS)
def test_json_keys_stay_and_lines_are_readable(command: tuple[str, ...], worked: tuple[World, str]) -> None:
    """With --json one document with the keys of the contract; without it lines that are no JSON, both exit 0."""
    world, _reference = worked
    for home in (world.hq, world.post):
        assert KEYS[command] <= set(done(home, *command))
        status, out, err = printed(home, *command)
        assert (status, err) == (0, "")
        assert not out.startswith(("{", "["))


def test_the_keys_of_what_is_inside(worked: tuple[World, str]) -> None:
    """The lines of lists and the parts of documents have the keys of the contract."""
    world, reference = worked
    line = done(world.hq, "case", "list")["cases"][0]
    assert {"reference", "title", "stage", "post", "updated"} <= set(line)
    assert (line["stage"], line["post"]) == ("reported", "VFT")
    document = done(world.hq, "case", "show", reference)
    assert {"case", "records", "id", "version", "conflicts"} <= set(document)
    assert all({"record", "key", "fields"} == set(one) for one in document["records"])
    assert "history" not in document
    assert done(world.hq, "case", "show", reference, "--history")["history"]
    checks = done(world.hq, "store", "check")["checks"]
    assert all({"name", "ok", "detail"} == set(one) for one in checks)
    receipt = done(world.post, "sync", "status")["last_receipt"]
    assert {"time", "sequence", "head"} == set(receipt)
    looks = done(world.post, "audit", "list")["looks"]
    assert {"action", "case", "result", "reason", "at", "officer", "post", "reference", "count"} <= set(looks[0])
    assert (looks[0]["officer"], looks[0]["post"]) == ("officer1", "Vieux Fort")
    assert looks[0]["at"].endswith("Z")
    logs = done(world.hq, "audit", "verify")["logs"]
    assert all({"log", "device", "entries", "looks", "pruned", "ok", "problem", "at"} == set(one) for one in logs)


def test_a_shown_document_can_be_recorded(worked: tuple[World, str], tmp_path: Path) -> None:
    """`case new --from` takes what `case show` gave, once its reference is free: same fields, same records."""
    world, reference = worked
    document = done(world.post, "case", "show", reference)
    del document["case"]["reference"]
    file = tmp_path / "shown.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    again = done(world.post, "case", "show", done(world.post, "case", "new", "--from", file)["reference"])
    assert [one["record"] for one in again["records"]] == [one["record"] for one in document["records"]]
    assert {**again["case"], "reference": ""} == {**document["case"], "reference": ""}


def test_list_options_choose(worked: tuple[World, str]) -> None:
    """--stage, --mine and --updated-since choose; a stage or a time that is none is named."""
    world, reference = worked
    everything = {one["reference"] for one in done(world.post, "case", "list")["cases"]}
    assert reference in everything
    for options, found in (
        (("--stage", "reported"), everything),
        (("--stage", "closed_other"), None),
        (("--mine",), everything),
        (("--updated-since", "2001-01-01"), everything),
        (("--updated-since", "2190-01-01T00:00-04:00"), set()),
        (("--updated-since", "zebra"), None),
        (("--stage", "zebra"), None),
        (("--after", "zebra"), None),
    ):
        answer = call(world.post, "case", "list", *options)
        if found is None:
            assert (answer.status, answer.json["error"]["family"]) == (1, "user"), options
        else:
            assert {one["reference"] for one in answer.json["cases"]} == found


def test_a_report_is_written(worked: tuple[World, str]) -> None:
    """`report case --out` writes a PDF and says where; a place that cannot be written is trouble, exit 3."""
    world, reference = worked
    out = world.folder / "file.pdf"
    answer = done(world.post, "report", "case", reference, "--out", out)
    assert out.read_bytes().startswith(b"%PDF")
    assert answer == {"file": str(out), "bytes": out.stat().st_size}
    refused = call(world.post, "report", "case", reference, "--out", out / "inside.pdf")
    assert (refused.status, refused.json["error"]["code"]) == (3, "file-unwritable")


def test_a_bundle_is_told_to_anybody(fresh: World) -> None:
    """`bundle inspect` and `verify` name device, stretch and verdict; the post cannot open its own."""
    recorded(fresh.post, fresh.folder)
    file = fresh.folder / "one.tdb"
    file.write_bytes(pushed(fresh.post, fresh.stick))
    keys = {"verdict", "device", "bytes", "ciphertext"}
    assert keys <= set(done(fresh.folder / "nowhere", "bundle", "inspect", file))
    verified = done(fresh.hq, "bundle", "verify", file)
    assert verified["verdict"] == "verified"
    assert {*keys, "kind", "log", "from", "to", "entries"} <= set(verified)
    assert done(fresh.post, "bundle", "verify", file)["verdict"] == "signed"
    received(fresh.hq, fresh.stick)
    assert done(fresh.hq, "bundle", "verify", file)["verdict"] == "verified"


def test_usage_is_one_document_too(tmp_path: Path) -> None:
    """A command line that is none exits 2: one JSON document with --json, else usage on standard error."""
    for arguments in (
        ("zebra",),
        ("case", "zebra"),
        ("case", "new"),
        ("case", "list", "--zebra"),
        ("case", "list", "--json"),
        ("record",),
        ("hq", "serve", "--port", "99999"),
        ("hq", "quarantine", "show", "9" * 30),
    ):
        answer = call(tmp_path, *arguments)
        assert (answer.status, answer.json["error"]["code"], answer.err) == (2, "usage", ""), arguments
        status, out, err = printed(tmp_path, *(one for one in arguments if one != "--json"))
        assert (status, out) == (2, "") or "--json" in arguments
        assert err


def test_what_is_no_text_is_shown_all_the_same(worked: tuple[World, str]) -> None:
    """Bytes on the command line that are no characters come back escaped in the refusal, not as a bug of ours."""
    world, _reference = worked
    answer = call(world.post, "case", "show", "K7Q\udcff")
    assert (answer.status, answer.json["error"]["code"]) == (1, "bad-reference")
    status, out, err = printed(world.post, "case", "show", "K7Q\udcff")
    assert (status, out) == (1, "")
    err.encode()
