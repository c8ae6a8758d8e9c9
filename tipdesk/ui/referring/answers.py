"""The answers of the frames that the page *Refer* asks with: those that can be read, and what is half typed."""

from collections.abc import Mapping
from contextlib import suppress

from tipdesk.domain.errors import UserError
from tipdesk.ui.editors.drafted import HALF_TYPED, half_typed
from tipdesk.ui.widgets.field_frame import FieldFrame

Frames = Mapping[str, FieldFrame]


def answers_in(frames: Frames) -> dict[str, object]:
    """Return the answers that can be read, by the names of their fields."""
    found: dict[str, object] = {}
    for name, frame in frames.items():
        with suppress(UserError):  # half typed: what is wrong with it is said when it is sent
            found[name] = frame.value()
    return found


def half_typed_in(frames: Frames) -> dict[str, object]:
    """Return what cannot be read yet as a draft keeps it."""
    read = answers_in(frames)
    return {name: half_typed(frame.editor) for name, frame in frames.items() if name not in read}


def retype(frames: Frames, half: Mapping[str, object]) -> None:
    """Show again what was half typed."""
    for name, told in half.items():
        if name in frames and isinstance(told, dict):
            frames[name].editor.retype(str(told[HALF_TYPED]))


def refuse_unread(frames: Frames) -> bool:
    """Say what is wrong with the first answer that cannot be read, and tell whether there is one."""
    wrong = [frame for frame in frames.values() if not frame.check()]
    if wrong:
        wrong[0].refuse(wrong[0].problem())
    return bool(wrong)
