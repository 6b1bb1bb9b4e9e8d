"""Where data is looked for, kept and cached."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Where fetched data goes: the first folder of $DLLAB_DATA, or that of the user."""
    named = _named()
    return named[0] if named else _base("XDG_DATA_HOME", "~/.local/share") / "dllab"


def cache_folder() -> Path:
    """Where generated data is kept: $DLLAB_CACHE, or dllab in the user's cache."""
    named = os.environ.get("DLLAB_CACHE")
    return _path(named).absolute() if named else _base("XDG_CACHE_HOME", "~/.cache") / "dllab"


def vendored_folder() -> Path:
    """The data files that come with this program."""
    packaged = Path(__file__).with_name("vendored")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "data"


def roots() -> list[Path]:
    """Folders under which real data may lie, the most trusted first.

    $DLLAB_DATA (several are separated as in $PATH), what `dllab data fetch` fetched, Keras' cache, the usual
    roots of torchvision, scikit-learn's cache of OpenML.
    """
    found = [
        *_named(),
        data_folder(),
        _path(os.environ.get("KERAS_HOME") or "~/.keras") / "datasets",
        _path("~/data"),
        _path("~/.cache/torch"),
        _path(os.environ.get("SCIKIT_LEARN_DATA") or "~/scikit_learn_data") / "openml",
    ]
    return list(dict.fromkeys(found))


def _named() -> list[Path]:
    folders = os.environ.get("DLLAB_DATA", "").split(os.pathsep)
    return [_path(folder).absolute() for folder in folders if folder]


def _base(variable: str, usual: str) -> Path:
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else _path(usual)


def _path(text: str) -> Path:
    """A leading ~ means home; it stays where nobody knows a home, and then there is no such folder."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 -- Path.expanduser would raise
