"""Tables of a file's keys in Markdown, from its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]


def tables(file: str, schema: Schema) -> Iterator[str]:
    """A heading and a table for the file, and one for each mapping in it that has keys of its own.

    Args:
        file: its name, e.g. "exercise.yaml".
        schema: "$ref" at its top, structs below "$defs", a "description" at each key.
    """
    definitions = schema["$defs"]
    yield f"## {file}"
    for name, places in _places(schema).items():
        if places != [""]:
            yield f"### {file}: {', '.join(places)}"
        yield _table(definitions[name]["properties"], definitions[name].get("required", []), definitions)


def _places(schema: Schema) -> dict[str, list[str]]:
    """The structs of a schema, and for each the ways in dots to where it may stand; outer ones first."""
    found: dict[str, list[str]] = {}
    waiting = list(_structs(schema, ""))
    while waiting:
        place, name = waiting.pop(0)
        found.setdefault(name, []).append(place)
        for key, value in schema["$defs"][name]["properties"].items():
            waiting += _structs(value, f"{place}.{key}".lstrip("."))
    return found


def _table(properties: Schema, required: list[str], definitions: Schema) -> str:
    rows = ["| key | takes | |", "| --- | --- | --- |"]
    for key, value in properties.items():
        takes = [_kind(value, definitions), "required" if key in required else _default(value)]
        what = " ".join(value.get("description", "").split()).replace("|", "\\|")
        rows.append(f"| `{key}` | {'; '.join(part for part in takes if part)} | {what} |")
    return "\n".join(rows)


def _kind(value: Schema, definitions: Schema) -> str:
    """What a key takes, in words."""
    if "enum" in value:
        return " or ".join(f"`{one}`" for one in value["enum"])
    if "anyOf" in value:
        kinds = [_kind(one, definitions) for one in value["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "$ref" in value:
        return "keys, below"
    if value.get("type") == "array":
        items = value.get("items") or {}
        return f"list of {_PLURAL[items['type']]}" if items.get("type") in _PLURAL else "list"
    return _SINGULAR[value.get("type", "")]


def _default(value: Schema) -> str:
    default = value.get("default")
    if isinstance(default, bool):
        default = str(default).lower()
    elif isinstance(default, int | float):
        default = f"{default:.12g}"
    return f"`{default}` if left out" if default and isinstance(default, str) else ""


def _structs(value: Schema, path: str) -> Iterator[tuple[str, str]]:
    """The structs that a key holds, and the way to each in dots."""
    if "$ref" in value:
        yield path, str(value["$ref"]).rpartition("/")[2]
    for one in value.get("anyOf", []):
        yield from _structs(one, path)
    more = value.get("additionalProperties")
    if isinstance(more, dict):
        yield from _structs(more, f"{path}.NAME")


_SINGULAR = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "object": "names and what belongs to each",
    "": "anything",
}
_PLURAL = {"string": "texts", "integer": "whole numbers", "number": "numbers"}
