"""Hidden checks of count-it."""

from checks import conv, dense, pool

from grader import check, expect


def vgg(*blocks):
    """A VGG network: blocks of 3×3 layers, a pool after each, three dense layers."""
    net = []
    for filters, count in blocks:
        net += [layer for _ in range(count) for layer in (conv(filters, 3, pad=1), {"type": "relu"})]
        net.append(pool(2, 2))
    return [*net, {"type": "flatten"}, dense(4096), dense(4096), dense(1000)]


def drawn_network(lab):
    """A network of every kind of layer with random sizes, and a random image for it."""
    k1, k2, s, p, a, b, m = (
        int(lab.rng.integers(low, high))
        for low, high in [(3, 6), (2, 5), (1, 3), (1, 3), (2, 5), (3, 6), (7, 12)]
    )
    bias1, bias2 = (bool(flag) for flag in lab.rng.integers(0, 2, size=2))
    net = [
        conv(2 * a, k1, stride=s, pad=p, bias=bias1),
        {"type": "relu"},
        pool(3, 2, pad=1),
        conv(6 * b, k2, groups=2, pad="same"),
        {"type": "lrn"},
        pool(2, 2, pad="same"),
        {"type": "dropout"},
        {"type": "flatten"},
        dense(m, bias=bias2),
        {"type": "relu"},
        dense(3),
    ]
    image = tuple(int(lab.rng.integers(low, high)) for low, high in [(2, 6), (15, 19), (20, 25)])
    return net, image


@check(points=2)
def params_of_random_networks(lab):
    "params is right for random networks."
    for _ in range(6):
        expect.matches(lab.params, *drawn_network(lab))


@check(points=2)
def neurons_of_random_networks(lab):
    "neurons is right for random networks."
    for _ in range(6):
        expect.matches(lab.neurons, *drawn_network(lab))


@check(points=2)
def macs_of_random_networks(lab):
    "macs is right for random networks."
    for _ in range(6):
        expect.matches(lab.macs, *drawn_network(lab))


@check(points=1)
def very_deep_networks(lab):
    "The parameters of VGG's networks and of a small network for colour images."
    vgg16 = vgg((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))
    vgg19 = vgg((64, 2), (128, 2), (256, 4), (512, 4), (512, 4))
    expect.close(expect.matches(lab.params, vgg16, (3, 224, 224)), 138_357_544, what="params")
    expect.close(expect.matches(lab.params, vgg19, (3, 224, 224)), 143_667_240, what="params")
    block = [conv(64, 5, pad="same"), pool(3, 2, pad="same"), {"type": "lrn"}]
    colours = [*block, *block, {"type": "flatten"}, dense(384), dense(192), dense(10)]
    expect.close(expect.matches(lab.params, colours, (3, 24, 24)), 1_068_298, what="params")


@check(points=1)
def the_image_costs_time_not_memory(lab):
    "A larger image needs more multiplications and the same conv weights."
    net = [conv(4, 3, pad=1), {"type": "relu"}, conv(5, 3, pad=1, groups=1)]
    small, large = (3, 9, 14), (3, 18, 28)
    for image in (small, large):
        expect.matches(lab.params, net, image)
        expect.matches(lab.neurons, net, image)
        expect.matches(lab.macs, net, image)
    expect.that(
        lab.params(net, small) == lab.params(net, large),
        "A conv layer keeps the same weights whatever the image.",
    )


@check(points=1)
def leaves_the_network_alone(lab):
    "The description of the network stays as it is."
    net, image = drawn_network(lab)
    for f in (lab.params, lab.neurons, lab.macs):
        expect.that(expect.unchanged(f, net, image) is not None, "There should be a number.")
