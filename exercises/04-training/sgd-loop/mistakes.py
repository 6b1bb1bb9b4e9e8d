"""What learners get wrong about the training loop."""

import numpy as np
from minibatches import minibatches
from solution import SGD as RightSGD
from solution import History

from grader import mistake


def restores(stopper, history, when):
    """Whether the loop goes back to the best parameters in the end."""
    return {
        "always": stopper.restore_best,
        "never": False,
        "when-stopped": stopper.restore_best and history.stopped_early,
        "unasked": True,
    }[when]


def loop(
    train_mode=True,
    val_mode=False,
    weigh=True,
    after=False,
    learn_from_validation=False,
    validate_first=False,
    listen="val",
    obey=True,
    restore="always",
    put=True,
    loss=None,
    grad_first=True,
    options=None,
    generator=None,
    best_from_1=False,
):
    """A training loop with one thing changed."""

    def train(model, Xtr, ytr, Xva, yva, cfg, rng):
        history, stopper, measure = History(), cfg.early_stopping, loss or cfg.loss

        def step(xb, yb, mode):
            value, dlogits = measure(model.forward(xb, mode), yb)
            model.backward(dlogits)
            moved = cfg.optimizer.step(model.params(), model.grads())
            if put:
                model.set_params(moved)
            return measure(model.forward(xb, mode), yb)[0] if after else value

        def look():
            if learn_from_validation:
                history.val_loss.append(float(step(Xva, yva, val_mode)))
            else:
                history.val_loss.append(float(measure(model.forward(Xva, val_mode), yva)[0]))

        for _ in range(cfg.epochs):
            if validate_first:
                look()
            losses, sizes = [], []
            order = generator() if generator else rng
            for xb, yb in minibatches(Xtr, ytr, cfg.batch_size, order, **(options or {})):
                losses.append(float(step(xb, yb, train_mode)))
                sizes.append(len(xb))
            history.loss.append(float(np.average(losses, weights=sizes if weigh else None)))
            if not validate_first:
                look()
            told = history.loss[-1] if listen == "train" else history.val_loss[-1]
            if stopper and stopper.update(told, model.params()) and obey:
                history.stopped_early = True
                break
        history.best_epoch = stopper.best_epoch if stopper else int(np.argmin(history.val_loss))
        history.best_epoch += best_from_1
        if stopper and restores(stopper, history, restore) and stopper.best_params:
            model.set_params(stopper.best_params)
        return history

    return train


@mistake(
    "climbs",
    "Your SGD adds lr times the gradient, and the loss rises. The gradient points uphill: subtract it.",
)
class _:
    class SGD(RightSGD):
        def step(self, params, grads):
            return {name: w + self.lr * grads[name] for name, w in params.items()}


@mistake(
    "sgd-in-place",
    "Your SGD changes the arrays that it was given. They belong to the model: return new ones in a new dict.",
)
class _:
    class SGD(RightSGD):
        def step(self, params, grads):
            for name in params:
                params[name] -= self.lr * grads[name]
            return params


@mistake(
    "set-params-forgotten",
    "Your steps never reach the model: the new parameters are made and thrown away, or written into what params() "
    "gave you, which may be copies. Hand them to set_params.",
)
class _:
    train = loop(put=False)


@mistake(
    "trains-in-test-mode",
    "Your training batches go through forward with train=False, so the model behaves as if it were in use: dropout, "
    "for one, would never drop. Training batches want train=True.",
)
class _:
    train = loop(train_mode=False)


@mistake(
    "validates-in-train-mode",
    "Your validation set goes through forward with train=True, so its loss is that of a model which drops values and "
    "normalises by the batch. Validation wants train=False.",
)
class _:
    train = loop(val_mode=True)


@mistake(
    "trains-on-validation",
    "You go on to backward and a step after the validation set as well. What the model has learned from cannot judge "
    "it: take the loss there, and nothing else.",
)
class _:
    train = loop(learn_from_validation=True)


@mistake(
    "validates-before-training",
    "You measure the validation loss at the beginning of the epoch. It belongs to the parameters at its end, which "
    "is also what the stopper is shown.",
)
class _:
    train = loop(validate_first=True)


@mistake(
    "mean-of-means",
    "Your epoch's loss is the mean of the batches' means, in which the samples of a short batch count for more. "
    "Weigh each batch by its number of samples.",
)
class _:
    train = loop(weigh=False)


@mistake(
    "loss-after-the-step",
    "You measure a batch's loss after the step that it caused, with another forward. The loss belongs to the "
    "parameters with which the gradient was taken.",
)
class _:
    train = loop(after=True)


@mistake(
    "drops-tail",
    "You leave out the last batch where it is short. Every sample comes once in an epoch.",
)
class _:
    train = loop(options={"drop_last": True})


@mistake(
    "never-shuffles",
    "Your samples come in the order of Xtr. Data sets are often sorted; let minibatches shuffle them in each epoch.",
)
class _:
    train = loop(options={"shuffle": False})


@mistake(
    "same-order-every-epoch",
    "Your epochs all have the same order, because each begins with a generator in the same state. Hand the one rng "
    "to minibatches, again and again; it moves on by itself.",
)
class _:
    def train(model, Xtr, ytr, Xva, yva, cfg, rng):
        seed = int(rng.integers(2**32))
        return loop(generator=lambda: np.random.default_rng(seed))(model, Xtr, ytr, Xva, yva, cfg, rng)


@mistake(
    "rng-ignored",
    "Your order does not come from the rng that you were given, so a training cannot be repeated, or comes out the "
    "same for every rng.",
)
class _:
    train = loop(generator=np.random.default_rng)


@mistake(
    "loss-fixed",
    "Your loop always computes cross-entropy. Which loss is to be used is said by cfg.loss.",
)
class _:
    def train(model, Xtr, ytr, Xva, yva, cfg, rng):
        from cross_entropy import ce

        return loop(loss=ce)(model, Xtr, ytr, Xva, yva, cfg, rng)


@mistake(
    "stops-on-train-loss",
    "You tell the stopper the training loss. That one falls nearly always; whether the model still gains is seen on "
    "the validation set.",
)
class _:
    train = loop(listen="train")


@mistake(
    "never-stops",
    "You ask the stopper and go on, whatever it says. When update returns True, this epoch is the last one.",
)
class _:
    train = loop(obey=False)


@mistake(
    "best-not-restored",
    "At the end your model has the parameters of the last epoch. Put the stopper's best_params back into it.",
)
class _:
    train = loop(restore="never")


@mistake(
    "restores-only-when-stopped",
    "You put the best parameters back only if the training was stopped early. When the epochs simply run out, the "
    "last one need not be the best either.",
)
class _:
    train = loop(restore="when-stopped")


@mistake(
    "restores-unasked",
    "You put the best parameters back although restore_best is False. Then the last ones stay.",
)
class _:
    train = loop(restore="unasked")


@mistake(
    "epochs-from-1",
    "Your best_epoch counts from 1. It is a place in the list of losses, and these count from 0.",
)
class _:
    train = loop(best_from_1=True)
