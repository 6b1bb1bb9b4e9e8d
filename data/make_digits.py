"""Write digits.npz beside this file from scikit-learn's copy of the UCI handwritten digits.

pip install scikit-learn && python data/make_digits.py
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TRAINING = 1442
SHUFFLE_SEED = 355


def main() -> None:
    """Scale 0..16 to 0..255 (rounded half up, so that no two values become one), shuffle, split, save."""
    digits = load_digits()
    counts = digits.images.astype(np.int64)
    x = ((255 * counts + 8) // 16).astype(np.uint8)
    y = digits.target.astype(np.int64)
    order = np.random.default_rng(SHUFFLE_SEED).permutation(len(x))
    train, test = order[:TRAINING], order[TRAINING:]
    path = Path(__file__).with_name("digits.npz")
    np.savez_compressed(path, train_x=x[train], train_y=y[train], test_x=x[test], test_y=y[test])
    print(hashlib.sha256(path.read_bytes()).hexdigest(), path.name)


if __name__ == "__main__":
    main()
