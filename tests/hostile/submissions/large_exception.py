# CHEATS 62, 75: raises exceptions with messages, notes, names and tracebacks of a hundred million characters, and hostile str.
# Harm: the grader keeps them.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary, takes_the_slope_from_the_activation
# verdicts: error, memory, crashed
class Text(str):
    def __getitem__(self, key):
        return self

    def __len__(self):
        return 1


class Odd(Exception):
    def __str__(self):
        return Text("x" * 10**7)


class Worse(Exception):
    def __str__(self):
        raise SystemExit(0)


def sigmoid(z):
    raise ValueError("x" * 10**7 + "\n" * 10**6)


def logistic(*args):
    raise Odd


def boundary(w, b):
    raise Worse


def dsigmoid(a, deep=0):
    try:
        return dsigmoid(a, deep + 1)
    finally:
        raise ValueError("deep")
