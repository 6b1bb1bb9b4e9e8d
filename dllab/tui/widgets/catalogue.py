"""What the course screen shows, without the screen: each line, each preview, what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.content import Content

from dllab import progress
from dllab.outline import Damage, Section, outline, remarks, sentence
from dllab.progress import Standing
from dllab.tui.widgets.entries import Entry, Heading, Line
from dllab.tui.widgets.preview import about, about_damage, about_track, opening
from dllab.wording import points
from dllab.workspace import Workspace
from grader.course import Course
from grader.exercise import Exercise

Subject = Section | Exercise | Damage


class Catalogue:
    """A course, and how far the learner is in it.

    Args:
        course: what to show.
        workspace: the learner's.
        running: tells the ids of the exercises that are being graded.

    Attributes:
        broken: why exercises that could be read at first cannot be read any more, by id.
        problems: sentences about what is damaged in the log of attempts.
    """

    def __init__(self, course: Course, workspace: Workspace, running: Callable[[], list[str]]) -> None:
        self._course, self._workspace, self._ask = course, workspace, running
        self._sections = outline(course)
        self._lessons: dict[str, str] = {}
        self.broken: dict[str, str] = {}
        self.learn()

    def learn(self) -> None:
        """Look at the workspace and at what runs again."""
        log = self._workspace.log()
        self.problems = log.problems
        self._standings = progress.standings(self._course, self._workspace, log.entries)
        self._running = set(self._ask())

    def breaks(self, id: str, why: str) -> None:
        """An exercise turned out to be broken."""
        self.broken[id] = sentence(self._course, why)

    @property
    def outdated(self) -> bool:
        """Whether a grading has begun or ended since it was asked."""
        return self._running != set(self._ask())

    def subjects(self, needle: str = "") -> Iterator[Subject]:
        """Each track, followed by what it holds; with words to look for, only what contains them all."""
        words = needle.casefold().split()
        for section in self._sections:
            held: list[Exercise | Damage] = [*section.exercises, *section.damaged]
            found = [one for one in held if _has(one, section.title, words)]
            if found:
                yield section
                yield from found

    def next(self) -> Exercise | None:
        """What to do next; None if everything that can be read is solved."""
        readable = [exercise for exercise in self._course if exercise.id not in self.broken]
        return progress.suggestion(readable, self._standings)

    def solved(self) -> tuple[int, int]:
        """How many exercises are solved, and how many there are."""
        return sum(one.state == "solved" for one in self._standings.values()), len(self._standings)

    def state(self, exercise: Exercise) -> str:
        """An exercise's state; other than the log, this knows "running" and "damaged", too."""
        if exercise.id in self.broken:
            return "damaged"
        return "running" if exercise.id in self._running else self._standings[exercise.id].state

    def line(self, subject: Subject) -> Line:
        """The subject's line in the list."""
        match subject:
            case Section(title=title, exercises=exercises):
                solved = [one for one in exercises if self._standings[one.id].state == "solved"]
                return Heading(title, len(solved), len(exercises))
            case Exercise(id=id, title=title, minutes=minutes):
                return Entry(self.state(subject), title, id, minutes, _score(self._standings[id]))
            case Damage(name=name):
                return Entry("damaged", name)

    def about(self, subject: Subject) -> Content:
        """The subject's preview."""
        match subject:
            case Exercise(id=id, title=title) if id in self.broken:
                return about_damage(title, [self.broken[id]])
            case Exercise(id=id):
                lesson = self._lessons.get(id) or self._lessons.setdefault(id, opening(subject))
                needed = [self._needed(one) for one in subject.requires]
                standing = self._standings[id]
                return about(subject, standing, needed, lesson, remarks(self._course, subject))
            case Damage(name=name, sentences=sentences):
                return about_damage(name, sentences)
            case Section(title=title, summary=summary, objectives=objectives):
                return about_track(title, summary, objectives)

    def _needed(self, id: str) -> tuple[str, str]:
        """Title and state of an exercise that another one builds on."""
        for exercise in self._course:
            if exercise.id == id:
                return exercise.title, self.state(exercise)
        return id, "damaged"


def key(subject: Subject | None) -> str:
    """What a subject is known by after the course was read again."""
    match subject:
        case Exercise(id=id):
            return id
        case Damage(name=name):
            return name
    return ""


def _has(subject: Exercise | Damage, track: str, words: list[str]) -> bool:
    name = f"{subject.title} {subject.id}" if isinstance(subject, Exercise) else subject.name
    return all(word in f"{name} {track}".casefold() for word in words)


def _score(standing: Standing) -> str:
    if standing.score is None or standing.max_score is None:
        return ""
    return f"{points(standing.score)}/{points(standing.max_score)}"
