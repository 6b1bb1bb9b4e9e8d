# CHEATS 59: lies about what names it defines and of what kind they are.
# Harm: the grader stumbles.
# verdicts: failed, error, refused, timeout
me = guest()
names = {"sigmoid": "data", "logistic": "nothing", "boundary": "__class__", "dsigmoid": "function", "": "", "peer": "data"}
send([1, me.current, "ok", [1, 2**64 - 1, [2, *(part for pair in names.items() for part in pair)]], [2]])
request = me.receive()
while request is not None:
    send([1, request[0], "ok", [0, 1.0], [2]])
    request = me.receive()
