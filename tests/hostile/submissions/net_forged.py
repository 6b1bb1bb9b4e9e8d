# CHEATS 57, 59, 61, 62, 63, 64: to_json is the learner's own, and tells of networks that would run code, read files or choke a reader.
# Harm: the grader builds anything of it, waits for it, or passes its words on to a terminal.
# exercise: keras-first
# checks: look_*
# count: 55
# verdicts: refused, failed, flooded, error
import json
import keras


def network():
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])


def changed(change):
    """A good network's text after a change to its data."""
    told = json.loads(network().to_json())
    change(told)
    return json.dumps(told)


def dense(**config):
    return changed(lambda told: told["config"]["layers"][2]["config"].update(config))


def layer(**entry):
    return changed(lambda told: told["config"]["layers"][2].update(entry))


def named(told, number):
    """One of many small layers."""
    entry = dict(told["config"]["layers"][1])
    return entry | {"config": {"name": f"l{number}"}}


def top(**entry):
    return changed(lambda told: told.update(entry))


class Text(str):
    """Lies about its size, and hangs where it is compared."""
    __len__ = lambda self: 10
    __eq__ = __hash__ = encode = lambda *args: forever()


class Thing:
    __str__ = __repr__ = __len__ = __iter__ = lambda self: forever()


CODE = {"class_name": "__lambda__", "config": {"code": "4wAAAAAAAAAA", "defaults": None, "closure": None}}
TOUCH = {"command": "touch @TMPDIR@/@TOKEN@"}
nested = keras.Sequential([keras.Input((28, 28))]).to_json
FORGED = [
    lambda: layer(module="os", class_name="system", config=TOUCH),
    lambda: layer(module="subprocess", class_name="Popen", config={"args": ["touch", "@TMPDIR@/@TOKEN@"]}),
    lambda: layer(module="builtins", class_name="eval", config={"source": "forever()"}),
    lambda: layer(module="keras.layers", class_name="Lambda", config={"function": CODE}),
    lambda: layer(module="keras.layers", class_name="TFSMLayer", config={"filepath": "@COURSE@/exercises"}),
    lambda: layer(module="keras.src.utils.file_utils", class_name="get_file", config={"origin": "http://127.0.0.1:@PORT@/x"}),
    lambda: layer(module="keras.src.saving.saving_lib", class_name="load_model", config={"filepath": "@COURSE@"}),
    lambda: layer(module="keras.src.layers.core.dense", class_name="Dense"),
    lambda: layer(module="keras.layers.core", class_name="../../../os"),
    lambda: layer(registered_name="evil>Dense"),
    lambda: layer(class_name="Dense\x00", module="keras.layers"),
    lambda: layer(class_name=["Dense"], module={"keras": "layers"}),
    lambda: layer(class_name="__tensor__", config={"value": [1.0], "dtype": "float32"}),
    lambda: layer(class_name="__numpy__", config={"value": [1.0] * 1000, "dtype": "float32"}),
    lambda: layer(build_config={"module": "os", "class_name": "system"}, evil=TOUCH),
    lambda: dense(activation={"module": "os", "class_name": "function", "config": "system", "registered_name": "function"}),
    lambda: dense(activation=CODE),
    lambda: dense(activation="os.system"),
    lambda: dense(kernel_initializer={"module": "builtins", "class_name": "exec", "config": {}, "registered_name": None}),
    lambda: dense(kernel_regularizer={"module": "os", "class_name": "system", "config": TOUCH}),
    lambda: dense(bias_constraint={"module": "keras.saving", "class_name": "load_model", "config": {}}),
    lambda: dense(dtype={"module": "os", "class_name": "system", "config": TOUCH, "registered_name": None}),
    lambda: dense(quantization_config={"module": "os", "class_name": "system", "config": TOUCH}),
    lambda: dense(units="10"), lambda: dense(units=-5), lambda: dense(units=0), lambda: dense(units=1.5), lambda: dense(units=True),
    lambda: network().to_json().replace('"units": 10', '"units": 1' + "0" * 500_000),
    lambda: network().to_json().replace('"units": 10', '"units": 1' + "0" * 5_000),
    lambda: network().to_json().replace('"units": 10', '"units": NaN'),
    lambda: network().to_json().replace('"units": 10', '"units": 1e999'),
    lambda: network().to_json().replace('"units": 10', '"units": 10, "units": 11'),
    lambda: top(module="keras.models", class_name="load_model", config={"filepath": "@COURSE@"}),
    lambda: top(module="__main__", class_name="Functional"),
    lambda: top(class_name="Functional", module="keras.src.models.functional"),
    lambda: top(config=None),
    lambda: changed(lambda told: told["config"]["layers"].append(told["config"]["layers"][2])),
    lambda: dense(name="@ESC@]52;c;cm0gLXJmIC8=\x07@ESC@[2J<script>alert(1)</script>"),
    lambda: dense(name="@BIDI@passed\u2028[bold red]10/10[/]"),
    lambda: dense(name="\ud800\udfff\x00", units=-1),
    lambda: dense(name="n" * 100_000, units=-1),
    lambda: dense(units=10**9),
    lambda: changed(lambda told: told["config"].update(layers=[named(told, n) for n in range(700)])),
    lambda: changed(lambda told: told["config"].update(layers=[named(told, n) for n in range(10_000)])),
    lambda: "[" * 200_000,
    lambda: '{"config":' * 200 + "1" + "}" * 200,
    lambda: "x" * 1_000_000,
    lambda: "x" * 9_000_000,
    lambda: json.dumps({"class_name": "Sequential", "module": "keras", "config": {"layers": [{}] * 60_000}}),
    lambda: network().to_json().encode(),
    lambda: Text(network().to_json()),
    Thing,
    lambda: [network().to_json()],
    lambda: None,
]
def handed_in(forge):
    def build():
        model = network()
        told = forge()
        model.to_json = lambda **kwargs: told
        return model
    return build


globals().update({f"build_{n}": handed_in(forge) for n, forge in enumerate(FORGED)})


def compile_model(model):
    return model
