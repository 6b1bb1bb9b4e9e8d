"""PyYAML's safe loader, made strict. It is imported with the first file that is read."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

__all__ = ["Loader", "yaml"]

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_Base):  # type: ignore[misc]
    """PyYAML's safe loader, that also minds a key given twice, and places every error."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        # A key that is itself a list or a mapping is refused by the base class.
        keys = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for index, key in enumerate(keys):
            if any(key.value == earlier.value for earlier in keys[:index]):
                raise _constructor_error(f"the key {key.value!r} is given twice", key)
        return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]

    def construct_yaml_int(self, node: Any) -> int:
        """A whole number; what YAML 1.1 reads to the base of sixty is a time that somebody wrote."""
        value: int = super().construct_yaml_int(node)
        if ":" in node.value:
            raise _constructor_error(f"{node.value} would be {value}: put it into quotes", node)
        return value

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except ValueError as error:  # a date with a thirteenth month
            raise _constructor_error(str(error), node) from None


Loader.add_constructor("tag:yaml.org,2002:int", Loader.construct_yaml_int)


def _constructor_error(what: str, node: Any) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, what, node.start_mark)
