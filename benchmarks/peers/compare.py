"""All graders on the same submissions in the same turns, and whether they come to the same scores."""

from __future__ import annotations

import statistics
from pathlib import Path

from assignment.questions import SUBMISSIONS
from common import processes
from common.machine import cores
from common.processes import Failed
from common.results import Result, Target, ratio
from peers import environments
from peers.base import Peer, Step
from peers.check50 import Check50
from peers.dllab import Dllab
from peers.gradescope import GradescopeUtils
from peers.mograder import Mograder
from peers.nbgrader import Nbgrader
from peers.otter import Otter

PEERS: dict[str, type[Peer]] = {
    peer.name: peer for peer in (Otter, Nbgrader, Check50, GradescopeUtils, Mograder)
}
ALONE = "Peers: five questions, a command for each submission, seconds each"
BATCH = "Peers: five questions, a batch of {}, {} at a time, seconds each"
_NO_SLOWER = Target(at_least=1)


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
        disagree = self._disagreement()
        alone = self._nothing()
        batches = {jobs: self._nothing() for jobs in sorted({1, cores()})}
        for _ in range(rounds):
            for submission in SUBMISSIONS:
                for peer in self.peers:
                    alone[peer.name].append(_timed(peer, peer.alone(submission)))
            for jobs, samples in batches.items():
                for peer in self.peers:
                    step = peer.batch(jobs)
                    if step:
                        samples[peer.name].append(_timed(peer, step) / self._number)
        words = {peer.name: f"isolation: {peer.isolation}, {disagree.get(peer.name) or 'same scores'}"
                 for peer in self.peers}  # fmt: skip
        lines = [*_lines(ALONE, alone, words), *self._skipped()]
        for jobs, samples in batches.items():
            lines += self._batch(jobs, samples, alone)
        return lines

    @property
    def _number(self) -> int:
        return self.copies * len(SUBMISSIONS)

    def _nothing(self) -> dict[str, list[float]]:
        return {peer.name: [] for peer in self.peers}

    def _batch(
        self, jobs: int, samples: dict[str, list[float]], alone: dict[str, list[float]]
    ) -> list[Result]:
        """Whoever has no command for many gets one for each; for several at a time, no line."""
        words = {name: "one command" for name, times in samples.items() if times}
        several = {name: samples[name] for name in words}
        if jobs == 1:
            several |= {name: times for name, times in alone.items() if name not in words}
        part = BATCH.format(self._number, jobs)
        notes = {name: words.get(name, "a command each: it has none for many") for name in several}
        return [*_lines(part, several, notes), *_fastest(part, several)]

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
            _timed(peer, peer.alone(SUBMISSIONS[0]))
        except Failed as error:
            self.skipped[name] = str(error)
            return
        self.peers.append(peer)

    def _disagreement(self) -> dict[str, str]:
        """By peer, the first submission whose score is another than dllab's."""
        found: dict[str, str] = {}
        for submission in SUBMISSIONS:
            for peer in self.peers:
                _timed(peer, peer.alone(submission))
            scores = {peer.name: peer.score(submission) for peer in self.peers}
            for name, score in scores.items():
                if score != scores["dllab"]:
                    words = f"gives {submission.stem} {score:g}, dllab {scores['dllab']:g}"
                    found.setdefault(name, words)
        return found

    def _skipped(self) -> list[Result]:
        return [Result(ALONE, name, "s", note=f"skipped: {why}") for name, why in self.skipped.items()]


def compare(
    names: list[str], folder: Path, quick: bool, copies: int, versions: dict[str, str]
) -> list[Result]:
    """The part of a benchmark: all lines, nothing where no peer is asked for.

    Args:
        names: of the peers.
        folder: where to make one to work in.
        quick: whether to measure once only.
        copies: how many of each submission a batch holds.
        versions: where the peers' are told.
    """
    if not names:
        return []
    folder.mkdir()
    comparison = Comparison(names, folder, copies)
    versions.update(comparison.versions)
    return comparison.measure(rounds=1 if quick else 3)


def _lines(part: str, samples: dict[str, list[float]], words: dict[str, str]) -> list[Result]:
    base = statistics.median(samples["dllab"])
    lines = []
    for name, times in samples.items():
        note = f"{ratio(statistics.median(times), base, 'dllab')}; {words[name]}"
        lines.append(Result(part, name, "s", times, note=note))
    return lines


def _fastest(part: str, samples: dict[str, list[float]]) -> list[Result]:
    """How many times as long the fastest peer takes: the design asks for more than once."""
    medians = {name: statistics.median(times) for name, times in samples.items()}
    own = medians.pop("dllab")
    if not medians:
        return []
    name = min(medians, key=medians.__getitem__)
    return [Result(part, "the fastest peer, of dllab's time", "×", [medians[name] / own], _NO_SLOWER, name)]


def _timed(peer: Peer, step: Step) -> float:
    return processes.seconds(step.words, step.folder, peer.env, statuses=step.statuses)
