# CHEATS 62, 69: is a bomb for whoever compiles it: nested brackets are kept out by Python, constants are folded, a class is built.
# Harm: the grader, not its guest, compiles it.
# verdicts: timeout, memory, error
x = ((2 ** 62) ** 62) ** 62
exec("(" * 90 + "1" + ")" * 90)
exec("y = " + "-" * 5000 + "1" if False else "y = 1")
exec("z = " + "+".join(["(1,)"] * 20000))
eval("((1 << 30) ** (1 << 30))")
