"""Outcomes without grading: what tests of grades, gradebooks and exports are made of."""

import hashlib

from grader import __version__
from grader.batch.outcome import Outcome, encoded
from grader.report import CheckResult, Environment, ExerciseRef, Report, Sandbox, SubmissionRef, Verdict

SANDBOX = Sandbox("kernel", True, True, True)


def a_check(name="c", earned=2.0, points=2.0, **changes):
    verdict = Verdict.PASSED if earned else Verdict.FAILED
    facts = {"name": name, "title": f"It does {name}.", "visibility": "public", "verdict": verdict}
    return CheckResult(points=points, earned=earned, **{**facts, **changes})


def a_report(checks=None, exercise="double", version="v1", text="text", grader=__version__, **changes):
    checks = [a_check()] if checks is None else checks
    facts = {
        "exercise": ExerciseRef(exercise, version),
        "submission": SubmissionRef(f"{exercise}.py", hashlib.sha256(text.encode()).hexdigest()),
        "score": round(sum(check.earned for check in checks), 6),
        "max_score": sum(check.points for check in checks),
        "checks": checks,
        "environment": Environment(grader, SANDBOX, "cpu", "3.11.7", "2.4.6"),
        "seconds": 0.25,
        "seed": "secret-seed",
    }
    return Report(**{**facts, **changes})


def an_outcome(student="anna", report=None, handed_in=1000.0, graded=2000.0, **changes):
    """What became of a hand-in; of one that could not be graded: report=False, text=…"""
    report = a_report() if report is None else report
    text = changes.pop("text", "text")
    sha256 = report.submission.sha256 if report else hashlib.sha256(text.encode()).hexdigest()
    exercise = report.exercise.id if report else changes.pop("exercise", "double")
    version = (report.exercise.version, report.environment.grader) if report else ("v1", __version__)
    key = hashlib.sha256("\0".join((sha256, exercise, *version)).encode()).hexdigest()[:24]
    facts = {"exercise": exercise, "key": key, "sha256": sha256, "report": report or None}
    facts["error"] = "" if report else "the process that graded it ended"
    return Outcome(student=encoded(student), handed_in=handed_in, graded=graded, **{**facts, **changes})
