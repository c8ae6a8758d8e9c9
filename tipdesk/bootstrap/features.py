"""Keeps PySide from reading the source of every module that is imported after it.

PySide does so to find the modules that may switch its features on (snake case, true properties): PYSIDE-2029. None of
ours does, and for hundreds of modules it costs a start more than their import. Where a version of PySide does this in
another way, nothing is changed.
"""

import sys
from importlib import import_module

_SEARCH = "_mod_uses_pyside"


def switch_no_features() -> None:
    """Tell PySide that no module which is imported from now on switches its features."""
    import_module("PySide6.QtCore")
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, _SEARCH):
        vars(feature)[_SEARCH] = _uses_none


def _uses_none(_module: object) -> bool:
    return False
