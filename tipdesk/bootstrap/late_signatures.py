"""Lets PySide load the Python behind its signatures when one is first asked for, not at every start.

PySide carries 130 KB of Python source in its own library and compiles all of it whenever it is imported, which is a
third of the time that a bare window takes. It is needed for the words of a wrong call's error, for `__signature__` and
for features (snake case, true properties) which none of our modules uses. If this is called before PySide is imported,
these modules stay empty until anybody reads a name in one, and are then what they always were; PySide also leaves
`import` as it is. Where a version of PySide loads them in another way, nothing is changed.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from threading import RLock
from types import CodeType, ModuleType

_PACKAGE = "shibokensupport/"
_LATE = {
    f"{_PACKAGE}{name}.py"
    for name in (
        "feature",
        "signature/errorhandler",
        "signature/importhandler",
        "signature/layout",
        "signature/lib/enum_sig",
        "signature/lib/pyi_generator",
        "signature/lib/tool",
        "signature/mapping",
        "signature/parser",
    )
}
_STAND_IN = f"from {__name__} import sleep\n__getattr__ = sleep(__name__)\n"
_LOCK = RLock()


def load_signatures_late() -> None:
    """Import shiboken6 before PySide itself, with a compiler that leaves the modules of signatures empty.

    PySide then has no package whose `import` to watch for features. It does nothing where shiboken6 is imported
    already.
    """
    if "shiboken6" not in sys.modules:
        loader = ModuleType("signature_bootstrap")
        vars(loader)["compile"] = _compile  # its code runs in the module that it finds, and compiles by this name
        sys.modules[loader.__name__] = loader
        import_module("shiboken6")


def _compile(source: bytes, file: str, mode: str) -> CodeType:
    code: CodeType = compile(_STAND_IN if file in _LATE else source, file, mode)
    return code


def sleep(name: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a module that was left empty, which fills the module and finds the name in it."""

    def wake(wanted: str) -> object:
        with _LOCK:
            module = sys.modules[name]
            if module.__file__ in _LATE and module.__spec__ and module.__spec__.loader:
                _LATE.remove(module.__file__)
                module.__spec__.loader.exec_module(module)
                vars(module).pop("__getattr__", None)
        if wanted in vars(module):
            return vars(module)[wanted]
        raise AttributeError(wanted)

    return wake
