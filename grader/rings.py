"""Rings among names that need one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def ring_from(name: str, needs: Mapping[str, Sequence[str]]) -> list[str]:
    """A shortest way from a name through what each needs back to it, told with both ends; or nothing."""
    ways = [[name, need] for need in needs.get(name, ())]
    seen: set[str] = set()
    for way in ways:  # grows while it is walked: the shorter ways first
        if way[-1] == name:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, need] for need in needs.get(way[-1], ())]
    return []
