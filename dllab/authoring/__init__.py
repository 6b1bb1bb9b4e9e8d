"""Tools for those who write exercises.

new        author new: the files of an exercise to be
importing  author import: exercises from notebooks of nbgrader and otter
gate       author check: rules that read, rules that grade, the table of verdicts
weak       its warnings: what cheats earn, what hidden checks give away
mutation   author mutate, of copies of the solution with something wrong: mutants
studies    author calibrate: networks trained again and again, and the bands that follow
bundle     author bundle: a course in one file
schemas    author schemas, and with keys the tables in the reference that manual writes

What several of them use: source (Python read as text), unwritten (marks at what is to be written),
saves (which files make an exercise), pool (many exercises at a time), endless (loops
without an end in authors' code).
"""
