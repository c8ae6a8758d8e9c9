"""Notices: who hears of a change, and who no longer does."""

import gc

from tipdesk.ui.notices import Changed, Notices


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
    notices.announce(Changed.of(["person"], [b"a"]))
    del screen
    gc.collect()
    notices.announce(Changed.of(["person"], [b"a"]))
    assert len(heard) == 1


def test_an_owner_unsubscribes_its_closures() -> None:
    """A closure is heard until its owner unsubscribes."""
    heard: list[Changed] = []
    notices, owner = Notices(), object()
    notices.subscribe_for(owner, heard.append)
    notices.announce(Changed())
    notices.unsubscribe(owner)
    notices.announce(Changed())
    assert len(heard) == 1


def test_touches() -> None:
    """A change touches a screen when the kind matches and the case is the same or any."""
    assert Changed.of(["person"], [b"a"]).touches("person", "task", case_id=b"a")
    assert not Changed.of(["person"], [b"a"]).touches("person", case_id=b"b")
    assert not Changed.of(["person"], [b"a"]).touches("task")
    assert Changed.of(["person"]).touches("person", case_id=b"b")
