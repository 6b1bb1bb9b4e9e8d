"""A class: everything that was handed in, graded with one command."""
