"""Runs the page on which headquarters enrols a PC.

It reads the request, takes the digits that were typed, and writes the grant file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from tipdesk.domain.errors import TipdeskError
from tipdesk.domain.ids import id_text
from tipdesk.domain.texts import _ as mark
from tipdesk.services.headquarters.directory.add_post import NewPost
from tipdesk.services.headquarters.enrolment.enrol_device import Granted, answer_request
from tipdesk.services.headquarters.enrolment.requests import (
    Asking,
    PostChoice,
    find_post_choices,
    own_fingerprint,
    read_enrolment,
)
from tipdesk.services.link_desk import LinkDesk
from tipdesk.ui.headquarters.enrol_view import NEW_POST, EnrolPage
from tipdesk.ui.seat import Seat
from tipdesk.ui.sync.outside import Outside
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _
from tipdesk.ui.widgets.choice import Choice

REQUESTS, GRANTS = mark("Enrolment requests (*.tiprequest);;All files (*)"), mark("Grants (*.tipgrant)")
FIELD_OF = {
    "wrong-fingerprint": "fingerprint",
    "login-taken": "existing",
    "unknown-post": "post",
    "post-exists": "code",
    "unknown-role": "roles",
    "enrolled-elsewhere": "move",
    "nothing-to-move": "move",
}
_DIGITS = 8


@dataclass(frozen=True)
class _Request:
    document: bytes
    asking: Asking


class EnrolPresenter(QObject):
    """Connects the page with the services; it lives as long as its page."""

    def __init__(self, page: EnrolPage, seat: Seat, outside: Outside) -> None:
        super().__init__(page)
        self._page, self._seat, self._outside = page, seat, outside
        self._request: _Request | None = None
        page.choose_pressed.connect(self._choose)
        page.grant_pressed.connect(self._grant)
        seat.notices.subscribe(self.hear)
        seat.lanes.read(own_fingerprint, then=page.show_own_digits, owner=self)
        self.refresh()

    def refresh(self) -> None:
        """Ask again which posts there are."""
        self._seat.lanes.read(find_post_choices, then=self._show_posts, key="post-choices", owner=self)

    def hear(self, _changed: object) -> None:
        """Ask again which posts there are, because the directory may have changed."""
        self.refresh()

    def _show_posts(self, posts: Sequence[PostChoice]) -> None:
        self._page.show_posts([_choice(post) for post in posts])

    def _choose(self) -> None:
        path = self._outside.choosing.file(self._page, _("Choose a request"), _(REQUESTS))
        if path is not None:
            self._seat.lanes.read(
                _read, self._outside, path, then=self._show_asking, failed=self._unreadable, owner=self
            )

    def _show_asking(self, request: _Request) -> None:
        self._request = request
        asking = request.asking
        made = time_text(asking.made_at, self._seat.offset_minutes(), self._seat.now_ms())
        sentence = _("Officer “{login}”, PC {device}, request made {time}.").format(
            login=asking.login, device=id_text(asking.device)[:_DIGITS], time=made
        )
        if not asking.says_when:
            sentence += " " + _("That cannot be true: the clock of this PC is wrong.")
        known = _choice(asking.known_at) if asking.known_at else None
        self._page.say("", "info")
        self._page.show_asking(sentence, is_login_taken=asking.is_login_taken, known_at=known)

    def _unreadable(self, problem: TipdeskError) -> None:
        self._request = None
        self._page.show_asking(None, is_login_taken=False)
        self._page.say(problem.text(_), "danger")

    def _grant(self) -> None:
        request, missing = self._request, self._find_missing()
        if request is None or missing:
            self._page.show_problems(missing, [])
            return
        path = self._outside.choosing.target(
            self._page, _("Save the grant"), f"grant-{id_text(request.asking.device)[:_DIGITS]}.tipgrant", _(GRANTS)
        )
        if path is None:
            return
        page = self._page
        roles = page.value("roles")

        def granted(_answer: Granted) -> None:
            self._request = None
            page.show_asking(None, is_login_taken=False)
            sentence = _("The grant is in {file}. Bring it to the post and read this headquarters' digits out.")
            page.say(sentence.format(file=path.name), "ok")

        answer = partial(
            answer_request,
            document=request.document,
            fingerprint=str(page.value("fingerprint") or ""),
            post=self._post(),
            roles=frozenset(roles) if isinstance(roles, frozenset) else frozenset(),
            existing=request.asking.login if page.value("existing") else None,
            move=page.value("move") is True,
        )
        self._seat.lanes.write(_answer, self._outside, path, answer, then=granted, failed=self._refused, owner=self)

    def _post(self) -> str | NewPost:
        page = self._page
        if page.value("post") != NEW_POST:
            return str(page.value("post") or "")
        kind = page.value("kind")
        return NewPost(str(page.value("code")), str(page.value("name")), str(kind) if kind else None)

    def _find_missing(self) -> dict[str, str]:
        needed = ["post", "fingerprint"] + (["code", "name"] if self._page.value("post") == NEW_POST else [])
        return {name: _("This must be filled in.") for name in needed if not self._page.value(name)}

    def _refused(self, problem: TipdeskError) -> None:
        by_field = {one.path: one.text(_) for one in problem.fields if one.path in self._page.fields}
        name = FIELD_OF.get(problem.code)
        if name is not None:
            by_field[name] = problem.text(_)
            if name == "existing":
                self._page.fields[name].show()
        self._page.show_problems(by_field, [] if by_field else [problem.text(_)])


def _choice(post: PostChoice) -> Choice:
    return Choice(post.code, f"{post.name} ({post.code})")


def _read(desk: LinkDesk, outside: Outside, path: Path) -> _Request:
    """Read a request from its file, with what it says of itself; this runs on the read lane."""
    document = outside.read(path)
    return _Request(document, read_enrolment(desk, document))


def _answer(desk: LinkDesk, outside: Outside, path: Path, answer: Callable[[LinkDesk], Granted]) -> Granted:
    """Make the grant, then write it where the officer said; this runs on the write lane."""
    granted = answer(desk)
    outside.write(path, granted.grant)
    return granted
