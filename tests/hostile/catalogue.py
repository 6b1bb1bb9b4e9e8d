"""The classes of cheating and breaking that the graders of others fell to, and where each is tried here.

Submissions name their classes in their first line. `ELSEWHERE` are classes that no submission can try by
itself; `NOT_HERE` are those that cannot apply, and why.
"""

CLASSES = {
    1: "test-file read", 2: "solution-tree read", 3: "neighbour read", 4: "frame walk", 5: "heap walk",
    6: "__main__ and sys.modules read", 7: "linecache and inspect.getsource", 8: "/proc",
    9: "secrets in the environment", 10: "inherited descriptors",
    11: "closures and globals of a grader's callable", 12: "log hidden inputs", 13: "raise to leak",
    14: "fail to leak", 15: "network exfiltration", 16: "stash exfiltration",
    17: "recompute the answer key", 18: "de-obfuscate", 19: "client-side unlock", 20: "answer brute force",
    21: "write the result file and leave", 22: "atexit rewrite", 23: "daemon survivor", 24: "inotify race",
    25: "fake stdout protocol", 26: "fake sidecar or log", 27: "exit-code trust",
    28: "silent death is a pass", 29: "timeout is full marks", 30: "odd score value",
    31: "grade database write", 32: "entry point rewrite", 33: "test-file overwrite",
    34: "environment-log forgery", 35: "client-computed score", 36: "control-exception hijack",
    37: "test-runner configuration injection", 38: "module shadowing", 39: "import hook", 40: "patch numpy",
    41: "patch the test library", 42: "patch builtins", 43: "strip the asserts", 44: "magic objects",
    45: "lying type", 46: "broadcast-pass", 47: "NaN, infinity and object games", 48: "alias and mutate",
    49: "RNG capture", 50: "clock patch", 51: "timeout cancel", 52: "swallow the timeout", 53: "tracing",
    54: "raw memory", 55: "import-guard bypass", 56: "banned-function bypass", 57: "pickle payload",
    58: "log-channel unpickle", 59: "typed gadget", 60: "unauthenticated loopback port",
    61: "model artefact code", 62: "parser bombs", 63: "terminal escapes",
    64: "HTML and Markdown injection", 65: "archive escape or bomb", 66: "symlink race",
    67: "kill or stop the parent", 68: "ptrace", 69: "infinite loop", 70: "uncatchable C loop", 71: "sleep",
    72: "one timeout ends the batch", 73: "memory bomb", 74: "fork or thread bomb", 75: "output flood",
    76: "disk, inode and /dev/shm fill", 77: "lock hold", 78: "GPU hog", 79: "hard-coded table",
    80: "redirection to a library", 81: "forged training evidence",
    82: "overridden predict, lookup by input", 83: "train on test", 84: "copied or pretrained weights",
    85: "seed hunting", 86: "global-state poisoning", 87: "precision downgrade", 88: "policy forgery",
}  # fmt: skip

ELSEWHERE = {
    37: "test_hostile_places.py: conftest.py, sitecustomize.py, .pth and pytest.ini beside the submission",
    38: "test_hostile_places.py: numpy.py, random.py and others beside the submission",
    43: "test_hostile_places.py: a notebook with IPython's magics and input transformers",
}

NOT_HERE = {
    19: "nothing is unlocked on the learner's side: hidden checks are not in what learners install",
    20: "answers are real numbers, and the inputs, or the test images and labels, are others in every run",
    34: "no environment is logged: what is graded is source",
    35: "a learner's own report is never taken: the class is graded from source",
    65: "nothing unpacks archives",
}
