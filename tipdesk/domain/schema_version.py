"""The version of the declarations that an entry is written with (`Head.schema`), and that bundles tell of their sender.

`dev.py declare` raises it with each record or field that is added. Nobody refuses an entry for it: a program keeps
whole what it does not know, and whoever reads a log sees with which declarations it was written.
"""

SCHEMA_VERSION = 2
