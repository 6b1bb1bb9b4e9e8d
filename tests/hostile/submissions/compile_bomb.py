# CHEATS 62, 69: is a bomb for whoever compiles it: nested brackets are kept out by Python, constants are folded, a class is built.
# Harm: the grader, not its guest, compiles it.
# verdicts: timeout, memory, error
x = ((2 ** 62) ** 62) ** 62
dare("brackets", lambda: exec("(" * 90 + "1" + ")" * 90))
dare("signs", lambda: exec("y = " + "-" * 90_000 + "1"))
dare("terms", lambda: exec("z = " + "+".join(["(1,)"] * 20_000)))
dare("names", lambda: exec("\n".join(f"n{number} = {number}" for number in range(20_000))))
eval("((1 << 30) ** (1 << 30))")
