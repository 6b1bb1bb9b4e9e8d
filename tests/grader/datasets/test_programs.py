"""What the programs draw: boxes fit, stripes hide, bits say what they say."""

import numpy as np
import pytest

from grader import datasets
from grader.datasets.outlines import OUTLINES, boxes, masks
from grader.datasets.text import ALPHABET


def train(name):
    return datasets.load(name).train


def test_boxes_have_the_edges_of_the_masks():
    y = train("shapes").y
    for box, mask in zip(y["box"][:100], y["mask"][:100], strict=True):
        x0, y0, x1, y1 = box.astype(int)
        assert mask[y0:y1, x0:x1].sum() == mask.sum()
        for side in (mask[y0, x0:x1], mask[y1 - 1, x0:x1], mask[y0:y1, x0], mask[y0:y1, x1 - 1]):
            assert side.any()


def test_boxes_of_one_pixel_and_of_none():
    mask = np.zeros((3, 4, 5), bool)
    mask[0, 0, 0] = mask[1, 3, 4] = True
    assert boxes(mask).tolist() == [[0, 0, 1, 1], [4, 3, 5, 4], [0, 0, 0, 0]]


def test_a_quarter_turn_of_a_square_is_the_square_and_of_a_triangle_is_not():
    def at(name, turn):
        return masks(OUTLINES[name], np.full((1, 2), 16.0), np.array([9.0]), np.array([turn]), 32)

    assert np.array_equal(at("square", 0), at("square", np.pi / 2))
    assert not np.array_equal(at("triangle", 0), at("triangle", np.pi / 2))


def test_no_two_outlines_are_nearly_alike():
    centre, size, turn = np.full((1, 2), 16.0), np.array([12.0]), np.zeros(1)
    drawn = [masks(outline, centre, size, turn, 32)[0] for outline in OUTLINES.values()]
    for i, one in enumerate(drawn):
        for other in drawn[:i]:
            assert (one & other).sum() < 0.9 * (one | other).sum()


def test_shapes_are_seen_against_their_ground():
    split = train("shapes")
    inside = split.y["mask"].astype(bool)
    light = split.x.astype(float)
    mean = [light.mean(axis=(1, 2), where=where) for where in (inside, ~inside)]
    assert np.abs(mean[0] - mean[1]).min() > 40
    assert 0.4 < (mean[0] > mean[1]).mean() < 0.6


def test_no_threshold_finds_a_texture():
    split = train("shapes-textured")
    inside = split.y.astype(bool)
    assert abs(split.x[inside].mean() - split.x[~inside].mean()) < 2
    assert abs(split.x[inside].std() - split.x[~inside].std()) < 2
    guesses = [split.x > level for level in range(0, 255, 15)]
    scores = [(guess & inside).sum() / (guess | inside).sum() for guess in (*guesses, *(~g for g in guesses))]
    assert max(scores) < 0.15


def test_scenes_count_what_is_in_them():
    y = train("shapes-scenes").y
    listed = np.arange(4) < y["count"][:, None]
    assert np.array_equal(y["label"] >= 0, listed)
    assert np.array_equal(y["box"].any(axis=2), listed)
    assert np.bincount(y["count"]).tolist()[0] == 0
    assert (np.bincount(y["count"], minlength=5)[1:] > 150).all()
    sides = y["box"][listed][:, 2:] - y["box"][listed][:, :2]
    assert sides.min() >= 5
    assert y["box"].max() <= 48


def test_colours_alone_tell_no_outline():
    split = train("shapes-colour")
    means = np.array([split.x[split.y == label].mean(axis=(0, 1, 2)) for label in range(10)])
    assert (means.max(axis=0) - means.min(axis=0)).max() < 15


def test_home_runs_are_a_typical_draw():
    split = train("home-runs")
    correlation = np.corrcoef(split.x, split.y["rate"])[0, 1]
    assert abs(correlation - 0.558) < 0.05
    best = max(np.mean((split.x > runs) == split.y["winning"]) for runs in range(90, 311))
    assert abs(best - 0.689) < 0.03
    assert np.array_equal(split.y["winning"], split.y["rate"] > 0.5)


def test_heights_and_weights_go_together():
    assert 0.7 < np.corrcoef(train("height-weight").x.T)[0, 1] < 0.85


@pytest.mark.parametrize(("name", "line"), [("moons", 0.92), ("spiral", 0.75), ("rings", 0.8), ("xor", 0.8)])
def test_no_straight_line_parts_the_points_but_their_neighbours_do(name, line):
    data = datasets.load(name)
    x, y = data.train.x, data.train.y
    for angle in np.linspace(0, np.pi, 60):
        along = np.sort(x @ (np.cos(angle), np.sin(angle)))
        sides = (x @ (np.cos(angle), np.sin(angle)))[:, None] > along
        share = (sides == (y == 1)[:, None]).mean(axis=0)
        assert max(share.max(), 1 - share.min()) < line
    nearest = ((data.test.x[:, None] - x) ** 2).sum(axis=2).argmin(axis=1)
    assert np.mean(y[nearest] == data.test.y) > 0.97


def test_bits_say_what_they_say():
    first, most, odd = train("first-bit"), train("majority"), train("parity")
    assert np.array_equal(first.y, first.x[:, 0, 0])
    assert np.array_equal(most.y, most.x[..., 0].mean(axis=1) > 0.5)
    assert np.array_equal(odd.y, odd.x[..., 0].sum(axis=1) % 2)
    for split in (first, most, odd):
        assert 0.45 < split.y.mean() < 0.55


def test_a_copy_comes_three_steps_late():
    split = train("delayed-copy")
    assert np.array_equal(split.y[:, 3:], split.x[:, :-3, 0])
    assert not split.y[:, :3].any()


def test_the_two_marked_numbers_are_added():
    split = train("adding")
    numbers, marks = split.x[..., 0], split.x[..., 1]
    assert np.array_equal(marks.sum(axis=1), np.full(len(marks), 2))
    assert np.allclose((numbers * marks).sum(axis=1), split.y, atol=1e-6)


def test_waves_go_on_smoothly():
    split = train("sines")
    line = 2 * split.x[:, -1, 0] - split.x[:, -2, 0]
    assert np.mean((line - split.y) ** 2) < 0.5 * np.var(split.y)


def test_text_is_english_about_python():
    split = train("stdlib-text")
    text = "".join(ALPHABET[code] for code in split.x[:500].ravel())
    assert text.count("the ") > 50
    assert "return" in text


def test_pictures_are_what_they_are_called():
    split = train("test-images")
    gradient, impulse, step, checker = (split.x[split.y == kind].astype(int) for kind in range(4))
    assert all(len(np.unique(one)) > 20 for one in gradient)
    assert all((one != np.median(one)).sum() == 1 for one in impulse)
    assert all(len(np.unique(one)) == 2 for one in (*step, *checker))
    assert all(
        min(np.abs(np.diff(one, axis=0)).any(), np.abs(np.diff(one, axis=1)).any()) == 0 for one in step
    )
    assert all(abs(np.mean(one == one.min()) - 0.5) < 0.1 for one in checker)
