"""Notices: who hears of a change, and who no longer does."""

import gc
from dataclasses import dataclass

from tipdesk.services.results import Changed
from tipdesk.ui.notices import Notices, touches

PERSON = Changed.of("Person", b"a", b"r")


@dataclass(frozen=True)
class Answer:
    """A larger answer of a verb."""

    changed: Changed


class Screen:
    """Something that shows people."""

    def __init__(self, heard: list[Changed]) -> None:
        self.heard = heard

    def asked_again(self, changed: Changed) -> None:
        """Keep what was heard."""
        self.heard.append(changed)


def test_a_closed_screen_hears_nothing() -> None:
    """A bound method is held weakly: the screen's end is its unsubscription."""
    heard: list[Changed] = []
    notices = Notices()
    screen = Screen(heard)
    notices.subscribe(screen.asked_again)
    notices.announce(PERSON)
    del screen
    gc.collect()
    notices.announce(PERSON)
    assert len(heard) == 1


def test_an_owner_unsubscribes_its_closures() -> None:
    """A closure is heard until its owner unsubscribes."""
    heard: list[Changed] = []
    notices, owner = Notices(), object()
    notices.subscribe_for(owner, heard.append)
    notices.announce(PERSON)
    notices.unsubscribe(owner)
    notices.announce(PERSON)
    assert len(heard) == 1


def test_touches() -> None:
    """A change touches a screen when the kind matches and the case is the same or any."""
    assert touches(PERSON, "Person", "Task", case=b"a")
    assert not touches(PERSON, "Person", case=b"b")
    assert not touches(PERSON, "Task")
    assert touches(Changed.of("Person", None, None), "Person", case=b"b")


def test_an_answer_that_tells_of_a_change_is_announced() -> None:
    """A change is announced alone or inside a larger answer; any other answer is not."""
    heard: list[Changed] = []
    notices, owner = Notices(), object()
    notices.subscribe_for(owner, heard.append)
    for answer in (PERSON, Answer(PERSON), None, "text"):
        notices.announce_answer(answer)
    assert heard == [PERSON, PERSON]
