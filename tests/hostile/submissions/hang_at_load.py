# CHEATS 69, 72: never finishes loading.
# Harm: every check waits for it anew.
# verdicts: timeout
forever()
