"""What the parts of a telegram have in common: how they are made, compared and looked through."""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING
from functools import cache
from typing import Any, ClassVar, NamedTuple

import msgspec


class Part(msgspec.Struct, gc=False, eq=False):
    """A part of a telegram. Two are equal when they say the same, wherever their words stand.

    A structure of msgspec, because a reader makes some fifty of them for each telegram: it takes a third of
    the time of a dataclass, and the collector of cycles need not look at what cannot be in one. Nothing
    changes a part that was read.

    Attributes:
        APART: The fields that equality ignores.
    """

    APART: ClassVar[frozenset[str]] = frozenset({"span"})

    __hash__ = None  # type: ignore[assignment]  # it is no key

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _compared(type(self)))

    def __repr__(self) -> str:
        """The fields without the text that all of them are parts of."""
        names = (name for name in self.__struct_fields__ if name != "raw")
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


class Field(NamedTuple):
    """A field of a telegram or of a part of it.

    Attributes:
        name: What it is called.
        default: Its value where none is given; MISSING if one must be.
        compare: Whether equality looks at it.
    """

    name: str
    default: Any
    compare: bool


def is_model(value: object) -> bool:
    """Whether a value, or a class, is a part of a telegram or a telegram."""
    model = value if isinstance(value, type) else type(value)
    return issubclass(model, Part) or dataclasses.is_dataclass(model)


def fields_of(model: type) -> tuple[Field, ...]:
    """The fields of a class of the model, in order."""
    return _fields_of(model)


@cache
def _fields_of(model: type) -> tuple[Field, ...]:
    if not issubclass(model, Part):
        known = dataclasses.fields(model)  # type: ignore[arg-type]  # that of a telegram itself
        return tuple(Field(one.name, _default(one), one.compare) for one in known)
    names = model.__struct_fields__
    defaults = (MISSING,) * (len(names) - len(model.__struct_defaults__)) + model.__struct_defaults__
    return tuple(
        Field(name, default, name not in model.APART) for name, default in zip(names, defaults, strict=True)
    )


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


@cache
def _compared(model: type[Part]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(model) if field.compare)
