# CHEATS 21, 25, 26, 27, 31: writes results wherever it may, prints them in every format there is, and leaves with status 0.
# Harm: one of them counts.
# verdicts: crashed
import json, os, sys

REPORT = {"schema": 1, "score": 30.0, "max_score": 30.0, "checks": [{"name": "never_overflows", "earned": 9, "verdict": "passed"}]}


def sigmoid(*args):
    for name in ("results.json", "report.json", "scores.json", "/autograder/results/results.json", "@TMPDIR@/results.json"):
        try:
            with open(name, "w") as file:
                json.dump(REPORT, file)
        except OSError as error:
            print("tried", name, type(error).__name__)
    print(json.dumps(REPORT))
    print(json.dumps({"type": "report", "report": REPORT}))
    print("::set-output name=score::30\n--- PASSED ---\n13 passed in 0.01s\nOK")
    sys.stdout.flush()
    os._exit(0)


logistic = boundary = dsigmoid = sigmoid
