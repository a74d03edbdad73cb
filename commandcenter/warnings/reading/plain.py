"""Messages as plain records and back: between processes, in the database, on the terminal."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from commandcenter.warnings.model.message import Message


def plain(value: Any) -> Any:
    """Return a value as lists, dictionaries, texts and numbers; empty fields are left out."""
    if is_dataclass(value):
        pairs = ((one.name, getattr(value, one.name)) for one in fields(value))
        return {name: plain(one) for name, one in pairs if not _is_empty(one)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", ())


def message_from(record: Mapping[str, Any]) -> Message:
    """Return the message that `plain` made a record of.

    Raises:
        ValueError, TypeError, KeyError: It is no such record.
    """
    built: Message = _built(Message, record)
    return built


def _built(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple(typing.get_args(kind), value)
    if origin is types.UnionType:
        chosen = next(one for one in typing.get_args(kind) if one is not type(None))
        return None if value is None else _built(chosen, value)
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _built(hints[name], one) for name, one in value.items()})  # type: ignore[operator]  # a class
    if kind is datetime:
        return datetime.fromisoformat(value)
    return kind(value)


def _tuple(arguments: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if arguments[-1] is Ellipsis:
        return tuple(_built(arguments[0], one) for one in value)
    return tuple(_built(kind, one) for kind, one in zip(arguments, value, strict=True))


def _hints(kind: Any) -> Mapping[str, Any]:
    if kind not in _KNOWN:
        _KNOWN[kind] = typing.get_type_hints(kind)
    return _KNOWN[kind]


_KNOWN: dict[Any, Mapping[str, Any]] = {}
