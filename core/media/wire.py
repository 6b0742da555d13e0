"""Values between two processes: plain ones, arrays and our dataclasses as JSON and bytes, never a pickle.

What comes back from a process that has read a stranger's file is only data: no class but our own dataclasses
is ever made of it.
"""

import dataclasses
import importlib
import json
import struct
from typing import Any, BinaryIO

import numpy as np

_HEAD = struct.Struct("<QQ")
MOST_BYTES = 1 << 30
"""of one message"""


def write(out: BinaryIO, value: object) -> None:
    """Write one value: None, numbers, text, bytes, arrays, and tuples, lists, dicts, dataclasses of them."""
    blobs: list[bytes | memoryview] = []
    told = json.dumps(_plain(value, blobs)).encode()
    out.write(_HEAD.pack(len(told), sum(map(len, blobs))))
    out.write(told)
    for blob in blobs:
        out.write(blob)
    out.flush()


def read(source: BinaryIO) -> Any:
    """Return the next value; raise EOFError where there is none, ValueError where it is none of ours."""
    told, bytes_ = _HEAD.unpack(_exactly(source, _HEAD.size))
    if told + bytes_ > MOST_BYTES:
        raise ValueError("a message that is too long")
    plain = json.loads(_exactly(source, told))
    return _value(plain, memoryview(_exactly(source, bytes_)))


def _exactly(source: BinaryIO, size: int) -> bytearray:
    found = bytearray(size)
    view, at = memoryview(found), 0
    while at < size:
        count = source.readinto(view[at:])
        if not count:
            raise EOFError
        at += count
    return found


def _plain(value: object, blobs: list) -> object:
    """Return what JSON can hold; the bytes of arrays are added to `blobs`."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, bytes):
        return {"bytes": _added(value, blobs)}
    if isinstance(value, np.ndarray):
        flat = memoryview(np.ascontiguousarray(value).reshape(-1)).cast("B") if value.size else b""
        return {"array": [*_added(flat, blobs), value.dtype.str, list(value.shape)]}
    if isinstance(value, list | tuple | set | frozenset):
        return {type(value).__name__: [_plain(item, blobs) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[_plain(key, blobs), _plain(item, blobs)] for key, item in value.items()]}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name), blobs) for f in dataclasses.fields(value)}
        return {"ours": [type(value).__module__, type(value).__qualname__, fields]}
    raise TypeError(f"no value to be sent: {type(value).__name__}")


def _added(blob: bytes | memoryview, blobs: list) -> list[int]:
    """Add bytes; return where they begin and end."""
    begin = sum(map(len, blobs))
    blobs.append(blob)
    return [begin, begin + len(blob)]


def _value(plain: object, blobs: memoryview) -> Any:
    if not isinstance(plain, dict):
        return plain
    ((kind, told),) = plain.items()
    if kind == "bytes":
        return bytes(blobs[told[0] : told[1]])
    if kind == "array":
        begin, end, dtype, shape = told
        if np.dtype(dtype).hasobject:
            raise ValueError(dtype)
        return np.frombuffer(bytearray(blobs[begin:end]), dtype).reshape(shape)
    if kind in ("list", "tuple", "set", "frozenset"):
        made = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind]
        return made(_value(item, blobs) for item in told)
    if kind == "dict":
        return {_value(key, blobs): _value(item, blobs) for key, item in told}
    if kind == "ours":
        module, name, fields = told
        return _ours(module, name)(**{key: _value(item, blobs) for key, item in fields.items()})
    raise ValueError(kind)


def _ours(module: str, name: str) -> type:
    found = getattr(importlib.import_module(module), name, None) if module.startswith("core.") else None
    if not (isinstance(found, type) and dataclasses.is_dataclass(found)):
        raise ValueError(f"{module}.{name}")
    return found
