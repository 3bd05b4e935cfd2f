"""Names of a package that are loaded on first use, so that a command pays only for what it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def load_on_use(package: str, names: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """What a package calls ``__getattr__``: it loads a name when somebody first asks for it.

    Not for a name that is also that of its module: whoever imports the module would then find it there.

    Args:
        package: The package's ``__name__``.
        names: By module, the names that live there; the module is named as from within the package.
    """
    homes = {name: f"{package}.{module}" for module, held in names.items() for name in held}

    def load(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(homes[name]), name)

    return load
