"""Room on a page: kept for what is hidden now and comes again, given back by what goes for good."""

from PySide6.QtWidgets import QLayout, QWidget


def keep_room(widget: QWidget) -> None:
    """Let a widget keep its place while it is hidden, so that nothing moves when it comes."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def take_away(layout: QLayout, widget: QWidget) -> None:
    """Take a widget out of a layout for good; it is out of sight at once, and deleted when Qt comes to it.

    What holds it forgets that the focus was in it: a stack that comes to the front would hand the focus back there, and
    lose it when the widget is deleted.
    """
    layout.removeWidget(widget)
    widget.hide()
    inside = widget.focusWidget()
    if inside is not None:
        inside.clearFocus()
    widget.deleteLater()
