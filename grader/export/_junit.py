"""JUnit XML, as continuous integration reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.etree import ElementTree

from grader.export._words import plain, sentence
from grader.report import CheckResult, Report, Verdict, for_learner


def junit(reports: Iterable[Report]) -> str:
    """JUnit XML: a test suite for each report, a test case for each check."""
    root = ElementTree.Element("testsuites", name="dllab")
    for report in map(for_learner, reports):
        root.append(_junit_suite(report))
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _junit_suite(report: Report) -> ElementTree.Element:
    outcomes = Counter(_junit_outcome(check) for check in report.checks)
    suite = ElementTree.Element(
        "testsuite",
        name=plain(f"{report.exercise.id}: {report.submission.path}"),
        tests=str(len(report.checks)),
        failures=str(outcomes["failure"]),
        errors=str(outcomes["error"]),
        skipped=str(outcomes["skipped"]),
        time=f"{report.seconds:.3f}",
    )
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in (("score", report.score), ("max_score", report.max_score)):
        ElementTree.SubElement(properties, "property", name=name, value=str(value))
    suite.extend(_junit_case(check, report.exercise.id) for check in report.checks)
    return suite


def _junit_case(check: CheckResult, exercise: str) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase", classname=plain(exercise), name=plain(check.name), time=f"{check.seconds:.3f}"
    )
    if outcome := _junit_outcome(check):
        element = ElementTree.SubElement(case, outcome, message=plain(check.message))
        if outcome != "skipped":
            element.set("type", check.verdict)
            element.text = plain(sentence(check))
    if check.output:
        ElementTree.SubElement(case, "system-out").text = plain(check.output)
    return case


def _junit_outcome(check: CheckResult) -> str:
    """The element that says how it ended; none for passed."""
    return {Verdict.PASSED: "", Verdict.FAILED: "failure", Verdict.NOT_RUN: "skipped"}.get(
        check.verdict, "error"
    )
