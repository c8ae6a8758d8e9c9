"""The door through which the screens reach the voice of the program (`services/voice`): `_` and `plural`.

Call them when a text is shown, never at import. Texts that are marked below the screens (`domain.texts`) pass through
`_` as well, when a screen shows them.
"""

from tipdesk.services.voice import language, plural, speak
from tipdesk.services.voice import translated as _

__all__ = ["_", "language", "plural", "speak"]
