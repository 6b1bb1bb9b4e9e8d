"""The parts of the grading benchmark."""
