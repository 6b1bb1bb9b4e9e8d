"""Public checks of `mlp-backprop`. The numbers of the first two are those of the lesson."""

import numpy as np

from grader import check, expect

LN3 = np.log(3)
X = np.array([[1.0, 2.0], [2.0, 0.0]])
Y = np.array([0, 1])
PARAMS = {
    "W1": np.array([[1.0, -1.0, 0.0], [0.0, 1.0, -1.0]]),
    "b1": np.array([0.0, 0.0, 1.0]),
    "W2": LN3 * np.array([[1.0, 0.0], [-2.0, -1.0], [0.0, 1.0]]),
    "b2": np.array([0.0, 0.0]),
}
GRADS = {
    "W1": LN3 * np.array([[0.5, 0.25, -0.75], [-0.5, 0.5, 0.0]]),
    "b1": LN3 * np.array([0.125, 0.25, -0.375]),
    "W2": np.array([[0.5, -0.5], [-0.25, 0.25], [0.375, -0.375]]),
    "b2": np.array([0.125, -0.125]),
}


def relu(z):
    return np.maximum(z, 0.0)


def drelu(z):
    return (z > 0) * 1.0


def dtanh(z):
    return 1 - np.tanh(z) ** 2


def tanh(z):
    return np.tanh(z)


RELU, TANH = (relu, drelu), (tanh, dtanh)


def both(answer):
    """What mlp_loss returned, which must be a pair of a number and a dict with the four names."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[1], dict)
    expect.that(pair, "`mlp_loss` should return two things, (loss, grads), and grads is a dict.")
    expect.that(
        set(answer[1]) == set(PARAMS) or "b1" not in answer[1],
        f"grads should have the keys W1, b1, W2 and b2, yours has {', '.join(map(str, answer[1]))}.",
    )
    expect.that("b1" in answer[1], "grads has no gradient for b1.", mistake="missing-b1")
    return answer


def loss_of(m, *args):
    loss, _ = m.mlp_loss(*args)
    return loss


def gradient_of(name):
    """One gradient alone, so that each is judged for itself."""

    def scenario(m, *args):
        _, grads = m.mlp_loss(*args)
        return {name: grads.get(name)}

    return scenario


def network(rng, N, D, H, K):
    """Random params, X and y."""
    sizes = {"W1": (D, H), "b1": (H,), "W2": (H, K), "b2": (K,)}
    params = {name: rng.normal(size=size) for name, size in sizes.items()}
    return params, rng.normal(size=(N, D)), rng.integers(K, size=N)


@check(points=2)
def the_lessons_loss(lab):
    "The loss of the lesson's network is 1.0397."
    both(lab.mlp_loss(PARAMS, X, Y, RELU))
    expect.close(expect.matches(loss_of, PARAMS, X, Y, RELU), 1.0397207708, what="the loss")


@check(points=3)
def the_lessons_gradients(lab):
    "All four gradients of the lesson's network are right."
    _, grads = both(lab.mlp_loss(PARAMS, X, Y, RELU))
    expect.that(
        not moved_on(grads["W1"], grads["b1"]),
        "W1 and b1 have the gradients of a network whose W2 has made a step already.",
        mistake="uses-updated-W2",
    )
    for name, gradient in GRADS.items():
        found = expect.matches(gradient_of(name), PARAMS, X, Y, RELU)
        expect.close(found, {name: gradient})


def moved_on(dW1, db1):
    """Whether these are the gradients for W2 - step·dW2 with some step: W1's and b1's agree on the step."""
    hidden = relu(X @ PARAMS["W1"] + PARAMS["b1"])
    dlogits = np.array([[-0.25, 0.25], [0.375, -0.375]])
    lost = (dlogits @ GRADS["W2"].T) * drelu(hidden)
    lost = np.concatenate([(X.T @ lost).ravel(), lost.sum(axis=0)])
    if np.shape(dW1) != (2, 3) or np.shape(db1) != (3,):
        return False
    right = np.concatenate([GRADS["W1"].ravel(), GRADS["b1"]])
    missing = right - np.concatenate([np.ravel(dW1), db1])
    step = missing @ lost / (lost @ lost)
    return bool(step > 1e-9 and np.allclose(missing, step * lost, rtol=1e-6, atol=1e-12))


@check(
    points=1,
    cases=[
        {"N": 4, "D": 3, "H": 5, "K": 2},
        {"N": 1, "D": 2, "H": 4, "K": 3},
        {"N": 5, "D": 7, "H": 1, "K": 4},
    ],
)
def has_the_right_shapes(lab, case):
    "The loss is one number, each gradient has its parameter's shape."
    params, inputs, labels = network(lab.rng, **case)
    loss, grads = both(lab.mlp_loss(params, inputs, labels, TANH))
    expect.that(np.ndim(loss) == 0, "The loss should be one number.")
    for name, p in params.items():
        expect.shape(grads[name], p.shape, what=f"the gradient of {name}")


@check(points=2)
def takes_any_activation(lab):
    "Loss and gradients are right with tanh, whose derivative is no mask."
    params, inputs, labels = network(lab.rng, N=4, D=3, H=5, K=2)
    expect.matches(loss_of, params, inputs, labels, TANH)
    for name in ("b2", "W2", "b1", "W1"):
        expect.matches(gradient_of(name), params, inputs, labels, TANH)


@check(points=1)
def agrees_with_small_steps(lab):
    "The gradients agree with small steps of every parameter."
    params, inputs, labels = network(lab.rng, N=3, D=2, H=4, K=5)

    def forward(m, **params):
        return loss_of(m, params, inputs, labels, TANH)

    def backward(m, **params):
        _, grads = m.mlp_loss(params, inputs, labels, TANH)
        return tuple(grads.get(name) for name in params)

    expect.gradient(forward, backward, params, upstream=False)


@check(points=1)
def computes_the_activation_once(lab):
    "f is called once, on the whole batch, and no argument is changed."
    params, inputs, labels = network(lab.rng, N=4, D=2, H=3, K=5)
    asked = []

    def f(z):
        asked.append(np.shape(z))
        return np.tanh(z)

    lab.mlp_loss(params, inputs, labels, (f, dtanh))
    again = asked == [(4, 3), (4, 3)]
    expect.that(not again, "f was called twice, on (4, 3) each time.", mistake="activation-recomputed")
    calls = " and ".join(map(str, asked[:4])) or "nothing"
    expect.that(asked == [(4, 3)], f"f should be called once, on shape (4, 3); it was called on {calls}.")
    expect.unchanged(lab.mlp_loss, params, inputs, labels, TANH)
