"""The rules of the author's gate that need no grading: files, words, numbers, names.

Each rule is a generator of sentences, in the form `file:line: what is wrong`.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dllab import lessons
from dllab.authoring import endless, mutation, source
from dllab.authoring.gate import agreeing, declarations, grounds, misnamed, order, worked
from dllab.authoring.importing import report
from dllab.authoring.studies import studied, study
from dllab.explore import FIGURES
from grader import policy
from grader.checks import MOST_POINTS, load_checks
from grader.course import Course
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.mistakes import load_mistakes
from grader.running import is_of_lab
from grader.track import NAME as TRACK
from grader.yamlfile import KEBAB, line_of, unknown

FILES = ("exercise.yaml", "lesson.md", "starter.py", "checks.py", "hidden.py", "mistakes.py")
LESSON_WORDS = (300, 900)
SUMMARY_LENGTH = 100
FEWEST_HINTS = 3
MINUTES = (1, 600)
FEWEST_MISTAKES = 3


def lint(course: Course, exercise: Exercise) -> list[str]:
    """What is wrong with an exercise as it is written, in the order of the rules."""
    problems: list[str] = []
    for rule in _RULES:
        try:
            with endless.guarded(exercise):
                problems.extend(rule(course, exercise))
        except ExerciseError as error:
            problems.append(str(error))
    # A file that is missing or broken is met by several rules.
    return list(dict.fromkeys(problems))


def lint_course(course: Course) -> list[str]:
    """What is wrong beside its exercises: what cannot be read, its policy, data sets that none names."""
    problems = [str(problem) for problem in course.problems]
    for rule in (_policy, declarations.unused):
        try:
            problems.extend(rule(course))
        except ExerciseError as error:
            problems.append(str(error))
    return list(dict.fromkeys(problems))


def lint_tracks(course: Course, exercises: Iterable[Exercise]) -> list[str]:
    """What is wrong with the track.yaml of these exercises."""
    files = {exercise.folder.parent / TRACK for exercise in exercises}
    return [str(problem) for problem in course.problems if problem.path in files]


def _policy(course: Course) -> Iterator[str]:
    policy.read(course)
    yield from ()


def at(path: Path, line: int, message: str) -> str:
    """A problem and its place."""
    return f"{path}:{line}: {message}"


def _files(course: Course, exercise: Exercise) -> Iterator[str]:
    for name in FILES:
        if not (exercise.folder / name).exists():
            yield str(ExerciseError("missing file", exercise.folder / name))
    if not exercise.has("solution.py"):
        yield str(ExerciseError("missing file", exercise.solution))
    for path in sorted(exercise.folder.iterdir()):
        known = (*FILES, study.FILE, mutation.FILE, "__pycache__", report.NAME)
        if path.name not in known and not _EDITORS.fullmatch(path.name):
            yield str(ExerciseError("a stray file: it is no part of an exercise", path))


def _names(course: Course, exercise: Exercise) -> Iterator[str]:
    path = exercise.folder / "exercise.yaml"
    if not KEBAB.fullmatch(exercise.id):
        yield at(
            path, line_of(path, "id"), f"id {exercise.id!r}: write it in kebab-case, such as `logistic-unit`"
        )
    if not exercise.title.strip():
        yield at(path, line_of(path, "title"), "title is empty")
    for other in course:
        if other.id != exercise.id and other.title == exercise.title:
            yield at(path, line_of(path, "title"), f"title is also that of {other.id}")
    low, high = MINUTES
    if not low <= exercise.minutes <= high:
        yield at(path, line_of(path, "minutes"), f"minutes: {exercise.minutes} is not from {low} to {high}")
    if exercise.limits.total_seconds < exercise.limits.seconds:
        what = "limits: total_seconds is less than seconds, so that no check has that long"
        yield at(path, line_of(path, "limits", "total_seconds"), what)


def _provided(course: Course, exercise: Exercise) -> Iterator[str]:
    yield from (at(*problem) for problem in grounds.of_provided(exercise))
    yield from (at(*problem) for problem in grounds.of_forbidden(exercise))


def _order(course: Course, exercise: Exercise) -> Iterator[str]:
    yield from (at(*problem) for problem in order.problems(course, exercise))


def _figures(course: Course, exercise: Exercise) -> Iterator[str]:
    path = exercise.folder / "exercise.yaml"
    for index, name in enumerate(exercise.explore):
        if name not in FIGURES:
            yield at(path, line_of(path, "explore", index), unknown(name, FIGURES, "figure"))


def _words(course: Course, exercise: Exercise) -> Iterator[str]:
    path = exercise.folder / "exercise.yaml"
    line = line_of(path, "summary")
    if "\n" in exercise.summary.strip() or len(exercise.summary) > SUMMARY_LENGTH:
        yield at(path, line, f"summary: make it one line of at most {SUMMARY_LENGTH} characters")
    if not _is_sentence(exercise.summary):
        yield at(path, line, "summary: end it with a full stop")
    if not exercise.objectives:
        yield at(path, line_of(path, "objectives"), "objectives: say what a learner can do afterwards")
    if len(exercise.hints) < FEWEST_HINTS:
        yield at(path, line_of(path, "hints"), f"{len(exercise.hints)} hints: write at least {FEWEST_HINTS}")
    for key, ends in (("objectives", "."), ("hints", ".?")):
        for index, text in enumerate(getattr(exercise, key)):
            if not _is_sentence(text, ends):
                yield at(path, line_of(path, key, index), f"{key}: end each with a full stop")


def _lesson(course: Course, exercise: Exercise) -> Iterator[str]:
    path, text = exercise.folder / "lesson.md", exercise.text("lesson.md")
    prose, fences = _without_code_blocks(text)
    words = sum(any(char.isalnum() for char in word) for word in prose.split())
    low, high = LESSON_WORDS
    if not low <= words <= high:
        yield at(path, 1, f"{words} words outside code blocks: write {low} to {high}")
    if not text.startswith("# "):
        yield at(path, 1, "the first line is not a heading: `# Title`")
    if len(fences) % 2:
        yield at(path, fences[-1], "this code block is never closed")
    lines = text.splitlines()
    if all(lines[number - 1].strip() == "```python" for number in fences[::2]):
        yield at(path, 1, "no figure: draw one in a code block (```)")
    if exercise.kind == "numpy" and not grounds.broken(exercise):
        yield from (at(path, line, what) for line, what in worked.problems(exercise))
    elif exercise.kind == "keras" and not _WORKED_NUMBER.search(text):
        yield at(path, 1, "no worked number, such as `σ(2) = 0.8808`")
    for part in lessons.parts(text):
        if not isinstance(part, str) and part.name not in FIGURES:
            yield at(path, part.line, f"there is no figure {part.name!r}: take one of {', '.join(FIGURES)}")
        elif not isinstance(part, str) and part.name not in exercise.explore:
            yield at(path, part.line, f"the figure {part.name!r} is missing from `explore` in exercise.yaml")


def _without_code_blocks(text: str) -> tuple[str, list[int]]:
    """The prose, and the lines where fences of code blocks stand."""
    prose, fences = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith(("```", "~~~")):
            fences.append(number)
        elif len(fences) % 2 == 0:
            prose.append(line)
    return "\n".join(prose), fences


def _starter(course: Course, exercise: Exercise) -> Iterator[str]:
    path = exercise.folder / "starter.py"
    yield from (at(*problem) for problem in agreeing.problems(exercise))
    defined = source.definitions(source.parse(exercise.text("starter.py"), path))
    for name in exercise.provides:
        node = defined.get(name)
        if node is None or isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        text = source.docstrings(node)
        if not text.strip():
            yield at(path, node.lineno, f"{name} has no docstring")
        elif not _SHAPE_OR_TYPE.search(text):
            yield at(path, node.lineno, f"the docstring of {name} names no shape and no type")


def _solutions(course: Course, exercise: Exercise) -> Iterator[str]:
    yield from (at(*problem) for problem in grounds.problems(exercise))
    for path in exercise.second_solutions:
        yield from (at(*problem) for problem in grounds.of_solution(exercise, path))


def _checks(course: Course, exercise: Exercise) -> Iterator[str]:
    checks = load_checks(exercise)
    for visibility, file in (("public", "checks.py"), ("hidden", "hidden.py")):
        if exercise.has(file) and not any(check.visibility == visibility for check in checks):
            yield at(exercise.folder / file, 1, f"no {visibility} checks: write at least one")
    if not any(check.points for check in checks):
        yield at(exercise.folder / "checks.py", 1, "the checks add up to 0 points: nothing can be earned")
    elif sum(check.points for check in checks) > MOST_POINTS:
        what = f"the checks add up to {sum(check.points for check in checks):g} points"
        yield at(checks[0].path, checks[0].line, f"{what}, more than {MOST_POINTS}")
    titles = Counter(check.title for check in checks)
    for check in checks:
        if titles[check.title] > 1:
            yield at(check.path, check.line, f"the title of {check.name} is also that of another check")
        if not _is_sentence(check.title):
            yield at(check.path, check.line, f"the title of {check.name}: end it with a full stop")


def _hidden_names(course: Course, exercise: Exercise) -> Iterator[str]:
    """What the lab has itself is not the submission's; `lab.rng` is what a check always means by it."""
    own = {name for name in exercise.provides if is_of_lab(name) and name != "rng"}
    for path, tree in _check_files(exercise):
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(value=ast.Name(id="lab"), attr=name) if name in own:
                    yield at(path, node.lineno, f'lab.{name} is no submission\'s: write lab["{name}"]')


