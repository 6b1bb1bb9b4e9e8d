"""Weight decay: a penalty on large weights, and its gradient."""

import numpy as np

Arrays = dict[str, np.ndarray]


def total_loss(data_loss: float, params: Arrays, wd: float) -> tuple[float, Arrays]:
    """Return data_loss + ½ · wd · Σ W², and the gradient of that penalty by name, zeros where none is due."""
    squares = sum(float((p**2).sum()) for name, p in params.items() if is_decayed(name))
    reg_grads = {name: wd * p if is_decayed(name) else np.zeros_like(p) for name, p in params.items()}
    return data_loss + wd * squares / 2, reg_grads


def is_decayed(name: str) -> bool:
    """Whether the part behind the last dot starts with "W"."""
    return name.split(".")[-1].startswith("W")
