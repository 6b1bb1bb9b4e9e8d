# CHEATS 11, 55, 59: digs in the functions that checks hand over: closures, globals, code, methods not offered.
# Harm: it reads a constant of the check or calls what was not offered.
# exercise: gradcheck
# checks: differentiates_random_functions, calls_with_one_entry_moved, takes_central_differences
# verdicts: failed, error
# earns: 1
import gc, inspect

DIRTY = ("__globals__", "__code__", "__closure__", "__self__", "__dict__", "__class__.__init__", "target", "func_globals",
         "__getattribute__", "__reduce__", "__call__.__globals__", "__init__", "", "mro", "f_back", "gi_frame")


def num_grad(f, x, h=1e-5):
    for name in DIRTY:
        attempt("ask " + name, lambda: guest().ask(f._id, name, (), {}))
    for number in (-1, f._id + 1, f._id + 99, 2**63, 2**70):
        attempt(f"stub {number}", lambda: guest().ask(number, "__call__", (x,), {}))
    for name in DIRTY:
        attempt("ask with " + name, lambda: guest().ask(f._id, "__getattribute__", (name,), {}))
    text = " ".join(map(repr, [*gc.get_referents(f), *vars(f).values(), *inspect.getmembers(f)]))
    text += "".join(repr(cell.cell_contents) for cell in (type(f).__call__.__closure__ or ()))
    print(HARM, search(text)) if search(text) else print("tried", len(text))
    return x
