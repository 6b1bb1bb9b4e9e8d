# CHEATS 55: walks from an empty tuple to everything: to processes, files and the builtins.
# Harm: it finds one that works.
everything = ().__class__.__base__.__subclasses__()
by_name = {kind.__name__: kind for kind in everything}
attempt("Popen", lambda: some(by_name.get("Popen"))(["sleep", "600", "@TOKEN@"]))
attempt("FileIO", lambda: some(by_name.get("FileIO"))("@HOME@/.netrc").read())
attempt("loader", lambda: by_name["FileLoader"]("x", "@HOME@/.netrc").get_data("@HOME@/.netrc"))
wrap = next(kind for kind in everything if kind.__name__ == "_wrap_close")
attempt("popen", lambda: some(wrap.__init__.__globals__["popen"]("echo " + "HA" + "RM").read()))
attempt("eval", lambda: eval("__import__('os').fork()"))
