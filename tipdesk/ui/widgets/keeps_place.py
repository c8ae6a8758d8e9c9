"""A page that knows itself how to come back to where one was on it: its filter, the section that was open."""

from PySide6.QtWidgets import QFrame


class KeepsPlace(QFrame):
    """A page that knows itself how to come back to where one was on it."""

    def tell_place(self) -> object:
        """Return where one is, in a form that only the page reads."""
        raise NotImplementedError

    def go_to(self, place: object) -> None:
        """Go back to where one was."""
        raise NotImplementedError
