"""The command line and its papers speak the language that is asked for, or that of the installation; JSON does not."""

from __future__ import annotations

import json
import re
from contextlib import redirect_stderr, redirect_stdout
from gettext import NullTranslations
from io import StringIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from pypdfium2 import PdfDocument

from installer import pseudo
from tests.journeys.runner import Answer, Remembered, call, passphrase
from tests.journeys.test_command_contract import inner_of
from tests.journeys.worlds import make_pc, recorded
from tipdesk.adapters.system.catalogue import FILE, chosen_language, find_languages, keep_language, language_of_window
from tipdesk.cli.commands import message_of
from tipdesk.cli.main import main, tipdesk

pytestmark = pytest.mark.usefixtures("pseudo_language")
UNLOCKS = Remembered()
INNERMOST = re.compile(r"\[[^\[\]]*\]")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PC with one case."""
    folder = tmp_path_factory.mktemp("language")
    make_pc(folder / "post")
    recorded(folder / "post", folder)
    return folder / "post"


def printed(home: Path, *arguments: object, catalogue: NullTranslations | None = None) -> tuple[int, str, str]:
    """Run a command without --json; return its status, and what it printed on both outputs."""
    out, err = StringIO(), StringIO()
    with passphrase(), redirect_stdout(out), redirect_stderr(err):
        status = main(["--home", str(home), *map(str, arguments)], catalogue, UNLOCKS)
    return status, out.getvalue(), err.getvalue()


def lines(home: Path, *arguments: object) -> list[str]:
    """Run a command for people; return the lines of both outputs."""
    _status, out, err = printed(home, *arguments)
    return [*err.splitlines(), *out.splitlines()]


def test_lines_speak_the_language_asked_for(home: Path) -> None:
    """With `--language` every line is translated; without it a home where nobody chose speaks English."""
    told, asked = lines(home, "sync", "status"), lines(home, "--language", pseudo.CODE, "sync", "status")
    assert "This PC is not enrolled yet." in told
    assert pseudo.disguised("This PC is not enrolled yet.") in asked
    assert all(line.startswith("[") for line in asked)


def test_lines_follow_the_installation(home: Path) -> None:
    """What was chosen at the unlock window holds for commands; an option wins; JSON reads the same everywhere."""
    in_english = call(home, "record", "set", "K7Q-42MX", "Case", "title=x").json
    keep_language(home, pseudo.CODE)
    try:
        assert all(line.startswith("[") for line in lines(home, "sync", "status"))
        assert not any(line.startswith("[") for line in lines(home, "--language", "en", "sync", "status"))
        assert call(home, "record", "set", "K7Q-42MX", "Case", "title=x").json == in_english
    finally:
        (home / FILE).unlink()


def words_of(text: str) -> str:
    """Return a text as one line, however it was broken for a page."""
    return " ".join(text.split())


def test_every_help_speaks_it() -> None:
    """What each command and each option is for, and every heading, is translated; names and options stay."""

    def walk(command: click.Command, path: tuple[str, ...]) -> None:
        status, out, _err = printed(Path("nowhere"), "--language", pseudo.CODE, *path, "--help")
        page = words_of(out)
        assert (status, page.startswith(pseudo.disguised("Usage:"))) == (0, True), path
        assert pseudo.disguised("Options") in page
        assert " required" not in page
        assert "default:" not in page.replace(" (default:", "")
        options = (one for one in command.get_params(click.Context(command)) if isinstance(one, click.Option))
        helps = [command.help, *(one.help for one in options)]
        for told in filter(None, helps):
            assert words_of(pseudo.disguised(message_of(told))) in page, (path, told)
        for name, inner in inner_of(command).items():
            assert f"\n  {name} " in out
            walk(inner, (*path, name))

    walk(tipdesk, ())


@pytest.mark.parametrize(
    "arguments",
    [
        ("zebra",),
        ("case", "lst"),
        ("case", "new"),
        ("case", "show"),
        ("case", "show", "a", "b"),
        ("case", "show", "a", "b", "c"),
        ("case", "list", "--zebra"),
        ("case", "list", "--min"),
        ("audit", "list", "--un"),
        ("audit", "list", "--most", "many"),
        ("store", "absence", "--lock", "late"),
        ("hq", "serve", "--port", "99999"),
        ("access", "serve", "a", "b"),
        ("access", "serve", "a", "b", "--level", "zebra"),
        ("access", "serve", "a", "b", "--level"),
        ("access", "interest", "--somebody=1"),
        ("access", "interest", "r"),
    ],
)
def test_a_command_line_that_is_none_is_told_in_it(arguments: tuple[str, ...]) -> None:
    """Nothing of click's own words is left in English: without what was typed, all stands in brackets."""
    status, out, err = printed(Path("nowhere"), "--language", pseudo.CODE, *arguments)
    assert (status, out) == (2, "")
    told = err[err.index(pseudo.disguised("Error: {message}")[:3]) :]
    while (less := INNERMOST.sub("", told)) != told:
        told = less
    assert not told.strip()
    in_english = printed(Path("nowhere"), *arguments)[2]
    assert in_english.splitlines()[-1].startswith(("Error: ", "    "))


