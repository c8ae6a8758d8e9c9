"""What every process of the faults lab needs, imported once in the server from which they fork."""

import platformdirs.unix
import sqlalchemy.dialects.sqlite

import tests.lab.faults.child
import tests.lab.kill.preload
import tipdesk.adapters.store.migrate

__all__ = ["platformdirs", "sqlalchemy", "tests", "tipdesk"]
