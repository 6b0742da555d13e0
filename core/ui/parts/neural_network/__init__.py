"""The parts of the lesson on neural networks; each is imported when it is shown."""

PARTS = ("neuron",)
NETWORK = {"unit": "network", "dots": "xor", "bend": "tanh"}
SITUATIONS = {
    "neuron": {
        "xor_one": {**NETWORK, "hidden": "0"},
        "xor_two": {**NETWORK, "hidden": "4"},
    }
}
