"""What every process of the labs of accidents needs, imported once in the server from which they fork."""

import sqlalchemy.dialects.sqlite

import tests.lab.accidents
import tests.lab.put_back.homes
import tests.lab.rekey.homes
import tipdesk.adapters.store.store
import tipdesk.adapters.system.codebook
import tipdesk.adapters.system.words
import tipdesk.services.headquarters.directory.route

__all__ = ["sqlalchemy", "tests", "tipdesk"]
