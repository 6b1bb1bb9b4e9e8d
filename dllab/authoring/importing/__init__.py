"""Exercises from nbgrader's and otter's notebooks: cells in, an exercise's files out, and what was lost."""
