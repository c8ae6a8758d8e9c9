"""All records of the program, in the order in which people meet them, and the three ways to find one.

A record of the program is whatever a module of this package declares: a new one is one class in one file, and is named
nowhere else. A program that was packed into one folder finds the modules by `pkgutil` as well, if all of them were
packed (PyInstaller: `--collect-submodules tipdesk.domain.records`), since no import tells the packer of them.
"""

from importlib import import_module
from pkgutil import iter_modules

from tipdesk.domain.schema import RecordType, Scope, declared_within

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

RECORDS: tuple[RecordType, ...] = tuple(
    sorted(declared_within(__name__), key=lambda record: (record.scope, record.rank or record.number))
)
BY_NUMBER = {record.number: record for record in RECORDS}
BY_NAME = {record.name: record for record in RECORDS}
ALL_CASE_RECORDS = tuple(record for record in RECORDS if record.scope is Scope.CASE)
"""All records of a case, the program's own bookkeeping included."""
CASE_RECORDS = tuple(record for record in ALL_CASE_RECORDS if not record.is_inner)
"""The records of a case that people read and write."""
PLAIN_RECORDS = tuple(record for record in CASE_RECORDS if not record.has_own_verbs)
"""The records of a case that editors, documents and the command line all read and write in the same way."""
