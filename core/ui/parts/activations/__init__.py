"""The parts of the lesson on activation functions; each is imported when it is shown."""

PARTS = ("shapes", "deep", "neuron", "softmax", "losses", "backprop")
DEEP = {"part": "deep", "depth": 20, "norm": False, "start_bias": 0.0}
NETWORK = {"part": "neuron", "unit": "network", "dots": "xor", "bend": "tanh"}
SITUATIONS = {
    "sigmoid20": {**DEEP, "fn": "sigmoid", "init": "xavier"},
    "relu20": {**DEEP, "fn": "relu", "init": "he"},
    "dead": {**DEEP, "fn": "relu", "init": "he", "start_bias": -0.25},
    "tanh20": {**DEEP, "fn": "tanh", "init": "xavier"},
    "xor_one": {**NETWORK, "hidden": "0"},
    "xor_two": {**NETWORK, "hidden": "4"},
    "hot": {"part": "softmax", "scores": "-1,0.5,2|5"},
    "cold": {"part": "softmax", "scores": "-1,0.5,2|0.2"},
}
