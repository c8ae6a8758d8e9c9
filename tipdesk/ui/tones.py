"""Which colour a stage and a risk have, the same in lists and at the head of a case.

The colour never stands alone; the word is always beside it.
"""

from collections.abc import Mapping

from tipdesk.ui.widgets.pill import Tone

STAGES: Mapping[str, Tone] = {
    "reported": "violet",
    "screening": "warn",
    "open": "info",
    "reopened": "info",
    "follow_up": "accent",
    "listed_open": "warn",
    "closed": "neutral",
    "closed_referred": "neutral",
}
RISKS: Mapping[str, Tone] = {"low": "neutral", "medium": "info", "high": "warn", "imminent": "danger"}
