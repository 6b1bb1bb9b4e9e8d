"""What users set for the lab: a YAML file that only they write, and the theme that they chose in the lab.

The file, ~/.config/dllab/config.yaml, every key of it optional:

    theme: nord
    device: cpu
    mouse: false
    editor: vim
    keys:
      exercise.test: f9
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from dllab import locations
from grader import files
from grader.errors import DllabError, ExerciseError, in_words
from grader.yamlfile import line_of, read_yaml, unknown


class SettingsError(DllabError):
    """A setting makes no sense, or cannot be kept."""


@dataclass
class Settings:
    """All of them.

    Attributes:
        theme: its name; "" for what suits the terminal.
        keys: for each id of a binding the keys, by commas.
        device: where networks are trained, as --device has it.
        mouse: whether the lab listens to it; the terminal's own selection works where it does not.
        editor: a command line; "" for $VISUAL or $EDITOR.
        problems: a sentence for each setting that is not followed.
        path: the file.
    """

    theme: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    device: str = "auto"
    mouse: bool = True
    editor: str = ""
    problems: list[str] = field(default_factory=list)
    path: Path = field(default_factory=locations.config)

    def reject(self, what: str, *where: str) -> None:
        """Remember that a setting is not followed.

        Args:
            what: why.
            where: its keys.
        """
        self.problems.append(str(ExerciseError(what, self.path, line_of(self.path, *where))))

    def remember_theme(self, name: str) -> None:
        """Begin with that theme from now on, until another is chosen or the file says something else.

        Raises:
            SettingsError: this cannot be kept.
        """
        path = locations.choices()
        try:
            if not path.is_absolute():
                raise FileNotFoundError(2, "no home directory")
            path.parent.mkdir(parents=True, exist_ok=True)
            files.replace(path, msgspec.json.encode(_Choices(name, self._written_theme)))
        except OSError as error:
            why = f"{path} cannot be written ({in_words(error)})"
            raise SettingsError(f"the theme is not kept: {why}") from None

    _written_theme: str = ""


def read() -> Settings:
    """The settings; what is wrong with the file is in their `problems`, and nothing else is lost."""
    settings = Settings()
    if settings.path.exists():
        for key, value in _raw(settings):
            _take(settings, key, value)
    settings._written_theme = settings.theme
    chosen = _choices()
    if chosen.theme and chosen.instead_of == settings.theme:
        settings.theme = chosen.theme
    return settings


class _Choices(msgspec.Struct, frozen=True):
    """What was chosen in the lab.

    Attributes:
        theme: "" where none was.
        instead_of: what the settings said then; when they say something else, they are the later word.
    """

    theme: str = ""
    instead_of: str = ""


def _choices() -> _Choices:
    """A file that is missing or damaged is no choice at all."""
    try:
        return msgspec.json.decode(locations.choices().read_bytes(), type=_Choices)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return _Choices()


_TYPES: dict[str, Any] = {"theme": str, "keys": dict[str, Any], "device": str, "mouse": bool, "editor": str}


def _raw(settings: Settings) -> Iterator[tuple[str, Any]]:
    try:
        yield from (read_yaml(settings.path, dict[str, Any] | None) or {}).items()  # type: ignore[arg-type]
    except ExerciseError as error:
        settings.problems.append(str(error))


def _take(settings: Settings, key: str, value: Any) -> None:
    if key not in _TYPES:
        settings.reject(unknown(key, tuple(_TYPES)), key)
    elif key == "keys" and isinstance(value, dict):
        for id, keys in value.items():
            _take_keys(settings, id, keys)
    elif value is not None:
        try:
            setattr(settings, key, msgspec.convert(value, _TYPES[key]))
        except msgspec.ValidationError as error:
            settings.reject(f"{key}: {_small(str(error))}", key)


def _take_keys(settings: Settings, id: str, keys: Any) -> None:
    if isinstance(keys, str) and keys.strip():
        settings.keys[id] = keys
    else:
        settings.reject(f'{id}: expected keys, as in `{id}: f9` or `{id}: "f9,ctrl+t"`', "keys", id)


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
