"""Cross-entropy of a batch, computed from logits, with its gradient.

Copy your log_softmax from the exercise `softmax` in here if you like; helpers
of your own are welcome.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


def ce(logits, y):
    """Mean cross-entropy of N predictions, and its gradient.

    Args:
        logits: (N, K) float array with N ≥ 1: raw scores, not probabilities.
            They may be as large as ±1e6, mixed with small ones; nothing
            overflows and nothing is warned.
        y: the truth, in one of two forms.
            (N,) integers: the index of the right class, 0 … K-1.
            (N, K) floats: a distribution over the classes for each sample,
            rows adding up to 1 (one-hot, or soft). Entries may be 0.

    Returns:
        (loss, dlogits), a tuple.
        loss: a float, the mean over the N samples, in natural logarithms.
        dlogits: (N, K), the gradient of that mean with respect to the logits
            (so 1/N is in it), in the dtype of the logits (float32 in, float32
            out; y never changes it, whatever its dtype).
        No argument is changed.

    Raises:
        ValueError: a label is below 0 or not below K.
    """
    raise NotImplementedError(
        "ce: start with log p, the log_softmax of the logits, and turn y into "
        "one row of K numbers per sample"
    )
