"""Where the laboratory's processes fork from: one server for all of them, in which everything they need is imported.

There is one such server in a process, whoever asks for it, and it knows one list of what to import.
"""

from __future__ import annotations

import multiprocessing

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.lab.preload"])
