"""Reports and grades in the formats of others.

Whatever a learner wrote may stand in a report. Each function makes it harmless for its target and, but for
`gradescope`'s notes for graders, leaves out what learners may not see (see `grader.report.for_learner`).
"""

from grader.export._ctrf import ctrf
from grader.export._gradebook import csv_gradebook
from grader.export._gradescope import gradescope
from grader.export._junit import junit
from grader.export._sheets import csv_canvas, csv_moodle, csv_plain

__all__ = ["csv_canvas", "csv_gradebook", "csv_moodle", "csv_plain", "ctrf", "gradescope", "junit"]
