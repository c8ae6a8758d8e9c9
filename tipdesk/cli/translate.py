"""The door through which the command line reaches the voice of the program (`services/voice`): `_` and `plural`.

JSON keys and codes are never translated; sentences for people inside a document ("message") are.
"""

from tipdesk.services.voice import plural, speak, spoken
from tipdesk.services.voice import translated as _

__all__ = ["_", "plural", "speak", "spoken"]
