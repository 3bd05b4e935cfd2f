"""Telegrams as JSON, in and out without loss, and the schema of that JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from reftel.document import Document, Marking, Span
from reftel.errors import TelegramJsonError
from reftel.telegram.model import Telegram
from reftel.telegram.part import Field, Part, fields_of
from reftel.telegram.read import read_telegram

SCHEMA_ID = "urn:reftel:telegram"
# What is made from other fields, or stands in the telegram already.
_LEFT_OUT = frozenset(
    {("Telegram", "blocks_of"), ("Telegram", "made"), ("Paragraph", "raw"), ("Paragraph", "is_plain")}
)
_NAMES = {("Paragraph", "given"): "pieces"}
_CHOICES: Mapping[tuple[str, str], Any] = {
    ("Paragraph", "role"): Literal["report", "summary", "comment"],
    ("Piece", "kind"): Literal["text", "item", "table"],
    ("Declassification", "kind"): Literal["none", "date", "codes", "oadr", "event", ""],
    ("Tag", "kind"): Literal["subject", "geographic", "program", "organisation", "person", "free", ""],
}
_MARKING_PATTERN = r"^(U|SBU|C|S)(//[^/,;]+(/[^/,;]+)*)?$"
_Marking = Annotated[
    str, msgspec.Meta(pattern=_MARKING_PATTERN, description="Level and caveats, such as S//NOFORN/EXDIS.")
]
_Place = Annotated[int, msgspec.Meta(ge=0)]
_Span = Annotated[
    tuple[_Place, _Place],
    msgspec.Meta(description="Where it stands in the raw text: [start, end), code points."),
]
# One argument in a docstring. must match in "    Args:\n        name: What it is,\n            wrapped.";
# must not match "Args:"
_ARGUMENT_RE = re.compile(r"^ {4,12}(?P<name>[a-z_]+): (?P<words>.+(?:\n {12,16}\S.*)*)", re.MULTILINE)


def telegram_to_json(telegram: Telegram, *, with_raw: bool = True) -> str:
    """A telegram as JSON.

    Args:
        telegram: As read, or as made.
        with_raw: Whether the raw text goes along, and with it the span of every field. Without them the JSON
            still says all that equality of telegrams compares.

    Returns:
        Indented JSON; fields that have their default value are left out.
    """
    plain = _to_plain(telegram, with_spans=with_raw)
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which no file can hold
        return json.dumps(plain, indent=2)
    return text


def telegram_from_json(text: str | bytes) -> Telegram:
    """The telegram that JSON says.

    Args:
        text: As ``telegram_to_json`` writes it, or by hand; fields may be left out where they have a default.

    Raises:
        TelegramJsonError: It is no JSON, or does not follow the schema: the place, and what was found there.

    Source:
        docs/compose.md; the schema is in ``telegram_schema``.
    """
    try:
        plain = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise TelegramJsonError(f"This is no JSON: {error.msg}", where=place) from None
    except (UnicodeDecodeError, RecursionError):
        raise TelegramJsonError("This is no JSON: it is not UTF-8, or nested without end") from None
    try:
        wire = msgspec.convert(plain, wire_type(Telegram))
    except msgspec.ValidationError as error:
        raise _explain(error) from None
    telegram: Telegram = _to_model(wire, Telegram)
    _demand_spans(telegram)
    if telegram.raw:
        telegram.blocks_of = _document_of
        for paragraph in telegram.paragraphs:
            paragraph.raw = telegram.raw
    return telegram


@cache
def telegram_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a telegram; also packaged as ``reftel/telegram/telegram.schema.json``."""
    schema = json.loads(json.dumps(msgspec.json.schema(wire_type(Telegram))))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Telegram",
        **schema,
    }


@cache
def wire_type(model: type[Part]) -> type[msgspec.Struct]:
    """The shape in JSON of a class of the model, made from its fields and its docstring."""
    hints = get_type_hints(model)
    told = _describe(model)
    members: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for field in fields_of(model):
        key = (model.__name__, field.name)
        if key in _LEFT_OUT:
            continue
        name = _NAMES.get(key, field.name)
        kind = _wire_hint(_CHOICES.get(key, hints[field.name]))
        if field.name in told:
            kind = Annotated[kind, msgspec.Meta(description=told[field.name])]
        if hints[field.name] is Span:
            members.append((name, kind, (0, 0)))
        elif field.default is msgspec.NODEFAULT:
            members.append((name, kind))
        else:
            members.append((name, kind, _wire_default(field, kind)))
    return msgspec.defstruct(
        model.__name__, members, kw_only=True, forbid_unknown_fields=True,
        namespace={"__doc__": (model.__doc__ or "").split("\n")[0]},
    )  # fmt: skip


