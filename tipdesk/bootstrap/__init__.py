"""The only package that knows every part: it makes and opens homes, builds adapters once, hands out the Desk."""

from tipdesk.adapters.system.paths import default_home
from tipdesk.bootstrap.desktop import run_app
from tipdesk.bootstrap.founding import Founded, make_headquarters, make_post
from tipdesk.bootstrap.serving import make_server, run_server
from tipdesk.bootstrap.sessions import Session, open_session, open_with

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
