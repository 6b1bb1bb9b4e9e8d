"""Weight decay entry by entry: the loss and the gradient grow together."""

import numpy as np


def total_loss(data_loss, params, wd):
    """Visit every number of every array."""
    loss = float(data_loss)
    reg_grads = {}
    for name in params:
        gradient = np.zeros(np.shape(params[name]))
        last = name[name.rfind(".") + 1 :]
        if last[:1] == "W":
            for index, w in np.ndenumerate(params[name]):
                loss += 0.5 * wd * w * w
                gradient[index] = wd * w
        reg_grads[name] = gradient
    return loss, reg_grads
