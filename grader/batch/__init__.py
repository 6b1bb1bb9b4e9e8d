"""A class: everything that was handed in, graded by a crew of processes, nothing lost.

plan       what was handed in, and which files nobody understands
outcome    what became of one hand-in, as the file that it is kept in
summary    an outcome as far as grades need it
store      the folder of results: one coordinator, whole files, what is done already
returns    texts that students came back to
messages   what a coordinator and its workers say to each other
crew       worker processes, replaced when they die
worker     inside of one
batch      plan, crew and store at work; what happens is told to a listener
pace       how far a run is, how fast, and how long the rest takes
gradebook  grades of the class, made anew from outcomes and course.yaml whenever they changed
records    its tables, and outcomes as rows of them
slurm      the same by tasks of a cluster: a run is begun, found again, looked at
run        such a run: what got lost is submitted again
shard      the files by which coordinator and tasks understand each other
task       what runs in a task
remote     one file graded in a task, for somebody who watches
cluster    sbatch, squeue, scancel
dropbox    the drop folder: handing in
permissions who can do what there, made, looked at, mended
folder     a folder whose files are never reached through links
looking    what lies in the drop folder
register   what was seen there, and when
collect    from there to SUBMISSIONS
feedback   what students get to read, where they alone can
watch      collect, grade, feedback, again and again
statistics what a class can do and what it gets wrong
reading    gradebook and statistics at a moment, for who looks on
progress   how far a run is, for who looks on
"""
