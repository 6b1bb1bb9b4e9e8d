"""All graders on the same submissions in the same turns, and whether they come to the same scores."""

from __future__ import annotations

import statistics
from pathlib import Path

from assignment.questions import SUBMISSIONS
from common import processes
from common.processes import Failed
from common.results import Result, ratio
from peers import environments
from peers.base import Peer, Step
from peers.check50 import Check50
from peers.dllab import Dllab
from peers.gradescope import GradescopeUtils
from peers.nbgrader import Nbgrader
from peers.otter import Otter

PEERS: dict[str, type[Peer]] = {peer.name: peer for peer in (Otter, Nbgrader, Check50, GradescopeUtils)}
ALONE, BATCH = "Peers: five questions, one submission a process", "Peers: five questions, all in one process"


class Comparison:
    """dllab and the peers that can be installed.

    Args:
        names: of the peers.
        folder: an empty one to work in.
        copies: how many of each submission a batch holds.

    Attributes:
        versions: of the peers' packages.
    """

    def __init__(self, names: list[str], folder: Path, copies: int) -> None:
        self.copies = copies
        self.versions: dict[str, str] = {}
        self.skipped: dict[str, str] = {}
        self.peers: list[Peer] = []
        for name in ["dllab", *names]:
            self._try(name, folder / name)

    def measure(self, rounds: int) -> list[Result]:
        """All lines; the scores are compared first."""
        if len(self.peers) + len(self.skipped) == 1:
            return []
        disagree = self._disagreement()
        alone: dict[str, list[float]] = {peer.name: [] for peer in self.peers}
        batch: dict[str, list[float]] = {peer.name: [] for peer in self.peers}
        for _ in range(rounds):
            for submission in SUBMISSIONS:
                for peer in self.peers:
                    alone[peer.name].append(_timed(peer.alone(submission)))
            for peer in self.peers:
                step = peer.batch()
                if step:
                    batch[peer.name].append(_timed(step) / (self.copies * len(SUBMISSIONS)))
        notes = {peer.name: f"; {disagree.get(peer.name) or 'same scores'}" for peer in self.peers}
        return [*self._lines(ALONE, alone, notes), *self._lines(BATCH, batch, {})]

    def _try(self, name: str, folder: Path) -> None:
        kind = PEERS.get(name, Dllab)
        folder.mkdir()
        try:
            bin = environments.environment(name, kind.packages) if kind.packages else Path()
            peer = kind(bin, folder)
            peer.prepare(SUBMISSIONS, self.copies)
            if kind.packages:
                package = kind.packages[0].partition(">")[0]
                self.versions[package] = environments.version(bin, package)
            _timed(peer.alone(SUBMISSIONS[0]))
        except Failed as error:
            self.skipped[name] = str(error)
            return
        self.peers.append(peer)

    def _disagreement(self) -> dict[str, str]:
        """By peer, the first submission whose score is another than dllab's."""
        found: dict[str, str] = {}
        for submission in SUBMISSIONS:
            for peer in self.peers:
                _timed(peer.alone(submission))
            scores = {peer.name: peer.score(submission) for peer in self.peers}
            for name, score in scores.items():
                if score != scores["dllab"]:
                    words = f"gives {submission.stem} {score:g}, dllab {scores['dllab']:g}"
                    found.setdefault(name, words)
        return found

    def _lines(self, part: str, samples: dict[str, list[float]], notes: dict[str, str]) -> list[Result]:
        base = statistics.median(samples["dllab"])
        lines = []
        for peer in self.peers:
            times = samples[peer.name]
            if times:
                note = f"{ratio(statistics.median(times), base, 'dllab')}, isolation: {peer.isolation}"
                lines.append(Result(part, peer.name, "s", times, note=note + notes.get(peer.name, "")))
            else:
                lines.append(Result(part, peer.name, "s", note="has no command for that without containers"))
        return [*lines, *(Result(part, name, "s", note=f"skipped: {why}") for name, why in self.skipped.items())]


def _timed(step: Step) -> float:
    return processes.seconds(step.words, step.folder, statuses=step.statuses)
