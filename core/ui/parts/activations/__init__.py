"""The parts of the lesson on activation functions; each is imported when it is shown."""

PARTS = ("shapes", "deep", "softmax")
DEEP = {"depth": "20", "gain": "1", "norm": False, "start_bias": "0"}
SITUATIONS = {
    "shapes": {
        "gate": {"fn": "sigmoid", "versus": "tanh", "at": "3"},
        "hinge": {"fn": "relu", "versus": "leaky_relu", "at": "-1"},
        "smooth": {"fn": "gelu", "versus": "relu", "at": "-0.5"},
    },
    "deep": {
        "sigmoid20": {**DEEP, "fn": "sigmoid", "init": "xavier"},
        "relu20": {**DEEP, "fn": "relu", "init": "he"},
        "dead": {**DEEP, "fn": "relu", "init": "he", "start_bias": "-0.25"},
        "tanh20": {**DEEP, "fn": "tanh", "init": "xavier"},
    },
    "softmax": {
        "hot": {"scores": "-1,0.5,2|5"},
        "cold": {"scores": "-1,0.5,2|0.2"},
        "tie": {"scores": "2,2,2|1"},
    },
}
