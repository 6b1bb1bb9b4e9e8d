"""Known wrong answers to count-it."""

import math

from solution import biases, shapes, weights
from solution import macs as right_macs
from solution import neurons as right_neurons
from solution import params as right_params

from grader import mistake


def total(spec, in_shape, count):
    """The sum of count(layer, before, after) over all layers."""
    flow = shapes(spec, in_shape)
    return sum(
        count(layer, before, after) for layer, before, after in zip(spec, flow[:-1], flow[1:], strict=True)
    )


def learns(layer):
    """Whether this layer has parameters."""
    return layer["type"] in ("conv", "dense")


@mistake(
    "bias-forgotten",
    "Your params leaves out the biases. Every filter and every unit has one, unless the layer says that it has none.",
)
class _:
    def params(spec, in_shape):
        return total(spec, in_shape, lambda layer, before, _: weights(layer, before) if learns(layer) else 0)


@mistake(
    "bias-always",
    "Your params counts a bias for every filter and unit, also in layers that say they have none. Look at the layer's bias before you count.",
)
class _:
    def params(spec, in_shape):
        return right_params([{**layer, "bias": True} for layer in spec], in_shape)


@mistake(
    "params-times-pixels",
    "Your params counts the weights of a conv layer again at every place of its map. The places share them: that is the point of a filter. They are counted once.",
)
class _:
    def params(spec, in_shape):
        def count(layer, before, after):
            return (weights(layer, before) + biases(layer)) * math.prod(after[1:]) if learns(layer) else 0

        return total(spec, in_shape, count)


@mistake(
    "bias-per-pixel",
    "Your params gives a conv layer one bias for every number of its maps. All places of a map share the filter's one bias.",
)
class _:
    def params(spec, in_shape):
        def count(layer, before, after):
            return weights(layer, before) + biases(layer) * math.prod(after[1:]) if learns(layer) else 0

        return total(spec, in_shape, count)


@mistake(
    "pool-has-params",
    "Your pool layers are counted as if they had weights. Pooling takes a maximum or an average: it learns nothing, and counts for nothing here.",
)
class _:
    def params(spec, in_shape):
        return right_params(spec, in_shape) + total(
            spec, in_shape, lambda layer, before, _: as_conv(layer, before)[0]
        )

    def macs(spec, in_shape):
        def count(layer, before, after):
            return as_conv(layer, before)[1] * math.prod(after[1:])

        return right_macs(spec, in_shape) + total(spec, in_shape, count)


def as_conv(layer, before):
    """Parameters and weights of a pool layer, were it a conv layer that keeps the channels."""
    if layer["type"] != "pool":
        return 0, 0
    count = before[0] * before[0] * layer["kernel"] ** 2
    return count + before[0], count


@mistake(
    "groups-ignored",
    "You give every filter all input channels, whatever the groups are. With g groups a filter sees only its own part of the channels, one g-th of them.",
)
class _:
    def params(spec, in_shape):
        return right_params(ungrouped(spec), in_shape)

    def macs(spec, in_shape):
        return right_macs(ungrouped(spec), in_shape)


def ungrouped(spec):
    """The network with one group everywhere."""
    return [{**layer, "groups": 1} for layer in spec]


@mistake(
    "one-channel-filters",
    "Your filters are flat: their weights count for one input channel only. A filter has a kernel for every channel that it sees, and adds up what they answer.",
)
class _:
    def params(spec, in_shape):
        return right_params(spec, in_shape) - missing(spec, in_shape, lambda after: 1)

    def macs(spec, in_shape):
        return right_macs(spec, in_shape) - missing(spec, in_shape, lambda after: math.prod(after[1:]))


def missing(spec, in_shape, times):
    """What all channels but the first add to the conv layers' weights, each taken so many times."""

    def count(layer, before, after):
        if layer["type"] != "conv":
            return 0
        return (weights(layer, before) - layer["filters"] * layer["kernel"] ** 2) * times(after)

    return total(spec, in_shape, count)


@mistake(
    "flatten-size",
    "Your first dense layer sees too few inputs: flatten lays all maps in one row, so their number counts as well as their height and width.",
)
class _:
    def params(spec, in_shape):
        return right_params(spec, in_shape) - lost(spec, in_shape)

    def macs(spec, in_shape):
        return right_macs(spec, in_shape) - lost(spec, in_shape)


def lost(spec, in_shape):
    """The weights that are lost if flatten keeps one map only."""
    flow = shapes(spec, in_shape)
    return sum(
        (math.prod(flow[i]) - math.prod(flow[i][1:])) * spec[i + 1]["units"]
        for i in range(len(spec) - 1)
        if spec[i]["type"] == "flatten"
    )


@mistake(
    "everything-is-a-neuron",
    "Your neurons counts what every layer puts out. Pooling, flattening and squashing only hand on what the neurons of a conv or dense layer have said.",
)
class _:
    def neurons(spec, in_shape):
        return total(spec, in_shape, lambda layer, before, after: math.prod(after))


@mistake(
    "input-counted",
    "Your neurons counts the input too. Pixels are given, no neuron computes them.",
)
class _:
    def neurons(spec, in_shape):
        return right_neurons(spec, in_shape) + math.prod(in_shape)


@mistake(
    "one-neuron-a-filter",
    "Your neurons counts a filter as one neuron. A filter is a set of shared weights: at every place of its map a neuron of its own uses them.",
)
class _:
    def neurons(spec, in_shape):
        return total(spec, in_shape, lambda layer, before, after: after[0] if learns(layer) else 0)


@mistake(
    "weights-used-once",
    "Your macs uses every weight once. The weights of a conv layer are used again at every place of the map, so small filters cost many multiplications.",
)
class _:
    def macs(spec, in_shape):
        return total(spec, in_shape, lambda layer, before, _: weights(layer, before) if learns(layer) else 0)


@mistake(
    "places-of-the-input",
    "Your macs multiplies the weights by the places of the layer's input. They are used at every place of its output, which is smaller wherever there is a stride or no padding.",
)
class _:
    def macs(spec, in_shape):
        def count(layer, before, after):
            return weights(layer, before) * math.prod(before[1:]) if learns(layer) else 0

        return total(spec, in_shape, count)


@mistake(
    "bias-multiplied",
    "Your macs counts the biases. A bias is added, not multiplied.",
)
class _:
    def macs(spec, in_shape):
        def count(layer, before, after):
            return (weights(layer, before) + biases(layer)) * math.prod(after[1:]) if learns(layer) else 0

        return total(spec, in_shape, count)
