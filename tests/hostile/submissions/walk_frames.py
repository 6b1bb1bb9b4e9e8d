# CHEATS 4, 6, 7: looks through all frames, modules and source caches of its process, at loading and at each call.
# Harm: it finds a secret, the reference solution or a checks file.
# verdicts: failed, memory, crashed
# earns: 1
import inspect, linecache, sys


def look():
    frame, seen = sys._getframe(), []
    while frame:
        seen += [frame.f_code.co_filename, *map(repr, [*frame.f_locals.values(), *frame.f_globals.values()])]
        frame = frame.f_back
    for name, module in list(sys.modules.items()):
        seen += [name, *map(repr, list(vars(module).values()))]
    seen += [str(line) for entry in linecache.cache.values() for line in entry]
    text = " ".join(seen)
    found = search(text) + " ".join(word for word in ("hidden" ".py", "mistakes" ".py", "dllab_" "solution") if word in text)
    print(HARM, found) if found else print("tried", len(text))
    try:
        print(HARM, inspect.getsource(sys.modules["hidden"]))
    except KeyError:
        pass


look()


def sigmoid(z):
    look()
    return z
