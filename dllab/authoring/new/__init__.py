"""dllab author new: the files of an exercise to be."""
