"""The pill in the top bar and the status line: the true state of the link in a few words, always.

Promises: words, icon and colour say the same; "no link" is grey and calm, for a post without a link works as well.
Leaves to others: the state (`Courier`).
"""

from tipdesk.ui.moments import moment
from tipdesk.ui.sync.courier import State
from tipdesk.ui.sync.words import PillWords, joined, waiting_words
from tipdesk.ui.translate import _, plural


def pill_words(state: State, now_ms: int, offset_minutes: int) -> PillWords:
    """Return what the pill shows."""
    link = state.link
    if link is None:
        return PillWords(_("Link to headquarters"), "cloud", "muted")
    if not link.status.enrolled:
        return PillWords(_("Not enrolled yet"), "cloud-off", "muted")
    if state.is_working:
        return PillWords(_("Syncing…"), "refresh", "accent")
    if state.refused:
        return PillWords(_("Link refused"), "alert-triangle", "danger")
    if state.no_link_since is not None:
        since = moment(state.no_link_since, now_ms, offset_minutes)
        return PillWords(_("No link since {time}").format(time=since), "cloud-off", "warn")
    if link.status.waiting:
        return PillWords(plural("{count} waiting", "{count} waiting", link.status.waiting), "cloud", "warn")
    if link.wire is not None:
        time = moment(link.wire.at, now_ms, offset_minutes)
        return PillWords(_("Synced {time}").format(time=time), "cloud-check", "ok")
    if link.status.last_receipt is not None:
        return PillWords(_("Received"), "cloud-check", "ok")
    return PillWords(_("Not sent yet"), "cloud", "muted")


def status_words(state: State, now_ms: int, offset_minutes: int) -> str:
    """Return the status line: what waits, when headquarters was last heard, and that there is no recovery yet."""
    link = state.link
    if link is None:
        return ""
    last = link.wire or link.stick
    heard = _("last {time}").format(time=moment(last.at, now_ms, offset_minutes)) if last else ""
    recovery = "" if link.status.enrolled else _("No recovery yet: this PC is not enrolled")
    return joined([waiting_words(link.status.waiting), heard, recovery])
