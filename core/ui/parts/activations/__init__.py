"""The parts of the lesson on activation functions; each is imported when it is shown."""

PARTS = ("shapes", "deep", "softmax")
DEEP = {"depth": 20, "norm": False, "start_bias": 0.0}
SITUATIONS = {
    "deep": {
        "sigmoid20": {**DEEP, "fn": "sigmoid", "init": "xavier"},
        "relu20": {**DEEP, "fn": "relu", "init": "he"},
        "dead": {**DEEP, "fn": "relu", "init": "he", "start_bias": -0.25},
        "tanh20": {**DEEP, "fn": "tanh", "init": "xavier"},
    },
    "softmax": {
        "hot": {"scores": "-1,0.5,2|5"},
        "cold": {"scores": "-1,0.5,2|0.2"},
    },
}
