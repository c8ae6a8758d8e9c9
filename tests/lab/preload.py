"""What every process of the laboratory needs, imported once in the server from which they fork.

No import is left for the moment of a kill or a fault, and none is done again in each of a thousand processes.
"""

import httpx
import platformdirs.unix
import sqlalchemy.dialects.sqlite

import tests.lab.accidents
import tests.lab.faults.child
import tests.lab.kill.child
import tests.lab.put_back.homes
import tests.lab.rekey.homes
import tipdesk.adapters.carriers.folder
import tipdesk.adapters.carriers.https
import tipdesk.adapters.store.migrate
import tipdesk.adapters.store.store
import tipdesk.adapters.system.codebook
import tipdesk.adapters.system.words
import tipdesk.homes.attending
import tipdesk.homes.integrity
import tipdesk.homes.opening
import tipdesk.services.headquarters.directory.route

__all__ = ["httpx", "platformdirs", "sqlalchemy", "tests", "tipdesk"]
