"""The parts of the lesson on neural networks; each is imported when it is shown."""

PARTS = ("neuron", "playground")
XOR = {"dots": "xor", "bend": "tanh"}
SITUATIONS = {
    "neuron": {
        "and": {"gate": "and", "neuron": "1,1,-1.5"},
        "or": {"gate": "or", "neuron": "1,1,-0.5"},
        "xor": {"gate": "xor", "neuron": "1,1,-0.5"},
    },
    "playground": {
        "xor_one": {**XOR, "hidden": "0"},
        "xor_two": {**XOR, "hidden": "4"},
        "circles": {"dots": "circles", "bend": "tanh", "hidden": "3"},
        "spiral": {"dots": "spiral", "bend": "tanh", "hidden": "8-8"},
    },
}