def test_a_language_that_there_is_not_is_refused(home: Path) -> None:
    """The refusal names those that there are."""
    answer: Answer = call(home, "--language", "tlh", "sync", "status")
    assert (answer.status, answer.json["error"]["code"]) == (1, "no-language")
    assert "en, qps" in answer.json["error"]["message"]


def test_a_paper_speaks_it_too(home: Path, tmp_path: Path) -> None:
    """Headings, labels of fields and of codes, counts and the furniture of a case file; what people wrote stays."""
    [case] = call(home, "case", "list").json["cases"]
    out = tmp_path / "file.pdf"
    arguments = ("report", "case", case["reference"], "--identity", "--out", out)
    assert call(home, "--language", pseudo.CODE, *arguments).status == 0
    with PdfDocument(out) as document:
        text = " ".join("".join(document[at].get_textpage().get_text_range() for at in range(len(document))).split())
    for words in ("Case file", "Potential victim", "Family name"):
        assert pseudo.disguised(words)[:-2] in text
    assert "Inventedperson" in text
    blank = tmp_path / "blank.pdf"
    assert call(home, "--language", pseudo.CODE, "report", "worry", "--blank", "--out", blank).status == 0
    with PdfDocument(blank) as document:
        assert pseudo.disguised("Somebody")[:3] in document[0].get_textpage().get_text_range()


def test_a_case_file_speaks_the_language_of_the_program(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is marked for translation stands translated in the PDF, as on the screens; the catalogue is this test's."""
    messages = Catalog()
    messages.add("None recorded.", "Rien de consigné.")
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "tipdesk.mo").open("wb") as file:
        write_mo(file, messages)
    monkeypatch.setattr("tipdesk.adapters.system.catalogue.path_of", lambda _name: tmp_path)
    [case] = call(home, "case", "list").json["cases"]
    out = tmp_path / "file.pdf"
    assert call(home, "--language", "fr", "report", "case", case["reference"], "--out", out).status == 0
    with PdfDocument(out) as document:
        text = "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    assert "Rien de consigné." in text
    assert "None recorded." not in text


class Marked(NullTranslations):
    """A catalogue that marks what it has translated."""

    def gettext(self, message: str) -> str:
        return "»" + message.lstrip("»")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "»" + super().ngettext(msgid1, msgid2, n)


def test_texts_are_translated_when_shown(home: Path) -> None:
    """Lines, refusals and each refused field speak the officer's language; JSON keys, codes and names do not."""
    [case] = call(home, "case", "list").json["cases"]
    _status, out, _err = printed(home, "sync", "status", catalogue=Marked())
    assert out.startswith("»")
    status, _out, err = printed(home, "record", "set", case["reference"], "Case", "title=", catalogue=Marked())
    assert status == 1
    lines = err.splitlines()
    assert lines[0].startswith("»")
    assert lines[1].startswith("  Case.title: »")
    _status, out, _err = printed(home, "--json", "case", "show", "zebra", catalogue=Marked())
    error = json.loads(out)["error"]
    assert error["code"] == "bad-reference"
    assert error["message"].startswith("»“zebra”")
    assert printed(home, "sync", "status")[1][0] != "»"


def test_what_is_kept_is_read_with_care(tmp_path: Path) -> None:
    """A language that the program has is kept; one that it lacks, a path, or a broken file are as if none was."""
    assert chosen_language(tmp_path) is None
    for kept, told in ((pseudo.CODE, pseudo.CODE), ("en", "en"), ("tlh", None), ("../qps", None), ("qps" * 40, None)):
        keep_language(tmp_path, kept)
        assert chosen_language(tmp_path) == told
    (tmp_path / FILE).write_bytes(b"\xff\x00")
    assert chosen_language(tmp_path) is None
    assert find_languages() == {"en": "English", pseudo.CODE: pseudo.disguised("English")}


def test_the_first_window_follows_the_system(tmp_path: Path) -> None:
    """Until somebody chooses, the first of the system's languages that there is; English where it has none."""
    assert language_of_window(tmp_path, ["tlh-XX", "qps-PLOC", "en"]) == pseudo.CODE
    assert language_of_window(tmp_path, ["en-GB", "qps"]) == "en"
    assert language_of_window(tmp_path, ["C"]) == language_of_window(tmp_path, []) == "en"
    keep_language(tmp_path, "en")
    assert language_of_window(tmp_path, ["qps"]) == "en"