def _misnamed(course: Course, exercise: Exercise) -> Iterator[str]:
    yield from (at(*problem) for problem in misnamed.problems(exercise))


def _prints(course: Course, exercise: Exercise) -> Iterator[str]:
    """What a check prints goes where the grader's own results go; but `with expect.output(…)` catches it."""
    for path, tree in _check_files(exercise):
        caught = {
            call
            for node in ast.walk(tree)
            if isinstance(node, ast.With) and "expect." in ast.unparse(node.items[0].context_expr)
            for call in ast.walk(node)
        }
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="print")) if node not in caught:
                    what = "prints, maybe hidden inputs, where the grader runs: take it out"
                    yield at(path, node.lineno, what)


def _check_files(exercise: Exercise) -> Iterator[tuple[Path, ast.Module]]:
    for name in ("checks.py", "hidden.py"):
        path = exercise.folder / name
        yield path, source.parse(exercise.text(name), path)


def _mistakes(course: Course, exercise: Exercise) -> Iterator[str]:
    path = exercise.folder / "mistakes.py"
    if not (exercise.has("mistakes.py") and exercise.has("solution.py")):
        return  # which has been said
    mistakes = load_mistakes(exercise)
    if len(mistakes) < FEWEST_MISTAKES:
        yield at(path, 1, f"{len(mistakes)} mistakes: write at least {FEWEST_MISTAKES}")
    sentences, is_sound = Counter(mistake.sentence for mistake in mistakes), not grounds.broken(exercise)
    if is_sound:
        missing = grounds.missing(exercise.text("mistakes.py"), exercise)
        yield from (at(path, line, what) for line, what in missing)
    for mistake in mistakes:
        if not _MISTAKE_NAME.fullmatch(mistake.name):
            yield at(path, mistake.line, f"the mistake {mistake.name!r}: write its name in kebab-case")
        if not _is_sentence(mistake.sentence):
            yield at(path, mistake.line, f"the sentence of {mistake.name!r}: end it with a full stop")
        if sentences[mistake.sentence] > 1:
            yield at(path, mistake.line, f"the sentence of {mistake.name!r} is also that of another mistake")
        if is_sound and (why := grounds.applies(mistake, exercise)):
            yield at(path, mistake.line, f"the mistake {mistake.name!r} {why}")
        elif is_sound and (unlike := grounds.unlike(mistake, exercise)):
            yield at(path, mistake.line, f"{mistake.name!r}: {unlike}")


