"""Checks that the tests add to keras-first's hidden ones: its questions, asked of many networks, and sooner.

`look_3` looks at what `build_3` builds; `train_3` also compiles and trains it. `compile_3` looks at what
`compile_3` makes of the network that `build_model` builds.
"""

from grader import check, expect, ladder

MANY = 60


def _learns(lab, build="build_model"):
    network = lab.network(build, compile="compile_model")
    return lab.train(network, lab.task(train=600, test=200), epochs=2, batch_size=64, seeds=1)


@check(points=1)
def train_a_little(lab):
    "Two short epochs go by."
    expect.between(_learns(lab).accuracy, 0, 1, what="the accuracy")


@check(points=1)
def train_well(lab):
    "Two short epochs teach nobody this much."
    expect.band(_learns(lab).accuracy, passing=0.9, solid=0.95, excellent=1.0)


@check(points=1)
def train_at_all(lab):
    "The loss goes down."
    ladder.loss_goes_down(_learns(lab), to=0.99)


def _look(number):
    def look(lab):
        "One of several networks is what was asked for."
        ladder.contract(lab.network(f"build_{number}"), inputs=(28, 28), outputs=(10,))

    return look


def _train(number):
    def train(lab):
        "One of several networks can be trained."
        expect.between(_learns(lab, f"build_{number}").accuracy, 0.9, 1, what="the accuracy")

    return train


def _compile(number):
    def compiled(lab):
        "One of several ways to compile is the lesson's."
        mine = lab.network("build_model", compile=f"compile_{number}")
        right = lab.network("build_model", compile="compile_model", of=lab.reference)
        expect.that(mine.compilation == right.compilation, "Optimizer and loss should be the lesson's.")

    return compiled


for _number in range(MANY):
    for _kind, _make in (("look", _look), ("train", _train), ("compile", _compile)):
        _function = _make(_number)
        _function.__name__ = f"{_kind}_{_number}"
        check(points=1)(_function)
