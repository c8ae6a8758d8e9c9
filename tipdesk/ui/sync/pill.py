"""The words of the pill in the top bar, which always shows the true state of the link.

Words, icon and colour say the same. "No link" is a warning and never an error, for a post without a link works as well.
The state comes from the `Courier`.
"""

from tipdesk.services.sync.see_link import Link
from tipdesk.ui.sync.courier import State
from tipdesk.ui.sync.words import PillWords
from tipdesk.ui.times import time_text
from tipdesk.ui.translate import _, plural


def pill_words(state: State, now_ms: int, offset_minutes: int) -> PillWords:
    """Return what the pill shows for a state of the courier."""
    link = state.link
    if link is None:
        return PillWords(_("Link to headquarters"), "cloud", "muted")
    if not link.status.enrolled:
        return PillWords(_("Not enrolled yet"), "cloud-off", "muted")
    if state.is_working and state.no_link_since is None:
        return PillWords(_("Syncing…"), "refresh", "accent")
    if state.refused:
        return PillWords(_("Link refused"), "alert-triangle", "danger")
    if state.no_link_since is not None:
        since = time_text(state.no_link_since, offset_minutes, now_ms)
        return PillWords(_("No link since {time}").format(time=since), "cloud-off", "warn")
    if link.status.are_keys_apart:
        return PillWords(_("Keys differ"), "alert-triangle", "warn")
    return _words_of_waiting(link, now_ms, offset_minutes)


def _words_of_waiting(link: Link, now_ms: int, offset_minutes: int) -> PillWords:
    """Return what waits or, where nothing does, when this PC last synced."""
    if link.status.waiting:
        return PillWords(plural("{count} waiting", "{count} waiting", link.status.waiting), "cloud", "warn")
    if files := link.status.files.count:
        return PillWords(plural("{count} file waits", "{count} files wait", files), "cloud", "warn")
    if link.wire is not None:
        time = time_text(link.wire.at, offset_minutes, now_ms)
        return PillWords(_("Synced {time}").format(time=time), "cloud-check", "ok")
    if link.status.last_receipt is not None:
        return PillWords(_("Received"), "cloud-check", "ok")
    return PillWords(_("Not sent yet"), "cloud", "muted")
