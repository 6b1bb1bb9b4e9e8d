"""Networks of usual sizes, as a course of training checks."""
