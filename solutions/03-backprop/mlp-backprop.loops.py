"""The same network sample by sample and path by path, as one would do it on paper."""

import numpy as np


def mlp_loss(params, X, y, act):
    """One sample at a time; every gradient collects what the sample adds."""
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    f, df = act
    N, H, K = len(X), len(b1), len(b2)
    z1 = np.array([[X[n] @ W1[:, j] + b1[j] for j in range(H)] for n in range(N)])
    hidden, slopes = f(z1), df(z1)

    loss = 0.0
    grads = {name: np.zeros_like(p) for name, p in params.items()}
    for x, label, h, slope in zip(X, y, hidden, slopes):
        logits = [float(h @ W2[:, k] + b2[k]) for k in range(K)]
        cost, errors = surprise(logits, label)
        loss += cost / N
        for j in range(H):
            paid = 0.0
            for k, error in enumerate(errors):
                paid += error * W2[j, k]
                grads["W2"][j, k] += h[j] * error / N
            grads["b1"][j] += paid * slope[j] / N
            grads["W1"][:, j] += x * (paid * slope[j] / N)
        grads["b2"] += np.array(errors) / N
    return loss, grads


def surprise(logits, label):
    """-ln p of the label, and p minus the truth, a list of K."""
    top = max(logits)
    weights = [np.exp(z - top) for z in logits]
    total = sum(weights)
    errors = [w / total - (k == label) for k, w in enumerate(weights)]
    return top - logits[label] + np.log(total), errors
