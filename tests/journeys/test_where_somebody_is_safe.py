"""Where somebody is safe, and how to reach them: in no list, no search, no paper, no export and no file of a home."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.journeys.planted import HIDDEN, PERSON, planted_records
from tests.journeys.runner import call, done, write_case
from tests.journeys.worlds import make_pc, opened
from tests.services.papers import pages_of
from tipdesk.domain.errors import UserError
from tipdesk.domain.records import CASE_RECORDS
from tipdesk.homes.papers import Papers
from tipdesk.homes.printing import print_case
from tipdesk.services.case.find_words import find_words
from tipdesk.services.case.references import get_case_id
from tipdesk.services.documents.printer import untold
from tipdesk.services.look import look

if TYPE_CHECKING:
    from pathlib import Path

    from tipdesk.homes.sessions import Session

BEGIN = "Zq"
OPEN = "Zqopen"
SAFE = ("whereabouts", "shelter_place", "safe_contact", "code_phrase")
WORDS = tuple(f"{BEGIN}{name}" for name in (*HIDDEN, *(one.replace("_", "") for one in SAFE)))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of a post with a case in which every such answer is given, and its reference."""
    folder = tmp_path_factory.mktemp("safe")
    make_pc(folder / "post")
    person = {name: BEGIN + name.replace("_", "") for name in SAFE} | {"given_names": OPEN}
    records = [{"record": PERSON, "key": "p", "fields": person}, *planted_records(BEGIN)]
    document = {"case": {"title": "Blue heron 12"}, "records": records}
    made = done(folder / "post", "case", "new", "--from", write_case(folder, document))
    return folder / "post", str(made["reference"])


def leaked(text: str) -> list[str]:
    """Return the planted words that stand in a text."""
    return [word for word in WORDS if word.casefold() in text.casefold()]


def papers_of(session: Session, case: bytes) -> list[str]:
    """Return the text of every paper of every row of a case, in every language, and of the case file with names."""
    papers, told = Papers(), []
    view = look(session.desk, case)
    for record in CASE_RECORDS:
        for row in view.of(record.name):
            for paper in papers.offered(record.name):
                for language in papers.languages():
                    try:
                        printed = papers.print(session.desk, row, paper, language, told=untold)
                    except UserError:
                        continue  # what is not ready to be printed is no paper
                    told.append(" ".join(pages_of(printed)))
    return [*told, " ".join(pages_of(print_case(session.desk, case, identity=True)))]


def test_no_paper_says_it(home: tuple[Path, str]) -> None:
    """Every paper that the window offers, and the case file with names, in every language."""
    with closing(opened(home[0])) as session:
        told = papers_of(session, get_case_id(session.desk, home[1]))
    assert len(told) > len(Papers().languages())
    assert any(OPEN in one for one in told), "the control is there"
    assert [leaked(one) for one in told] == [[]] * len(told)


def test_no_search_finds_it(home: tuple[Path, str]) -> None:
    """Not by the word, not by its beginning, finished or while it is typed; the name is found."""
    with closing(opened(home[0])) as session:
        found = [find_words(session.desk, word, finished=finished) for word in WORDS for finished in (False, True)]
        assert find_words(session.desk, OPEN)
    assert not any(found)


@pytest.mark.parametrize(
    "command",
    [("case", "list"), ("case", "inbox"), ("case", "timeline", "{case}"), ("case", "clocks", "{case}"),
     ("case", "gates", "{case}"), ("export", "htcds", "--out", "{out}.csv"), ("audit", "list")],
    ids=" ".join,
)  # fmt: skip
def test_no_command_that_lists_says_it(home: tuple[Path, str], command: tuple[str, ...], tmp_path: Path) -> None:
    """What lists, counts or exports cases says nothing of it, nor does the file that it writes."""
    out = tmp_path / "out"
    answer = call(home[0], *(part.format(case=home[1], out=out) for part in command))
    assert answer.status == 0, answer.err
    written = "".join(one.read_text("utf-8", "replace") for one in tmp_path.iterdir() if one.is_file())
    assert leaked(json.dumps(answer.json) + answer.err + written) == []


def test_no_file_of_the_home_holds_it(home: tuple[Path, str]) -> None:
    """The store is encrypted as a whole, and what lies beside it, its logs too, has no such word."""
    files = [one for one in home[0].rglob("*") if one.is_file()]
    assert files
    assert leaked(" ".join(one.read_bytes().decode("latin-1") for one in files)) == []
