"""The version of the declarations with which an entry is written (`Head.schema`).

Bundles tell which version their sender has. `dev.py declare` raises it with each record or field that is added. No
entry is refused because of it: a program keeps whole what it does not know, and whoever reads a log sees with which
declarations it was written.
"""

SCHEMA_VERSION = 9
