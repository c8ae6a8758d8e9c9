"""One post for the tests of a module, and the page of cases over it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.invented import CasesDesk, open_desk, open_post
from tipdesk.bootstrap import Session


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A post with its officer."""
    session = open_post(tmp_path_factory.mktemp("post") / "home")
    yield session
    session.close()


@pytest.fixture
def desk(post: Session, qtbot: QtBot, theme: object) -> Iterator[CasesDesk]:
    """The page of cases over the post, on a screen of the smallest size."""
    with open_desk(post.desk, qtbot) as opened:
        yield opened
