"""Known wrong answers to out-size."""

from solution import out_size as right_out_size
from solution import receptive_field as right_receptive_field
from solution import shape_after as right_shape_after
from solution import shapes as right_shapes
from solution import tf_same as right_tf_same

from grader import mistake


@mistake(
    "forgot-plus-one",
    "Your out_size counts the steps. The window also has a place before its first step, so there is one place more than there are steps.",
)
class _:
    def out_size(W, F, P, S, floor=False):
        return right_out_size(W, F, P, S, floor) - 1


@mistake(
    "forgot-2P",
    "Your out_size counts the padding once. It is put on both sides, so it adds to the room twice.",
)
class _:
    def out_size(W, F, P, S, floor=False):
        return right_out_size(W + P, F, 0, S, floor)


@mistake(
    "floor-vs-error",
    "Your out_size rounds down without being asked to. Where the formula gives no whole number the sizes do not go together: raise ValueError, unless floor is true.",
)
class _:
    def out_size(W, F, P, S, floor=False):
        return right_out_size(W, F, P, S, floor=True)


@mistake(
    "rounds-up",
    "With floor=True your out_size rounds up. The last window would hang over the padded edge: what is left over is dropped, so round down.",
)
class _:
    def out_size(W, F, P, S, floor=False):
        size = right_out_size(W, F, P, S, floor)
        return size + 1 if (W + 2 * P - F) % S else size


@mistake(
    "stride-on-padding",
    "Your out_size divides the room on the input by the stride and adds the padding afterwards. The window steps over the padding too: padding belongs to the room, before the division.",
)
class _:
    def out_size(W, F, P, S, floor=False):
        right_out_size(W, F, P, S, floor)
        return (W - F) // S + 2 * P + 1


@mistake(
    "fits-nowhere",
    "Your out_size answers although the window is larger than the padded input. Then it fits nowhere, and neither zero nor a negative number of places is an answer: raise ValueError, with floor as without.",
)
class _:
    def out_size(W, F, P, S, floor=False):
        if F <= W + 2 * P:
            return right_out_size(W, F, P, S, floor)
        return (W + 2 * P - F) // S + 1


@mistake(
    "even-window-padded",
    "Your same_pad has an answer for even windows. With half of an even window on both sides the map grows by one: there is no padding that keeps the size, so raise ValueError.",
)
class _:
    def same_pad(F):
        return F // 2


@mistake(
    "pads-with-the-window",
    "Your same_pad adds all that the window takes away on each side. At stride 1 a map shrinks by F - 1 in all, and both sides share it.",
)
class _:
    def same_pad(F):
        if F % 2 == 0:
            raise ValueError(F)
        return F - 1


@mistake(
    "extra-before",
    "Where the padding is odd, your tf_same puts the extra one before. TensorFlow puts it after, at the end of the axis.",
)
class _:
    def tf_same(W, F, S):
        size, before, after = right_tf_same(W, F, S)
        return size, after, before


@mistake(
    "same-keeps-the-size",
    'Your tf_same keeps the size whatever the stride is. "Same" keeps it at stride 1 only; in general the size is W / S, rounded up.',
)
class _:
    def tf_same(W, F, S):
        lack = max((W - 1) * S + F - W, 0)
        return W, lack // 2, lack - lack // 2


@mistake(
    "same-ignores-the-stride",
    "Your tf_same pads as for stride 1, F - 1 cells in all. With a larger stride the last window may need fewer: count the cells from the start of the first window to the end of the last.",
)
class _:
    def tf_same(W, F, S):
        return right_tf_same(W, F, S)[0], (F - 1) // 2, F // 2


@mistake(
    "negative-padding",
    "Your tf_same has negative padding where the stride steps over some cells. If the windows need less than there is, nothing is padded: 0 and 0.",
)
class _:
    def tf_same(W, F, S):
        size = right_tf_same(W, F, S)[0]
        lack = (size - 1) * S + F - W
        return size, lack // 2, lack - lack // 2


@mistake(
    "fields-added-up",
    "Your receptive field adds up the windows. Neighbouring windows overlap, so a layer widens the field by F - 1 steps, not by F.",
)
class _:
    def receptive_field(layers):
        return sum(F for F, _ in layers) or 1


@mistake(
    "strides-ignored",
    "Your receptive field takes no notice of strides. After a stride of 2 neighbours of the map are two pixels apart, and every later window spans twice as many.",
)
class _:
    def receptive_field(layers):
        return right_receptive_field([(F, 1) for F, _ in layers])


@mistake(
    "own-stride-too-early",
    "Your receptive field lets a layer's stride widen its own window. The stride sets its outputs further apart, so it counts for the layers after it only.",
)
class _:
    def receptive_field(layers):
        field, apart = 1, 1
        for F, S in layers:
            apart *= S
            field += (F - 1) * apart
        return field


@mistake(
    "pool-not-same-formula",
    "In your shapes a pool layer divides the size by its stride, and window and padding do not count. Pooling moves a window like any other: use the same formula as for conv.",
)
class _:
    def shapes(net, in_shape):
        flow = [in_shape]
        for layer in net:
            if layer["type"] == "pool":
                flow.append((flow[-1][0], *(size // layer["stride"] for size in flow[-1][1:])))
            else:
                flow.append(right_shape_after(layer, flow[-1]))
        return flow


@mistake(
    "conv-keeps-channels",
    "In your shapes a conv layer gives as many maps as came in. Every filter looks at all of them and makes one map, so there are as many maps as filters.",
)
class _:
    def shapes(net, in_shape):
        flow = [in_shape]
        for layer in net:
            shape = right_shape_after(layer, flow[-1])
            flow.append((flow[-1][0], *shape[1:]) if layer["type"] == "conv" else shape)
        return flow


@mistake(
    "flatten-without-channels",
    "Your flatten counts the cells of one map only. It lays all maps in one row: channels times height times width.",
)
class _:
    def shapes(net, in_shape):
        flow = [in_shape]
        for layer in net:
            shape = right_shape_after(layer, flow[-1])
            flow.append((shape[0] // flow[-1][0],) if layer["type"] == "flatten" else shape)
        return flow


@mistake(
    "input-left-out",
    "Your list begins with the shape after the first layer. The input's own shape comes first.",
)
class _:
    def shapes(net, in_shape):
        return right_shapes(net, in_shape)[1:]
