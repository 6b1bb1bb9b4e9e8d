# CHEATS 71: never reads what the grader sends it, and fills what holds the answers.
# Harm: grader and guest wait for each other.
# checks: squashes_the_worked_numbers, agrees_on_random_inputs, rates_the_teams
# verdicts: refused, timeout, flooded
def sigmoid(*args):
    me = guest()
    me.connection.setblocking(False)
    try:
        while True:
            me.connection.send(bytes(1 << 16))
    except BlockingIOError:
        forever()


logistic = sigmoid
