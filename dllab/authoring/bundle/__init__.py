"""dllab author bundle: what students may have of a course, or what graders need, in one file."""
