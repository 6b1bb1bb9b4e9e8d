"""What a network may consist of: Keras' own layers and operations, and the keys of their configurations.

Whatever is not written here is refused. Each key has a *rule*, the name of a reader in `values`.
"""

from __future__ import annotations

SEQUENTIAL = ("keras", "Sequential")
FUNCTIONAL = ("keras.src.models.functional", "Functional")
LAYER_MODULE = "keras.layers"

CELLS = frozenset(("GRUCell", "LSTMCell", "SimpleRNNCell", "StackedRNNCells"))

LAYERS = CELLS | frozenset(
    (
        *("InputLayer", "Identity", "Activation", "ActivityRegularization", "Masking"),
        *("Dense", "EinsumDense", "Embedding", "CategoryEncoding"),
        *(f"{kind}{n}D" for n in (1, 2, 3) for kind in ("Conv", "ConvLSTM", "UpSampling", "ZeroPadding")),
        *(f"{kind}{n}D" for n in (1, 2, 3) for kind in ("Cropping", "MaxPooling", "AveragePooling")),
        *(f"{kind}{n}D" for n in (1, 2, 3) for kind in ("GlobalMaxPooling", "GlobalAveragePooling")),
        *(f"{kind}{n}D" for n in (1, 2, 3) for kind in ("AdaptiveMaxPooling", "AdaptiveAveragePooling")),
        *("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"),
        *("DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"),
        *("BatchNormalization", "GroupNormalization", "LayerNormalization", "RMSNormalization"),
        *("UnitNormalization", "SpectralNormalization"),
        *("SimpleRNN", "GRU", "LSTM", "RNN", "Bidirectional", "TimeDistributed"),
        *("Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention"),
        *("Flatten", "Reshape", "Permute", "RepeatVector"),
        *("Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"),
        *("Dropout", "AlphaDropout", "GaussianDropout", "GaussianNoise"),
        *("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"),
        *("ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax"),
        *("Rescaling", "Resizing", "CenterCrop"),
        *("RandomBrightness", "RandomColorJitter", "RandomContrast", "RandomCrop", "RandomErasing"),
        *("RandomFlip", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective"),
        *("RandomRotation", "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation"),
        "RandomZoom",
    )
)

_OPERATIONS = {
    "keras.src.ops.numpy": (
        *("Absolute", "Add", "Argmax", "Argmin", "Clip", "Concatenate", "Cos", "Cumsum", "Divide", "Dot"),
        *("Einsum", "Equal", "Exp", "ExpandDims", "Expm1", "Flip", "FloorDivide", "GetItem", "Greater"),
        *("GreaterEqual", "Less", "LessEqual", "Log", "Log1p", "LogicalAnd", "LogicalNot", "LogicalOr"),
        *("Matmul", "Max", "Maximum", "Mean", "Min", "Minimum", "Mod", "Moveaxis", "Multiply", "Negative"),
        *("NotEqual", "OnesLike", "Pad", "Power", "Prod", "Ravel", "Reciprocal", "Repeat", "Reshape"),
        *("Roll", "Sign", "Sin", "Split", "Sqrt", "Square", "Squeeze", "Stack", "Std", "Subtract", "Sum"),
        *("Swapaxes", "Take", "Tanh", "Tile", "Transpose", "Tril", "Triu", "TrueDivide", "Var", "Where"),
        "ZerosLike",
    ),
    "keras.src.ops.nn": (
        *("AveragePool", "Celu", "Elu", "Gelu", "Glu", "HardSigmoid", "HardSilu", "LeakyRelu", "LogSigmoid"),
        *("LogSoftmax", "MaxPool", "Normalize", "OneHot", "Relu", "Relu6", "Selu", "Sigmoid", "Silu"),
        *("Softmax", "Softplus", "Softsign"),
    ),
    "keras.src.ops.math": ("Erf", "Logsumexp", "Rsqrt"),
    "keras.src.ops.core": ("Cast", "StopGradient"),
    "keras.src.ops.linalg": ("Norm",),
    "keras.src.activations.activations": ("ReLU",),
}
OPERATIONS = frozenset((module, kind) for module, kinds in _OPERATIONS.items() for kind in kinds)

INITIALIZERS = {
    **dict.fromkeys(("Zeros", "Ones"), ()),
    "Constant": ("value",),
    **dict.fromkeys(("RandomNormal", "TruncatedNormal"), ("mean", "stddev", "seed")),
    "RandomUniform": ("minval", "maxval", "seed"),
    "VarianceScaling": ("scale", "mode", "distribution", "seed", "input_axes", "output_axes"),
    **dict.fromkeys(
        ("GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform"),
        ("seed", "input_axes", "output_axes"),
    ),
    **dict.fromkeys(("Orthogonal", "OrthogonalInitializer"), ("gain", "seed")),
    **dict.fromkeys(("Identity", "IdentityInitializer"), ("gain",)),
}
REGULARIZERS = {
    "L1": ("l1",),
    "L2": ("l2",),
    "L1L2": ("l1", "l2"),
    "OrthogonalRegularizer": ("factor", "mode"),
}
CONSTRAINTS = {
    "MaxNorm": ("max_value", "axis"),
    "NonNeg": (),
    "UnitNorm": ("axis",),
    "MinMaxNorm": ("min_value", "max_value", "rate", "axis"),
}
ACTIVATIONS = frozenset(
    (
        *("celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu"),
        *("hard_swish", "hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu"),
        *("relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign"),
        *("sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink"),
        "threshold",
    )
)
DTYPES = frozenset(
    ("float32", "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"),
)

WORDS = {
    "padding": ("valid", "same", "causal"),
    "data_format": ("channels_last", "channels_first"),
    "interpolation": ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area"),
    "fill_mode": ("constant", "reflect", "wrap", "nearest"),
    "mode": (
        *("horizontal", "vertical", "horizontal_and_vertical"),  # RandomFlip
        *("fan_in", "fan_out", "fan_avg"),  # VarianceScaling
        *("rows", "columns"),  # OrthogonalRegularizer
        *("constant", "reflect", "symmetric", "edge"),  # Pad
    ),
    "distribution": ("normal", "uniform", "truncated_normal", "untruncated_normal"),
    "merge_mode": ("sum", "mul", "concat", "ave"),
    "score_mode": ("dot", "concat"),
    "output_mode": ("multi_hot", "one_hot", "count"),
}

_FLAGS = (
    *("trainable", "autocast", "optional", "use_bias", "center", "rms_scaling", "synchronized", "renorm"),
    *("mask_zero", "return_sequences", "return_state", "go_backwards", "stateful", "zero_output_for_mask"),
    *("unit_forget_bias", "reset_after", "use_scale", "use_gate", "normalize", "keepdims", "approximate"),
    *("crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias"),
)
_SIZES = (
    *("units", "filters", "groups", "kernel_size", "strides", "dilation_rate", "depth_multiplier", "n"),
    *("output_padding", "pool_size", "size", "cropping", "output_size", "height", "width", "target_shape"),
    *("dims", "axis", "axes", "bias_axes", "shared_axes", "attention_axes", "output_shape", "noise_shape"),
    *("input_dim", "output_dim", "num_tokens", "num_heads", "key_dim", "value_dim", "head_dim"),
    *("num_query_heads", "num_key_value_heads", "sliding_window", "input_axes", "output_axes"),
    *("newshape", "num_classes", "pad_width", "repeats", "axis1", "axis2", "source", "destination", "k"),
    "shift",
)
# Numbers that a trained weight could hide in: only so many of them.
_LOOSE = (
    *("value", "mean", "minval", "maxval", "gain", "scale", "offset", "mask_value", "negative_slope"),
    *("alpha", "max_value", "min_value", "threshold", "initial", "x_min", "x_max"),
)
# Numbers that only steer the training, draw at random, or are lost in rounding.
_STEERING = (
    *("momentum", "epsilon", "renorm_momentum", "renorm_clipping", "rate", "stddev", "l1", "l2"),
    *("dropout", "recurrent_dropout", "ord", "order", "factor", "height_factor", "width_factor"),
    *("x_factor", "y_factor", "brightness_factor", "contrast_factor", "saturation_factor", "hue_factor"),
    *("fill_value", "value_range"),
)
_TENSORS = ("kernel", "bias", "recurrent", "depthwise", "pointwise", "embeddings", "beta", "gamma", "alpha")

RULES = {
    **dict.fromkeys(_FLAGS, "flag"),
    **dict.fromkeys(_SIZES, "sizes"),
    **dict.fromkeys(_LOOSE, "loose"),
    **dict.fromkeys(_STEERING, "steering"),
    **dict.fromkeys(WORDS, "word"),
    **{f"{tensor}_initializer": "initializer" for tensor in (*_TENSORS, "moving_mean", "moving_variance")},
    **{f"{tensor}_regularizer": "regularizer" for tensor in (*_TENSORS, "activity")},
    **{f"{tensor}_constraint": "constraint" for tensor in _TENSORS},
    **dict.fromkeys(("activation", "recurrent_activation"), "activation"),
    **dict.fromkeys(("sparse", "ragged", "quantization_config", "lora_rank", "lora_alpha"), "absent"),
    **dict.fromkeys(("equation", "subscripts"), "equation"),
    **dict.fromkeys(("layer", "backward_layer", "cell"), "layer"),
    "cells": "cells",
    "name": "name",
    "dtype": "dtype",
    "seed": "seed",
    "unroll": "unroll",
    "batch_shape": "shape",
    "padding": "padding",
    "indices_or_sections": "sections",
    "power_iterations": "sections",
}

_CODE = "it holds code, and the grader rebuilds your network from Keras' own layers"
_TABLE = "it turns values into numbers by tables of its own, and only the architecture crosses"
_KERAS_LAYER = "Use a Keras layer instead."
REFUSED = {
    "Lambda": (
        "the grader rebuilds your network from Keras' own layers, and a Lambda holds code",
        _KERAS_LAYER,
    ),
    "TFSMLayer": ("it loads a saved model from a file, with its code and weights", _KERAS_LAYER),
    **dict.fromkeys(("JaxLayer", "FlaxLayer", "TorchModuleWrapper"), (_CODE, _KERAS_LAYER)),
    "Normalization": (
        "it keeps means and variances of data, and only the architecture crosses",
        "Use BatchNormalization, Rescaling, or normalise the data before.",
    ),
    **dict.fromkeys(
        ("TextVectorization", "StringLookup", "IntegerLookup", "Hashing", "HashedCrossing", "Discretization"),
        (_TABLE, "Turn the data into numbers before the network."),
    ),
}