def _wire_default(field: Field, kind: Any) -> Any:
    if isinstance(field.default, Part):
        inner = next(one for one in (kind, *get_args(kind)) if isinstance(one, type))
        return msgspec.field(default_factory=inner)
    return str(field.default) if isinstance(field.default, Marking) else field.default


def _wire_hint(hint: Any) -> Any:
    if hint is Marking:
        return _Marking
    if hint is Span:
        return _Span
    if isinstance(hint, type) and issubclass(hint, Part):
        return wire_type(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return Union[tuple(_wire_hint(one) for one in inner)]  # noqa: UP007 - made at run time
    if origin is tuple:
        return tuple[tuple(one if one is ... else _wire_hint(one) for one in inner)]  # type: ignore[misc]
    return hint


def _describe(model: type) -> dict[str, str]:
    """What the docstring says of each field."""
    return {
        match["name"]: " ".join(match["words"].split()).replace("``", "")
        for match in _ARGUMENT_RE.finditer(model.__doc__ or "")
    }


def _to_plain(value: Any, *, with_spans: bool) -> Any:
    if isinstance(value, Marking):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_to_plain(one, with_spans=with_spans) for one in value]
    if isinstance(value, Part):
        return dict(_plain_fields(value, with_spans=with_spans))
    return value


def _plain_fields(value: Part, *, with_spans: bool) -> Iterator[tuple[str, Any]]:
    model = type(value)
    for field in fields_of(model):
        key = (model.__name__, field.name)
        if key in _LEFT_OUT or (not with_spans and key in _places(model)):
            continue
        content = getattr(value, "pieces" if key == ("Paragraph", "given") else field.name)
        if field.default is msgspec.NODEFAULT or content != field.default:
            yield _NAMES.get(key, field.name), _to_plain(content, with_spans=with_spans)


@cache
def _places(model: type) -> frozenset[tuple[str, str]]:
    """The fields that mean something beside the raw text only."""
    hints = get_type_hints(model)
    names = [name for name, hint in hints.items() if hint is Span or hint == tuple[Span, ...]]
    return frozenset((model.__name__, name) for name in (*names, *(["raw"] if model is Telegram else [])))


def _to_model(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    if hint in (Marking, Span):
        return Marking.parse(value) if hint is Marking else Span(*value)
    if isinstance(hint, type) and issubclass(hint, Part):
        hints = get_type_hints(hint)
        found = {
            field.name: _to_model(
                getattr(value, _NAMES.get((hint.__name__, field.name), field.name)), hints[field.name]
            )
            for field in fields_of(hint)
            if (hint.__name__, field.name) not in _LEFT_OUT
        }
        return hint(**found)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _to_model(value, next(one for one in inner if one is not type(None)))
    if origin is tuple:
        kinds = [inner[0]] * len(value) if inner[-1] is ... else inner
        return tuple(_to_model(one, kind) for one, kind in zip(value, kinds, strict=True))
    return value


def _demand_spans(telegram: Telegram) -> None:
    """Every span lies in the raw text, where there is one."""
    for place, span in _find_spans(telegram, ""):
        if not span.start <= span.end <= len(telegram.raw) and span != Span(0, 0):
            raise TelegramJsonError(
                f"The span [{span.start}, {span.end}] does not lie in the raw text, which has "
                f"{len(telegram.raw)} code points",
                where=place,
            )


def _find_spans(value: Any, place: str) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Span):
        yield place, value
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _find_spans(one, f"{place}[{at}]")
    elif isinstance(value, Part):
        for field in fields_of(type(value)):
            if field.name != "made":
                yield from _find_spans(getattr(value, field.name), f"{place}.{field.name}".lstrip("."))


def _explain(error: msgspec.ValidationError) -> TelegramJsonError:
    found, _, place = str(error).partition(" - at `$")
    where = place.rstrip("`").lstrip(".")
    return TelegramJsonError(
        found.replace("`", ""), where=where, advice="The schema of telegrams says what may stand there."
    )


def _document_of(raw: str) -> Document:
    return read_telegram(raw).document


if __name__ == "__main__":
    print(json.dumps(telegram_schema(), indent=2))
