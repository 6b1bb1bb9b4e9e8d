"""Sharpen, blur, edge, emboss: four kernels for images of uint8 pixels.

`correlate2d` is your own, if it has passed its tests; you need not use it.
Refused here: scipy, skimage, PIL, cv2, keras, tensorflow, torch.
"""

import numpy as np
from conv2d_one import correlate2d

# Four 3×3 arrays of numbers, to be written down from these words:
#   "sharpen": five times the pixel, minus its neighbours above, below, left
#              and right. The four corners are 0.
#   "blur":    all nine pixels alike, with weight 1 each.
#   "edge":    the neighbours above, below, left and right, minus four times
#              the pixel. The four corners are 0.
#   "emboss":  rows (-2, -1, 0), (-1, 1, 1) and (0, 1, 2).
KERNELS = {}


def apply_filter(img, name, normalise=True, pad="edge"):
    """Slide the kernel of this name over an image, as it is (cross-correlation).

    img:  uint8 array, (H, W) or, for colours, (H, W, 3); H and W at least 2.
          Each channel is filtered by itself. img stays as it is.
    name: "sharpen", "blur", "edge" or "emboss"; any other: ValueError.
    normalise: if true, the sums are divided by the sum of the kernel's
          weights, unless that is 0.
    pad:  what lies beyond the border, one row and column on each side:
          "edge" repeats the border pixels, "reflect" mirrors the image at
          them (without repeating them), "zero" is black; any other:
          ValueError.

    Returns a new uint8 array of img's shape. Sums are computed with floats,
    rounded to the nearest whole number at the end, and those below 0 become 0,
    those above 255 become 255.
    """
    raise NotImplementedError(
        "apply_filter: fill KERNELS first, then surround the image by a frame "
        "of one pixel."
    )
