"""The parts of the exercise screen."""
