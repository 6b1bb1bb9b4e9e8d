# CHEATS none: gives the names that are asked for to what cannot be called.
# Harm: the grader calls its own exercise broken.
# verdicts: failed, error
import numpy as np

sigmoid = 5
logistic = np.zeros(3)
boundary = None
dsigmoid = {"a": 1}
