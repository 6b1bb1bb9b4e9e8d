"""Training checks: networks judged by architecture, trained by the grader, scored on predictions."""
