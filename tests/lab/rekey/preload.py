"""What every process of the rekey lab needs, imported once in the server from which they fork."""

import sqlalchemy.dialects.sqlite

import tests.lab.rekey.accidents
import tests.lab.rekey.homes
import tipdesk.adapters.store.store
import tipdesk.adapters.system.codebook
import tipdesk.adapters.system.words
import tipdesk.services.headquarters.route

__all__ = ["sqlalchemy", "tests", "tipdesk"]
