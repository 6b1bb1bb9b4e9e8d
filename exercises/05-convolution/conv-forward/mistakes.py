"""Known wrong answers to conv-forward."""

import numpy as np
from solution import as_floats, surround
from solution import conv_forward as right_conv_forward

from grader import mistake


@mistake(
    "kernel-flipped",
    "Your filters are turned by half a turn before they are laid on the image. A convolution layer is a cross-correlation: it uses them as they are.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward(x, w[:, :, ::-1, ::-1], b, stride, pad)
        return out, (x, w, b, stride, pad)


@mistake(
    "channels-not-summed",
    "Your maps of the single channels stay apart. A filter gives one map: what its kernels answer, channel by channel, is added up.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        answers = [right_conv_forward(x[:, [c]], w[:, [c]], b, stride, pad)[0] for c in range(x.shape[1])]
        return np.stack(answers, axis=2), (x, w, b, stride, pad)


@mistake(
    "first-channel-only",
    "Only the first channel of each image reaches your maps. A filter has a kernel for every channel, and its answer is the sum over all of them.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        right_conv_forward(x, w, b, stride, pad)
        out, _ = right_conv_forward(x[:, :1], w[:, :1], b, stride, pad)
        return out, (x, w, b, stride, pad)


@mistake(
    "bias-dropped",
    "Your maps lack their biases: to everything that filter k answers, the number b[k] is added.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward(x, w, np.zeros_like(b), stride, pad)
        return out, (x, w, b, stride, pad)


@mistake(
    "bias-per-pixel",
    "Your bias is added to every pixel of the window before the sum, so it counts C · kh · kw times. It is added once, after the sum.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward(x, w, b * w[0].size, stride, pad)
        return out, (x, w, b, stride, pad)


@mistake(
    "bias-along-the-row",
    "Your biases are spread along the rows of a map, one for each column, because NumPy lines up the last axes. Give them axes of their own, so that b[k] belongs to map k.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward(x, w, np.zeros_like(b), stride, pad)
        return out + b.astype(out.dtype), (x, w, b, stride, pad)


@mistake(
    "stride-ignored",
    "Your filters visit every place, whatever the stride is. The place (i, j) begins at row i · stride and column j · stride.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward(x, w, b, 1, pad)
        return out, (x, w, b, stride, pad)


@mistake(
    "padding-ignored",
    "Your function does not use pad. Zeros around each map make room for more places, and let the filters see the border.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward(x, w, b, stride, 0)
        return out, (x, w, b, stride, pad)


@mistake(
    "pads-channels",
    "You pad the channels as well, so that your filters read empty channels and miss the last ones. Zeros go around height and width only.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        right_conv_forward(x, w, b, stride, pad)
        deeper = np.pad(x, ((0, 0), (pad, pad), (0, 0), (0, 0)))[:, : x.shape[1]]
        out, _ = right_conv_forward(deeper, w, b, stride, pad)
        return out, (x, w, b, stride, pad)


@mistake(
    "pad-one-side",
    "You pad at the top and at the left only. Each of the four sides gets its pad rows or columns of zeros.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward(np.pad(x, ((0, 0), (0, 0), (pad, 0), (pad, 0))), w, b, stride)
        return out, (x, w, b, stride, pad)


@mistake(
    "off-by-one-output",
    "Your maps lack their last row and column: the first place comes before any step is made, so there is one place more than there are steps.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, cache = right_conv_forward(x, w, b, stride, pad)
        return out[:, :, :-1, :-1], cache


@mistake(
    "remainder-kept",
    "Your maps have extra places for cells that are left over at the bottom and at the right. Only places count where the whole kernel fits: the number of steps is rounded down.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        right_conv_forward(x, w, b, stride, pad)
        missing = [-(size + 2 * pad - k) % stride for size, k in zip(x.shape[2:], w.shape[2:], strict=True)]
        longer = np.pad(as_floats(x)[0], ((0, 0), (0, 0), (pad, pad + missing[0]), (pad, pad + missing[1])))
        out, _ = right_conv_forward(longer, w, b, stride)
        return out, (x, w, b, stride, pad)


@mistake(
    "H-W-swapped",
    "Your maps lie on their side: height and width are exchanged. Rows of the image, counted along axis 2, become rows of the map.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, cache = right_conv_forward(x, w, b, stride, pad)
        return out.swapaxes(2, 3), cache


@mistake(
    "integers-not-widened",
    "Your maps take the dtype of the image, so that with pixels as integers the sums wrap around or lose their fractions. Turn everything into floats before you multiply.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, cache = right_conv_forward(x, w, b, stride, pad)
        return out.astype(x.dtype), cache


@mistake(
    "float64-promotion",
    "Your layer turns float32 into float64 on the way. Where image, filters and biases all are float32, so are the maps.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        return right_conv_forward(x.astype(np.float64), w, b, stride, pad)


@mistake(
    "one-channel-for-all",
    "A filter made for one channel is accepted for an image with several: NumPy stretches it in silence. Compare the two numbers of channels, and raise ValueError.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        if w.shape[1] == 1:
            w = np.repeat(w, x.shape[1], axis=1)
        return right_conv_forward(x, w, b, stride, pad)


@mistake(
    "empty-map",
    "A kernel that fits nowhere gives you a map without cells, and the error shows up somewhere else, much later. Raise ValueError here.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        sizes = [size + 2 * pad - k + 1 for size, k in zip(x.shape[2:], w.shape[2:], strict=True)]
        if min(sizes) > 0 or x.shape[1] != w.shape[1]:
            return right_conv_forward(x, w, b, stride, pad)
        return np.zeros((len(x), len(w), max(sizes[0], 0), max(sizes[1], 0))), (x, w, b, stride, pad)


@mistake(
    "padded-x-in-the-cache",
    "Your cache holds the padded image. What belongs there are the arguments as they came; whoever reads the cache pads again.",
)
class _:
    def conv_forward(x, w, b, stride=1, pad=0):
        out, _ = right_conv_forward(x, w, b, stride, pad)
        return out, (surround(x, pad), w, b, stride, pad)