def _study(course: Course, exercise: Exercise) -> Iterator[str]:
    yield from studied.problems(exercise)


def _is_sentence(text: str, ends: str = ".") -> bool:
    return text.strip().endswith(tuple(ends))


_RULES: Iterable[Callable[[Course, Exercise], Iterator[str]]] = (
    _files,
    _names,
    _provided,
    _order,
    _figures,
    _words,
    _lesson,
    _starter,
    _solutions,
    _checks,
    _hidden_names,
    _misnamed,
    _prints,
    _mistakes,
    declarations.problems,
    _study,
)
# What editors, systems and `git` keep beside a file: .a.yaml.swp, lesson.md~, #a#, a.bak, 4913 (Vim's).
_EDITORS = re.compile(r"\..*|.*~|#.*#|.*\.(bak|orig|rej|sw[a-p]|tmp)|4913", re.DOTALL)
# Kebab-case, but `forgot-1/N` and `dW-transposed` say it best as they are.
_MISTAKE_NAME = re.compile(r"[A-Za-z0-9'/=]+(-[A-Za-z0-9'/=]+)*")
_WORKED_NUMBER = re.compile(r"[=≈]\s*[-−]?\d")
_SHAPE_OR_TYPE = re.compile(
    r"\([^()]*,[^()]*\)"  # (N, D)
    r"|\b(arrays?|float\w*|ints?|integers?|bool|str|list|tuple|dict|scalars?|numbers?|function|generator)\b"
)
