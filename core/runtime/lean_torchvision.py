"""torchvision without torch's compiler: 150 MB and a thousand modules less, and two seconds.

One of torchvision's operators asks the compiler whether a device is supported, and imports all of it for that
question. Here it is asked for when the question comes up; nothing else is different.
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

COMPILER, ASKED = "torch._dynamo", "torch._dynamo.utils"


def install() -> None:
    """Let the first import of torchvision be a lean one, whoever imports it."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(importlib.abc.MetaPathFinder):
    """Finds torchvision where it always is, and has it read beside a stand-in for the compiler."""

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return where torchvision is; None for all else, and where the compiler is here anyhow."""
        if name != "torchvision" or COMPILER in sys.modules:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name)
        if spec is None or spec.loader is None:
            return None
        read = spec.loader.exec_module

        def read_lean(module: ModuleType) -> None:
            with _stand_in():
                read(module)

        spec.loader.exec_module = read_lean
        return spec


class _StandIn(ModuleType):
    """A module of the compiler that is imported when something of it is used."""

    def __getattr__(self, name: str) -> object:
        """Return what the real module has under this name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


def _real(name: str) -> ModuleType:
    _take_out()
    __import__(name)
    return sys.modules[name]


def _take_out() -> None:
    for name in (COMPILER, ASKED):
        if isinstance(sys.modules.get(name), _StandIn):
            del sys.modules[name]


def _is_compile_supported(device_type: str) -> bool:
    return _real(ASKED).is_compile_supported(device_type)


@contextmanager
def _stand_in() -> Iterator[None]:
    compiler, asked = _StandIn(COMPILER), _StandIn(ASKED)
    compiler.__path__, compiler.utils, asked.is_compile_supported = [], asked, _is_compile_supported
    sys.modules.setdefault(COMPILER, compiler)
    sys.modules.setdefault(ASKED, asked)
    try:
        yield
    finally:
        _take_out()
