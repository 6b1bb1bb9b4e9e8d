# CHEATS 63, 64, 88: prints, raises and returns terminal escapes, markup, HTML and text that runs backwards.
# Harm: one of them stands in the report as it was.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary, takes_the_slope_from_the_activation, agrees_on_random_inputs
# verdicts: error, failed
import numpy as np

EVIL = (
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]52;c;cm0gLXJmIC8=\x07 \x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\ \x1bP1$r\x1b\\ \x1b[2J \x9b31m "
    "\x9d0;x\x9c \x1b(0 \x1bc \r\b\b\b\x7f\x00 \u202egnp.exe\u202c \u2066\u2067\u200b\u200e\ufeff \u2028\u2029 [red]markup[/red][/] [link=file:///] "
    "<script>alert(1)</script> <img src=x onerror=y> ![x](http://x) =cmd|' /C calc'!A0 @SUM(1) ]]> &amp; \U000e0041\ue000\ufffe\ud800"
)


def sigmoid(z):
    print(EVIL * 3)
    raise ValueError(EVIL)


def logistic(x, w, b):
    raise type("E\x1b[31m\u202e" + "<b>", (Exception,), {})("\x1b" * 4000)


def boundary(w, b):
    return type("\x1b[31mT\u202e", (), {})()


def dsigmoid(a):
    return {EVIL: 1.0}
