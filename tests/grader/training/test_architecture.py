"""What of a network's configuration may be given to Keras, and what is refused by name."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keras_process import keras_says

from grader.training import allowed
from grader.training.architecture import Architecture, NotAllowed, read_architecture
from grader.training.bounded import MAX_TEXT

OPERATIONS = ("arithmetic", "comparisons", "shapes", "reductions", "functions")
NAMES = (
    *("mlp", "cnn", "two_inputs", "by_name", "recurrent", "nested", "regularised", "decoder", "over_time"),
    *("attention", "u_net", "text_cnn", *OPERATIONS),
)


@pytest.fixture(scope="module")
def zoo():
    """Configurations as Keras writes them."""
    return keras_says("build", sorted(allowed.LAYERS))


@pytest.fixture(scope="module")
def rebuilt(zoo):
    """What Keras makes of each network before and after it was cleaned, and without regularisation."""
    read = {name: read_architecture(text) for name, text in zoo["networks"].items()}
    pairs = {name: [zoo["networks"][name], one.json] for name, one in read.items()}
    calm = {f"{name} calm": [zoo["networks"][name], one.unregularised] for name, one in read.items()}
    return keras_says("compare", {"networks": pairs | calm, "compiled": {}})["networks"]


def _objects(told):
    """Every dict in a configuration."""
    if isinstance(told, dict):
        yield told
    for item in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _objects(item)


@pytest.mark.parametrize("name", NAMES)
def test_a_cleaned_network_is_the_same_function(name, rebuilt):
    before, after = rebuilt[name]["parameters"]
    assert before == after
    assert rebuilt[name]["same"]


@pytest.mark.parametrize("name", NAMES)
def test_without_regularisation_the_weights_and_the_function_stay(name, rebuilt):
    calm = rebuilt[f"{name} calm"]
    assert calm["parameters"][0] == calm["parameters"][1]
    assert calm["same"]
    assert calm["penalties"] == 0
    assert calm["calm"] or name == "cnn"  # its batch normalisation moves with every step


def test_regularised_networks_were_regularised(rebuilt):
    assert rebuilt["regularised"]["penalties"] == 4
    assert not rebuilt["regularised"]["calm"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_given_to_keras_is_on_the_lists(name, zoo):
    told = json.loads(read_architecture(zoo["networks"][name]).json)
    modules = {"keras.layers", "keras.initializers", "keras.regularizers", "keras.constraints"}
    models = {allowed.SEQUENTIAL, allowed.FUNCTIONAL}
    for one in _objects(told):
        if "module" in one:
            where = one["module"], one["class_name"]
            assert one["module"] in modules or where in models | allowed.OPERATIONS
            assert one["registered_name"] is None
        assert one.get("seed") is None
        assert not {"compile_config", "build_config", "shared_object_id"} & one.keys()
        assert "class_name" in one or "value" not in one or one["value"] == 0.1


@pytest.mark.parametrize("name", NAMES)
def test_reading_again_changes_nothing(name, zoo):
    read = read_architecture(zoo["networks"][name])
    assert read_architecture(read.json) == read
    calm = read_architecture(read.unregularised)
    assert calm.json == calm.unregularised == read.unregularised


def test_seeds_are_the_runs_own(zoo):
    seeds = [one["seed"] for one in _objects(json.loads(zoo["networks"]["mlp"])) if "seed" in one]
    assert {7, 11} <= set(seeds)
    assert '"seed": 7' not in read_architecture(zoo["networks"]["mlp"]).json


def test_layers_are_told_in_order(zoo):
    layers = read_architecture(zoo["networks"]["mlp"]).layers
    assert [layer.kind for layer in layers] == ["InputLayer", "Dense", "Dropout", "Dense"]
    assert layers[1].config["units"] == 6
    kinds = [layer.kind for layer in read_architecture(zoo["networks"]["over_time"]).layers]
    inside = ["TimeDistributed", "InputLayer", "Conv2D", "Flatten", "TimeDistributed", "Dense"]
    assert kinds == ["InputLayer", *inside]


def test_every_layer_of_the_list_is_read(zoo):
    models = {kind: _sequence(told) for kind, told in zoo["layers"].items() if kind not in allowed.CELLS}
    models |= {kind: _sequence(_rnn(zoo, zoo["layers"][kind])) for kind in allowed.CELLS}
    del models["InputLayer"]
    for kind, told in models.items():
        assert kind in [layer.kind for layer in read_architecture(json.dumps(told)).layers]


def test_every_operation_of_the_list_is_read(zoo):
    told = [json.loads(zoo["networks"][name]) for name in OPERATIONS]
    found = {(one.get("module"), one.get("class_name")) for one in _objects(told)}
    assert found >= allowed.OPERATIONS


def _sequence(*layers):
    start = {"batch_shape": [None, 8], "dtype": "float32", "sparse": False, "name": "start"}
    first = {"module": "keras.layers", "class_name": "InputLayer", "config": start, "registered_name": None}
    config = {"name": "made", "layers": [first, *layers]}
    return {"module": "keras", "class_name": "Sequential", "config": config, "registered_name": None}


def _rnn(zoo, cell):
    wrapper = copy.deepcopy(zoo["layers"]["RNN"])
    wrapper["config"]["cell"] = cell
    return wrapper


def _changed(told, path, value):
    """A configuration with something else at a path such as config.layers.1.module; … deletes."""
    told = copy.deepcopy(told)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner = told
    for step in way:
        inner = inner[step]
    if value is ...:
        del inner[last]
    elif isinstance(last, str) and last.startswith("+"):
        inner[last[1:]] = value
    else:
        assert isinstance(inner, list) or last in inner, f"{path} is not there"
        inner[last] = value
    return told


LAMBDA = {"class_name": "__lambda__", "config": {"value": ["4wEAAAA=", None, None]}}
FUNCTION = {"module": "builtins", "class_name": "function", "config": "exec", "registered_name": "function"}
ARRAY = {"class_name": "__numpy__", "config": {"value": [0.5, 0.25], "dtype": "float32"}}
MIXED = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}
QUANTISED = {"module": "keras", "class_name": "QuantizedDTypePolicy", "config": {"mode": "int8"}}
CONSTANT = {"module": "keras.initializers", "class_name": "Constant", "registered_name": None}
LEAKY = {"module": "keras.layers", "class_name": "LeakyReLU", "config": {}}
FILE = {"module": "keras.utils", "class_name": "get_file", "config": "https://example.org/w.h5"}

FIRST = "config.layers.1"
HOSTILE = [
    # classes
    (
        "mlp",
        f"{FIRST}.class_name",
        "Lambda",
        '`Lambda` (layer "dense") cannot be graded: the grader rebuilds',
    ),
    ("mlp", f"{FIRST}.class_name", "Lambda", "a Lambda holds code"),
    ("mlp", f"{FIRST}.class_name", "TFSMLayer", "`TFSMLayer`"),
    ("mlp", f"{FIRST}.class_name", "TorchModuleWrapper", "holds code"),
    ("mlp", f"{FIRST}.class_name", "JaxLayer", "`JaxLayer`"),
    ("mlp", f"{FIRST}.class_name", "FlaxLayer", "`FlaxLayer`"),
    ("mlp", f"{FIRST}.class_name", "TextVectorization", "tables"),
    ("mlp", f"{FIRST}.class_name", "StringLookup", "`StringLookup`"),
    ("mlp", f"{FIRST}.class_name", "Hashing", "`Hashing`"),
    ("mlp", f"{FIRST}.class_name", "Normalization", "means and variances"),
    ("mlp", f"{FIRST}.class_name", "Wrapper", "not on the grader's list"),
    ("mlp", f"{FIRST}.class_name", "deserialize", "not on the grader's list"),
    ("mlp", f"{FIRST}.class_name", ["Dense"], "cannot be graded"),
    ("mlp", f"{FIRST}.class_name", None, "cannot be graded"),
    ("mlp", f"{FIRST}.class_name", "\x1b[31mDense\u202e", "`Dense"),
    ("mlp", FIRST, LAMBDA, "code"),
    ("mlp", FIRST, FUNCTION, "code"),
    ("mlp", FIRST, FILE, "keras.utils.get_file"),
    ("mlp", FIRST, "Dense", "in the place of a layer"),
    # modules and registered names
    ("mlp", f"{FIRST}.module", "submission", "it comes from submission"),
    ("mlp", f"{FIRST}.module", "os", "it comes from os"),
    ("mlp", f"{FIRST}.module", "keras.src.layers.core.lambda_layer", "keras.src.layers.core.lambda_layer"),
    ("mlp", f"{FIRST}.module", "keras.layers.core", "not on the grader's list"),
    ("mlp", f"{FIRST}.module", None, "a class of your own"),
    ("mlp", f"{FIRST}.module", ..., "without a module"),
    ("mlp", f"{FIRST}.module", {"a": 1}, "cannot be graded"),
    ("mlp", f"{FIRST}.registered_name", "package>Mine", 'registered as "package>Mine"'),
    ("mlp", f"{FIRST}.registered_name", "Functional", "registered as"),
    ("nested", "registered_name", "Mine", "registered as"),
    ("mlp", f"{FIRST}.+trojan", {}, 'the key "trojan"'),
    # the whole model
    ("mlp", "class_name", "Model", "Return a keras.Sequential"),
    ("mlp", "class_name", "Functional", "it is keras.Functional, and the grader rebuilds"),
    ("mlp", "module", "submission", "it is submission.Sequential"),
    ("mlp", "module", None, "`Sequential` cannot be graded"),
    ("mlp", "config", "exec", "no configuration"),
    ("mlp", "config.layers", [], "no layers"),
    ("mlp", "config.layers", {}, "no layers"),
    ("mlp", "config.+custom_objects", {}, 'the key "custom_objects"'),
    ("mlp", "config.layers.0", ..., "no Input"),
    ("mlp", "config.layers.3.config.name", "dense", 'two of its layers are called "dense"'),
    ("mlp", f"{FIRST}.config.name", "a/b", "without /"),
    ("mlp", f"{FIRST}.config.name", "", "printable"),
    ("mlp", f"{FIRST}.config.name", "x" * 101, "printable"),
    ("mlp", f"{FIRST}.config.name", "x\ny", "printable"),
    ("two_inputs", "config.layers.0.name", "other", "two different names"),
    ("mlp", "config.build_input_shape", [-1, 8], "`build_input_shape`"),
    # values that build objects
    ("mlp", f"{FIRST}.config.activation", LAMBDA, "activation"),
    ("mlp", f"{FIRST}.config.activation", FUNCTION, "`exec`"),
    ("mlp", f"{FIRST}.config.activation", {"value": ["4wEAAAA="]}, "activation"),
    ("mlp", f"{FIRST}.config.activation", LEAKY, "Put `LeakyReLU` after it"),
    ("mlp", f"{FIRST}.config.activation", "my_relu", "'my_relu'"),
    ("mlp", f"{FIRST}.config.kernel_initializer", FUNCTION, "`exec`"),
    ("mlp", f"{FIRST}.config.kernel_initializer", ARRAY, "not one of Keras' own"),
    ("mlp", f"{FIRST}.config.kernel_initializer", "trained", "'trained'"),
    ("mlp", f"{FIRST}.config.kernel_initializer", [0.5] * 10, "Arrays of numbers do not cross"),
    (
        "mlp",
        f"{FIRST}.config.kernel_initializer",
        {**CONSTANT, "config": {"value": ARRAY}},
        "must be one number",
    ),
    (
        "mlp",
        f"{FIRST}.config.kernel_initializer",
        {**CONSTANT, "config": {"value": [0.5] * 65}},
        "like weights",
    ),
    (
        "mlp",
        f"{FIRST}.config.kernel_initializer",
        {**CONSTANT, "config": {"path": "w"}},
        "`Constant` with settings",
    ),
    ("mlp", f"{FIRST}.config.kernel_initializer.module", "keras.layers", "not one of Keras' own"),
    ("mlp", f"{FIRST}.config.kernel_initializer.registered_name", "a>HeNormal", "not one of Keras' own"),
    ("mlp", "config.layers.3.config.kernel_regularizer", FUNCTION, "kernel_regularizer"),
    ("mlp", "config.layers.3.config.kernel_constraint", LAMBDA, "kernel_constraint"),
    ("mlp", f"{FIRST}.config.dtype", MIXED, "mixed_float16: the grader computes in float32"),
    ("mlp", f"{FIRST}.config.dtype", "float64", "float32"),
    ("mlp", f"{FIRST}.config.dtype", QUANTISED, "`QuantizedDTypePolicy`"),
    ("mlp", f"{FIRST}.config.quantization_config", {"mode": "int8"}, "quantization_config"),
    ("mlp", f"{FIRST}.config.+lora_rank", 4, "lora_rank"),
    ("mlp", f"{FIRST}.config.+weights", [[0.5]], "`weights` is no setting"),
    ("mlp", f"{FIRST}.config.units", FUNCTION, "whole number"),
    ("mlp", f"{FIRST}.config.units", 2**31, "2³¹"),
    ("mlp", f"{FIRST}.config.units", 4.5, "whole number"),
    ("mlp", f"{FIRST}.config.use_bias", "yes", "True or False"),
    ("cnn", "config.layers.1.config.scale", ARRAY, "Arrays of numbers do not cross"),
    ("cnn", "config.layers.1.config.scale", [0.1] * 65, "look like weights"),
    ("cnn", "config.layers.5.config.padding", "exec", "must be one of valid"),
    ("cnn", "config.layers.0.config.batch_shape", [None] * 9, "batch_shape"),
    ("cnn", "config.layers.0.config.sparse", True, "sparse"),
    ("text_cnn", "config.layers.8.config.equation", "__import__('os')", "an equation"),
    ("over_time", "config.layers.1.config.layer", FUNCTION, "code"),
    ("over_time", "config.layers.1.config.layer.config.layers.1.class_name", "Lambda", "Lambda"),
    ("recurrent", "config.layers.3.config.layer.class_name", "Lambda", "Lambda"),
    ("recurrent", "config.layers.3.config.backward_layer.module", "submission", "submission"),
    # calls
    ("two_inputs", "config.layers.5.inbound_nodes", [[["left", 0, 0]]], "as Keras 3 does"),
    ("two_inputs", "config.layers.5.inbound_nodes", None, "what it is called on"),
    ("two_inputs", "config.layers.5.inbound_nodes.0.+kwds", {}, "as Keras 3 does"),
    ("two_inputs", "config.layers.5.inbound_nodes.0.args.0", ARRAY, "weights do not cross"),
    ("two_inputs", "config.layers.5.inbound_nodes.0.args.0", FUNCTION, "no tensor of the network"),
    (
        "two_inputs",
        "config.layers.5.inbound_nodes.0.args.0",
        {"class_name": "__tensor__", "config": {}},
        "weights",
    ),
    (
        "two_inputs",
        "config.layers.5.inbound_nodes.0.args.0",
        {"class_name": "__bytes__", "config": {}},
        "__bytes__",
    ),
    (
        "two_inputs",
        "config.layers.5.inbound_nodes.0.args.0",
        {"class_name": "__slice__", "config": {}},
        "__slice__",
    ),
    ("two_inputs", "config.layers.5.inbound_nodes.0.args.0", "exec", "'exec'"),
    ("two_inputs", "config.layers.5.inbound_nodes.0.kwargs", {"out": 1}, 'the argument "out"'),
    ("two_inputs", "config.output_layers", ["nowhere", 0, 0], "nowhere"),
    ("two_inputs", "config.output_layers", ["out", -1, 0], "not in the model"),
    ("two_inputs", "config.output_layers", ["out", 10**6, 0], "not in the model"),
    ("two_inputs", "config.input_layers", ..., "not in the model"),
    ("attention", "config.layers.1.inbound_nodes.0.kwargs.use_causal_mask", FUNCTION, "function"),
]


@pytest.mark.parametrize(("name", "path", "value", "word"), HOSTILE)
def test_hostile_configurations_are_refused_by_name(name, path, value, word, zoo):
    told = _changed(json.loads(zoo["networks"][name]), path, value)
    with pytest.raises(NotAllowed) as refused:
        read_architecture(json.dumps(told))
    sentence = refused.value.sentence
    assert word in sentence
    assert sentence == str(refused.value)
    assert sentence.endswith((".", "…)."))
    assert len(sentence) < 700
    assert sentence.replace("\N{REPLACEMENT CHARACTER}", "").isprintable()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "deep"),
        ('{"a":' * 30_000, "deep"),
        ("[" * 60 + "]" * 60, "deep"),
        (" " * (MAX_TEXT + 1), "characters long"),
        ('{"a": 1' + "0" * 200_000 + "}", "2³¹"),
        ('{"a": 0.' + "1" * 200_000 + "}", "digits"),
        ('{"a": 1e999}', "NaN or infinite"),
        ('{"a": NaN}', "NaN"),
        ('{"a": [-Infinity]}', "Infinity"),
        ('{"a": 1, "a": 2}', "twice"),
        ('{"config": {"\\ud800": 1, "\\ud800": 2}}', "twice"),
        ('{"a": "' + "x" * 201 + '"}', "201 characters"),
        ("[" + "{}," * 60_000 + "{}]", "entries"),
        ("[" + "[0.1]," * 64 + "[0.1]]", "look like weights"),
        ("null", "no model"),
        ("[]", "no model"),
        ("{}", "Return a keras.Sequential"),
        (None, "NoneType"),
        (b"{}", "bytes"),
    ],
)
def test_parser_bombs_are_refused(text, word):
    with pytest.raises(NotAllowed) as refused:
        read_architecture(text)
    assert word in refused.value.sentence


def test_a_model_in_a_model_cannot_multiply(zoo):
    inner = json.loads(zoo["networks"]["regularised"])
    for level in range(4):
        inner = _calling_often(inner, f"level{level}", 60)
    with pytest.raises(NotAllowed, match="calls more than 2,000 layers"):
        read_architecture(json.dumps(inner))


def _calling_often(model, name, often):
    """A functional model that calls another one again and again."""
    first = model["config"]["layers"][0]
    inner = {**model, "name": model["config"]["name"]}
    tensor = {"shape": [None, 6], "dtype": "float32", "keras_history": [first["name"], 0, 0]}
    call = {"args": [{"class_name": "__keras_tensor__", "config": tensor}], "kwargs": {}}
    config = {
        "name": name,
        "layers": [{**first, "inbound_nodes": []}, {**inner, "inbound_nodes": [call] * often}],
        "input_layers": [first["name"], 0, 0],
        "output_layers": [inner["name"], 1, 0],
    }
    return {**model, "config": config}


def test_models_in_models_are_few(zoo):
    told = json.loads(zoo["networks"]["mlp"])
    for level in range(8):
        told = _changed(told, "config.layers.2", {**told, "config": {**told["config"], "name": f"m{level}"}})
    with pytest.raises(NotAllowed, match="deep"):
        read_architecture(json.dumps(told))


def test_layers_are_limited(zoo):
    told = _sequence(*(_changed(zoo["layers"]["Flatten"], "config.name", f"f{n}") for n in range(500)))
    with pytest.raises(NotAllowed, match="500 layers"):
        read_architecture(json.dumps(told))
    told["config"]["layers"].pop()
    assert len(read_architecture(json.dumps(told)).layers) == 500


def test_many_loose_numbers_look_like_weights(zoo):
    def slopes(values):
        leaky = zoo["layers"]["LeakyReLU"]
        return [
            _changed(_changed(leaky, "config.name", f"l{n}"), "config.negative_slope", value)
            for n, value in enumerate(values)
        ]

    read_architecture(json.dumps(_sequence(*slopes([0.3] * 64), *slopes([]))))
    read_architecture(json.dumps(_sequence(*slopes([1.0, 0.0] * 60))))
    with pytest.raises(NotAllowed, match="look like weights"):
        read_architecture(json.dumps(_sequence(*slopes([0.3] * 65))))


def _reads_or_refuses(text):
    try:
        assert isinstance(read_architecture(text), Architecture)
    except NotAllowed as refused:
        assert refused.sentence


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(st.text() | JSON.map(json.dumps))
def test_random_text_is_refused(text):
    with pytest.raises(NotAllowed):
        read_architecture(text)


def _places(told, path=()):
    yield path
    items = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, inner in items:
        yield from _places(inner, (*path, key))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", ["mlp", "two_inputs", "recurrent", "attention", "over_time"])
def test_random_changes_are_read_or_refused(name, zoo, data):
    told = json.loads(zoo["networks"][name])
    path = data.draw(st.sampled_from(list(_places(told))[1:]))
    inner = told
    for step in path[:-1]:
        inner = inner[step]
    known = [LAMBDA, FUNCTION, ARRAY, MIXED, {}, [], "Lambda", -1, 10**9]
    inner[path[-1]] = data.draw(JSON | st.sampled_from(known))
    _reads_or_refuses(json.dumps(told))
