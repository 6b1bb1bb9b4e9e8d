"""Add an item to a list in a YAML file by hand, so to speak: comments, order and layout stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader import files
from grader.errors import ExerciseError, in_words
from grader.yamlfile import read_text


def add(path: Path, key: str, item: str) -> None:
    """Append an item to the list under a key of the file's mapping.

    Args:
        path: the file.
        key: a key at the top, whose value is a list of names.
        item: a name of letters, digits and hyphens.

    Raises:
        ExerciseError: there is no such list, or its layout is beyond this; nothing was changed.
    """
    read_text(path)  # which says what is wrong with a file that is none
    before = path.read_bytes().decode()  # with its own ends of lines
    after = _with_item(before, key, item)
    if after is None or not _differ_in_the_item(before, after, key, item):
        raise ExerciseError(f"add `{item}` to the list under `{key}` yourself: its layout is unusual", path)
    try:
        files.replace(path, after.encode(), path.stat().st_mode & 0o777)
    except OSError as error:
        raise ExerciseError(f"cannot be written: {in_words(error)}", path) from None


def _with_item(text: str, key: str, item: str) -> str | None:
    from grader.yamlloader import Loader, yaml

    try:
        found = _list(yaml.compose(text, Loader), key)
    except yaml.YAMLError:
        return None
    if found is None:
        return None
    if not found.value:
        at, addition = found.end_mark.index - 1, item
    elif found.flow_style:
        at, addition = found.value[-1].end_mark.index, f", {item}"
    else:
        newline = "\r\n" if "\r\n" in text else "\n"
        at = _end_of_line(text, found.value[-1].end_mark.index, newline)
        # As far to the right as the list's other hyphens are.
        addition = f"{newline}{' ' * found.start_mark.column}- {item}"
    return text[:at] + addition + text[at:]


def _list(root: Any, key: str) -> Any:
    """The sequence's node; None where there is none."""
    pairs = root.value if root is not None and root.id == "mapping" else []
    values = [value for name, value in pairs if name.value == key]
    return values[0] if values and values[0].id == "sequence" else None


def _end_of_line(text: str, index: int, newline: str) -> int:
    end = text.find(newline, index)
    return len(text) if end < 0 else end


def _differ_in_the_item(before: str, after: str, key: str, item: str) -> bool:
    """What YAML itself says of the change."""
    from grader.yamlloader import Loader, yaml

    try:
        old, new = (yaml.load(text, Loader) for text in (before, after))
    except yaml.YAMLError:
        return False
    expected = {**old, key: [*old[key], item]}
    return bool(new == expected)
