"""The only package that knows every part: it makes and opens homes, builds adapters once, hands out the Desk.

What it offers is imported when it is first asked for, so that the unlock window does not pay for the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipdesk.adapters.system.paths import default_home
    from tipdesk.bootstrap.desktop import run_app
    from tipdesk.bootstrap.founding import Founded, make_headquarters, make_post
    from tipdesk.bootstrap.serving import make_server, run_server
    from tipdesk.bootstrap.sessions import Session, open_session, open_with

_PLACES = {
    "Founded": "tipdesk.bootstrap.founding",
    "Session": "tipdesk.bootstrap.sessions",
    "default_home": "tipdesk.adapters.system.paths",
    "make_headquarters": "tipdesk.bootstrap.founding",
    "make_post": "tipdesk.bootstrap.founding",
    "make_server": "tipdesk.bootstrap.serving",
    "open_session": "tipdesk.bootstrap.sessions",
    "open_with": "tipdesk.bootstrap.sessions",
    "run_app": "tipdesk.bootstrap.desktop",
    "run_server": "tipdesk.bootstrap.serving",
}

__all__ = [
    "Founded",
    "Session",
    "default_home",
    "make_headquarters",
    "make_post",
    "make_server",
    "open_session",
    "open_with",
    "run_app",
    "run_server",
]


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(_PLACES[name]), name)
