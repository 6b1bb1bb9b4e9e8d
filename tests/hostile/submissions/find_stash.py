# CHEATS 16, 23: graded after another: looks for what that one left behind.
# Harm: there is something.
import glob, os, sys

left = [*os.listdir("."), *glob.glob("/tmp/@TOKEN@*"), *glob.glob("../guest*"), *glob.glob("/dllab-scratch/*")]
left += [name for name in sys.modules if name.startswith("kept_")]
print(HARM, left) if left else print("tried")
