"""The application around the grader: command line, workspace, progress, and later the lab."""

__version__ = "0.1.0"
