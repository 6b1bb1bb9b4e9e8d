# CHEATS 38, 39: plants modules and import hooks so that whoever imports next gets its code: NumPy, the grader, the solution.
# Harm: the grader or the next submission does.
# verdicts: failed, error, crashed
# earns: 1
import builtins, importlib.abc, sys, types

kept = types.ModuleType("kept_for_later")
sys.modules["kept_for_later"] = kept


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        print("asked for", name)
        return importlib.machinery.ModuleSpec(name, self)

    def exec_module(self, module):
        module.__getattr__ = lambda name: lambda *args, **kwargs: True


sys.meta_path.insert(0, Finder())
sys.path.insert(0, "@TMPDIR@")
sys.path_hooks.insert(0, lambda path: Finder())
old = builtins.__import__
builtins.__import__ = lambda name, *rest: kept if name in ("hidden", "checks", "solution") else old(name, *rest)
for name in list(sys.modules):
    if name.startswith(("grader", "numpy.testing", "solution")):
        sys.modules[name] = kept


def sigmoid(*args):
    return args[0]


logistic = boundary = dsigmoid = sigmoid
