"""Hidden checks of `train-digits`: what was learned was learned here, from this data."""

from grader import check, ladder


@check(points=2, needs=["reads_digits"])
def learns_rather_than_knows(lab):
    "Trained anew on changed data, the network learns what can be learned, and nothing else."
    task = lab.task(train=8_000, test=2_000)
    ladder.controls(lab.hand_network(task), task, at_least=0.85, at_most=0.25)
