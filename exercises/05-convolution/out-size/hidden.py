"""Hidden checks of out-size."""

from checks import conv, dense, pool

from grader import check, expect


def draws(lab, *bounds):
    """One int for every pair of bounds, both included."""
    return [int(lab.rng.integers(low, high + 1)) for low, high in bounds]


@check(points=2)
def sizes_that_come_out_even(lab):
    "out_size is right wherever the steps end at the edge."
    for _ in range(12):
        places, F, P, S = draws(lab, (6, 12), (2, 7), (1, 3), (1, 4))
        W = (places - 1) * S + F - 2 * P
        if W > 0:
            expect.matches(lab.out_size, W, F, P, S)


@check(points=2)
def sizes_with_a_remainder(lab):
    "A remainder is a ValueError, or rounded down where that is wanted."
    for _ in range(10):
        places, F, P, S = draws(lab, (5, 9), (2, 7), (1, 3), (2, 5))
        (rest,) = draws(lab, (1, S - 1))
        W = (places - 1) * S + F - 2 * P + rest
        if W > 0:
            expect.raises(ValueError, lab.out_size, W, F, P, S)
            expect.matches(lab.out_size, W, F, P, S, floor=True)


@check(points=1)
def windows_that_do_not_fit(lab):
    "The largest window that fits has one place, a larger one is refused."
    for _ in range(4):
        W, P, S = draws(lab, (3, 8), (0, 3), (1, 4))
        expect.matches(lab.out_size, W, W + 2 * P, P, S)
        expect.raises(ValueError, lab.out_size, W, W + 2 * P + 1, P, S, floor=True)
        expect.raises(ValueError, lab.out_size, W, W + 2 * P + S, P, S)


@check(points=2)
def same_for_any_stride(lab):
    "tf_same is right for any size, window and stride."
    for _ in range(16):
        expect.matches(lab.tf_same, *draws(lab, (4, 30), (1, 8), (1, 5)))
    for F in range(2, 14):
        if F % 2:
            expect.matches(lab.same_pad, F)
        else:
            expect.raises(ValueError, lab.same_pad, F)


@check(points=1)
def fields_of_deep_networks(lab):
    "receptive_field is right for random stacks of layers."
    for depth in (1, 2, 3, 4, 5, 6):
        layers = [tuple(draws(lab, (2, 7), (1, 3))) for _ in range(depth)]
        expect.matches(lab.receptive_field, layers)
    expect.matches(lab.receptive_field, [(1, 3), (4, 2), (3, 1)])


@check(points=1)
def shapes_of_random_networks(lab):
    "shapes is right for random networks."
    for _ in range(4):
        k1, k2, k3, s1, s2, p, a, b = draws(
            lab, (2, 5), (12, 13), (3, 5), (1, 2), (2, 3), (1, 2), (2, 9), (10, 14)
        )
        net = [
            conv(a, k1, stride=s1, pad=p),
            {"type": "relu"},
            pool(k2, s2, pad=1),
            {"type": "lrn"},
            conv(b, k3, pad="same", bias=False),
            pool(k3, 2, pad="same"),
            {"type": "dropout"},
            {"type": "flatten"},
            dense(a + b),
        ]
        image = tuple(draws(lab, (1, 4), (26, 35), (36, 47)))
        flow = expect.matches(lab.shapes, net, image)
        expect.that(
            len(flow) == len(net) + 1, "There should be one shape for the input and one for every layer."
        )


@check(points=1)
def leaves_the_network_alone(lab):
    "The description of the network stays as it is."
    net = [conv(4, 3), pool(2, 2), {"type": "flatten"}, dense(5)]
    expect.unchanged(lab.shapes, net, (2, 9, 12))
    expect.matches(lab.shapes, net, (2, 9, 12))
