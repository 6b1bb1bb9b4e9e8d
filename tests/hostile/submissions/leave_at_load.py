# CHEATS 27, 28: ends its process with status 0 while it is loaded.
# Harm: what was never loaded counts as passed.
# verdicts: crashed
import os

os._exit(0)
