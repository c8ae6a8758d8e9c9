"""What every killed process needs, imported once in the server from which they fork."""

import sqlalchemy.dialects.sqlite

import tests.lab.homes
import tests.lab.kill.child
import tipdesk.adapters.carriers.folder
import tipdesk.adapters.store.store
import tipdesk.adapters.system.codebook
import tipdesk.adapters.system.words
import tipdesk.services.headquarters.directory.route

__all__ = ["sqlalchemy", "tests", "tipdesk"]
