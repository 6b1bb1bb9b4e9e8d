"""Checks that the tests add to train-digits' hidden ones: its questions, asked of many models and settings.

`look_3` looks at the model that `build_3` makes; `train_3` also trains it; `config_3` looks at CONFIG_3.
"""

from grader import check, expect, ladder

MANY = 30


def _look(number):
    def look(lab):
        "One of several models is what was asked for."
        ladder.contract(lab.hand_network(lab.task(), f"build_{number}"), inputs=(64,), outputs=(10,))

    return look


def _train(number):
    def train(lab):
        "One of several models can be trained."
        task = lab.task(train=300, test=100)
        run = lab.train_by_hand(lab.hand_network(task, f"build_{number}"), task, seeds=1)
        expect.between(run.accuracy, 0.9, 1, what="the accuracy")

    return train


def _config(number):
    def config(lab):
        "Some of several settings are usable."
        task = lab.task()
        ladder.budget(lab.hand_network(task, settings=f"CONFIG_{number}"), task, 60)

    return config


for _number in range(MANY):
    for _kind, _make in (("look", _look), ("train", _train), ("config", _config)):
        _function = _make(_number)
        _function.__name__ = f"{_kind}_{_number}"
        check(points=1)(_function)
