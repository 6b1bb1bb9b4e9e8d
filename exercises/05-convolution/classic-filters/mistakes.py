"""Known wrong answers to classic-filters."""

import numpy as np
from solution import BORDERS, correlate2d, divisor, to_pixels
from solution import KERNELS as RIGHT_KERNELS
from solution import apply_filter as right_apply_filter

from grader import mistake


def filtered(img, name, normalise, pad, make=to_pixels, slide=correlate2d, border=None):
    """The right filter but for one step: make (pixels of sums), slide, or np.pad's border."""
    right_apply_filter(img, name, normalise, pad)  # raises what the right one raises
    K = RIGHT_KERNELS[name] / divisor(RIGHT_KERNELS[name], normalise)
    planes = img[:, :, None] if img.ndim == 2 else img
    frames = np.pad(planes, ((1, 1), (1, 1), (0, 0)), mode=border or BORDERS[pad])
    done = [make(slide(frames[:, :, c].astype(float), K)) for c in range(planes.shape[2])]
    return np.stack(done, axis=2).reshape(img.shape)


@mistake(
    "laplacian-sign",
    "Your edge kernel has its signs reversed: it takes the neighbours from the pixel. Here the neighbours count positive, and four times the pixel is taken away.",
)
class _:
    KERNELS = RIGHT_KERNELS | {"edge": -RIGHT_KERNELS["edge"]}


@mistake(
    "blur-unnormalised",
    "Your sums are not divided by the sum of the weights. Nine weights of 1 make the blurred image nine times as bright, nearly all of it white.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return right_apply_filter(img, name, False, pad)


@mistake(
    "always-normalises",
    "You divide by the sum of the weights although normalise is false. Then the sums are to be left as they are.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return right_apply_filter(img, name, True, pad)


@mistake(
    "uint8-wraparound",
    "Your products are computed in uint8: they have no room below 0 and above 255 and start again at the other end. Turn the image into floats before the first multiplication.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        K = RIGHT_KERNELS[name]

        def slide(framed, _):
            H, W = framed.shape[0] - 2, framed.shape[1] - 2
            small = framed.astype(np.uint8)
            products = [
                K.astype(np.uint8)[m, n] * small[m : m + H, n : n + W] for m in range(3) for n in range(3)
            ]
            return np.sum(products, axis=0) / divisor(K, normalise)

        return filtered(img, name, normalise, pad, slide=slide)


@mistake(
    "no-clip",
    "Your sums go back to uint8 without being brought into its range. What is below 0 or above 255 then starts again at the other end: clip it first.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return filtered(
            img, name, normalise, pad, make=lambda sums: np.rint(sums).astype(int).astype(np.uint8)
        )


@mistake(
    "negative-made-positive",
    "You take the absolute value of your sums. What is below 0 becomes 0 here; only sharp changes in one direction show.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return filtered(img, name, normalise, pad, make=lambda sums: to_pixels(np.abs(sums)))


@mistake(
    "stretched-to-range",
    "You stretch your sums so that they fill the range from 0 to 255. Then grey 100 is not 100 any more: leave the sums as they are, and cut off only what is outside.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        def stretch(sums):
            span = sums.max() - sums.min()
            return to_pixels((sums - sums.min()) * (255 / span if span else 1))

        return filtered(img, name, normalise, pad, make=stretch)


@mistake(
    "rounds-down",
    "Your sums lose what is behind the decimal point. Converting to uint8 cuts it off, so round to the nearest whole number before.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return filtered(
            img, name, normalise, pad, make=lambda sums: np.clip(sums + 1e-9, 0, 255).astype(np.uint8)
        )


@mistake(
    "kernel-flipped",
    "Your kernel is turned by half a turn before it slides. Three of the four do not mind, but emboss shows its light from the other side: slide the kernel as it is.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return filtered(img, name, normalise, pad, slide=lambda X, K: correlate2d(X, K[::-1, ::-1]))


@mistake(
    "channel-mixed",
    "Your channels meet: the sum runs over red, green and blue together. A colour image is three grey images, each filtered by itself.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        if img.ndim == 2:
            return right_apply_filter(img, name, normalise, pad)
        right_apply_filter(img, name, normalise, pad)
        K = RIGHT_KERNELS[name] / divisor(RIGHT_KERNELS[name], normalise)
        framed = np.pad(img.astype(float), ((1, 1), (1, 1), (0, 0)), mode=BORDERS[pad])
        sums = correlate2d(framed.sum(axis=2), K)
        return np.repeat(to_pixels(sums)[:, :, None], 3, axis=2)


@mistake(
    "border-always-black",
    "Beyond the border your image is black, whatever pad says. That darkens the frame of a blurred image: look at pad before you surround the image.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return filtered(img, name, normalise, pad, border="constant")


@mistake(
    "pad-ignored",
    "You repeat the border pixels whatever pad says. Black is not the border pixel, and neither is its mirror image: the mirror stands on the border pixels, so the first pixel outside is the second one inside.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return filtered(img, name, normalise, pad, border="edge")


@mistake(
    "image-shrinks",
    "Your image loses its border: you filter only where the kernel lies on the image with all its weights. Surround the image by one pixel first, as pad says.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        return right_apply_filter(img, name, normalise, pad)[1:-1, 1:-1]


@mistake(
    "result-in-the-image",
    "You write the answers into the image itself, and the caller's picture is gone. Fill a new array.",
)
class _:
    def apply_filter(img, name, normalise=True, pad="edge"):
        img[:] = right_apply_filter(img.copy(), name, normalise, pad)
        return img
