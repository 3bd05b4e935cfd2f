"""What a telegram and its parts have in common: how they are made, compared and looked through."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, NamedTuple

import msgspec
import msgspec.structs

from reftel.document import Span

NOWHERE = Span(0, 0)
# Fields that `repr` leaves out.
_NOT_SHOWN = frozenset({"raw", "blocks_of", "made"})


class Part(msgspec.Struct, gc=False, eq=False):
    """A telegram or a part of it. Two are equal when they say the same, wherever their words stand.

    A structure of msgspec, because a reader makes some fifty of them for each telegram: it takes a third of
    the time of a dataclass, and the collector of cycles need not look at what cannot be in one. Nothing
    changes what a part that was read says.

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
        """The fields without the text that all of them are parts of, and what is made of it."""
        names = (name for name in self.__struct_fields__ if name not in _NOT_SHOWN)
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


class Field(NamedTuple):
    """A field of a telegram or of a part of it.

    Attributes:
        name: What it is called.
        default: Its value where none is given; `msgspec.NODEFAULT` if one must be.
        compare: Whether equality looks at it.
    """

    name: str
    default: Any
    compare: bool


@cache
def fields_of(model: type[Part]) -> tuple[Field, ...]:
    """The fields of a class of the model, in order."""
    return tuple(
        Field(one.name, _default(one), one.name not in model.APART) for one in msgspec.structs.fields(model)
    )


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


@cache
def _compared(model: type[Part]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(model) if field.compare)
