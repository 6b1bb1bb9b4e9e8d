"""Read a YAML file into a struct; whatever is wrong with it is said with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from grader import yamlwords
from grader.errors import ExerciseError, in_words

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # ids, and names of tracks and data sets

_T = TypeVar("_T")


def read_yaml(path: Path, type: type[_T]) -> _T:
    """The file's content as a `type`, a msgspec struct.

    Raises:
        ExerciseError: with file and line.
    """
    from grader.yamlloader import Loader, yaml  # 10 ms that a course which is remembered does not need

    text, content = read_text(path), None
    try:
        content = yaml.load(text, Loader)
        return msgspec.convert(content, type)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ExerciseError(f"not YAML: {error.reason}", path, line) from None
    except yaml.MarkedYAMLError as error:
        what, place = yamlwords.syntax(error, text)
        raise ExerciseError(f"not YAML: {what}", path, place) from None
    except msgspec.ValidationError as error:
        raise _invalid(str(error), path, type, content) from None
    except RecursionError:
        raise ExerciseError("not YAML that anyone wrote: nested too deeply", path) from None


def read_text(path: Path) -> str:
    """The file's text.

    Raises:
        ExerciseError: it is missing or not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ExerciseError("missing file", path) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        what = f"not UTF-8 text: {error.reason}; save the file as UTF-8"
        raise ExerciseError(what, path, line) from None
    except OSError as error:
        raise ExerciseError(f"cannot be read: {in_words(error)}", path) from None
    return _require_text(text, path)


def _require_text(text: str, path: Path) -> str:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ExerciseError("not text: it holds a byte 0; write the file anew", path, line)
    return text


def line_of(path: Path, *keys: str | int) -> int:
    """The line of a key (or of a list's item) in a YAML file, counted from 1; 1 where it is not there."""
    from grader.yamlloader import Loader, yaml

    node, line = yaml.compose(read_text(path), Loader), 1
    for key in keys:
        found = _child(node, key)
        if found is None:
            break
        line, node = found
    return line


def unknown(key: str, known: tuple[str, ...], what: str = "key") -> str:
    """The sentence about a key that nobody knows: the nearest one, or all that there are."""
    everything = f"known are {', '.join(known)}"
    return f"unknown {what} {key!r}: {nearest(key, known, everything)}"


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """What may have been meant by a word; where nothing is near, something else to say."""
    near = get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else otherwise


def _child(node: Any, key: str | int) -> tuple[int, Any] | None:
    kind = node.id if node is not None else ""
    if isinstance(key, int):
        if kind == "sequence" and key < len(node.value):
            return node.value[key].start_mark.line + 1, node.value[key]
    elif kind == "mapping":
        for key_node, value_node in node.value:
            if key_node.value == key:
                return key_node.start_mark.line + 1, value_node
    return None


def _invalid(message: str, path: Path, type: Any, content: Any) -> ExerciseError:
    """Find the line for msgspec's "… - at `$.limits.seconds`", and the nearest key for an unknown one."""
    what, _, where = message.partition(" - at `")
    keys = _keys(where, type, content)
    if found := re.search(r"unknown field `(.+)`", what):
        return ExerciseError(unknown(found[1], _fields(type, keys)), path, line_of(path, *keys, found[1]))
    if missing := re.search(r"missing required field `(.+)`", what):
        what = f"the key {missing[1]!r} is missing"
    elif where.startswith("key`"):
        what = "a key that is not text: put it into quotes"
    elif keys:
        place = ".".join(key for key in keys if isinstance(key, str))
        what = f"{place}: {_begun(what)}{_instead(what, type, keys)}"
    else:
        what = f"{_begun(what)}: write `key: value` lines"
    return ExerciseError(what, path, line_of(path, *keys))


def _begun(what: str) -> str:
    """A message of msgspec's as the second half of a sentence."""
    what = what.replace("Invalid enum value", "unknown value")
    return yamlwords.types(f"{what[0].lower()}{what[1:]}")


def _instead(what: str, type: Any, keys: list[str | int]) -> str:
    """What to write where a value has another type: ": and a sentence", or ""."""
    if what.startswith("Invalid enum value"):
        for key in keys:
            type = _within(type, key)
        known = [str(one) for one in get_args(type)]
        wrong = what.partition("'")[2].rstrip("'")
        meant = nearest(wrong.lower(), known, "")
        return f": {meant or 'known are ' + ', '.join(known)}"
    expected, _, got = what.partition(", got ")
    if got == "`null`":
        return ": write it behind the colon, or leave the key out"
    if expected == "Expected `str`":
        return ": a colon in a text? Put it into quotes" if got == "`object`" else ": put it into quotes"
    if expected == "Expected `array`":
        return ": write a list, such as [a, b]"
    return ""


def _keys(where: str, type: Any, content: Any) -> list[str | int]:
    """The place that msgspec names; its `[...]` is one of a mapping's keys, and found by trying."""
    keys: list[str | int] = []
    for name, index in re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", where):
        key = name or (_refused(content, get_args(type)[1]) if index == "..." else int(index))
        keys.append(key)
        type, content = _within(type, key), content[key]
    return keys


def _refused(mapping: dict[str, Any], type: Any) -> str:
    """The first key whose value is no `type`."""
    for key, value in mapping.items():
        try:
            msgspec.convert(value, type)
        except msgspec.ValidationError:
            return key
    raise AssertionError("msgspec refused one of these")


def _within(type: Any, key: str | int) -> Any:
    """The type of what lies under a key of a struct or a mapping, or of a list's item."""
    if get_origin(type) is None:
        return get_type_hints(type)[str(key)]
    return get_args(type)[-1]


def _fields(type: Any, keys: list[str | int]) -> tuple[str, ...]:
    """The keys that the struct at this place of `type` knows."""
    for key in keys:
        type = _within(type, key)
    return tuple(type.__struct_fields__)
