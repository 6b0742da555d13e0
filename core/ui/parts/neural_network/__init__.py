"""The parts of the lesson on neural networks; each is imported when it is shown."""

PARTS = ("neuron", "playground")
SITUATIONS = {
    "neuron": {
        "and": {"gate": "and", "neuron": "1,1,-1.5"},
        "or": {"gate": "or", "neuron": "1,1,-0.5"},
        "xor": {"gate": "xor", "neuron": "1,1,-0.5"},
    },
    "playground": {  # see `core.neural_network.setup.write`
        "xor_one": {"net": "xor|0|30|01|0|tanh|adam|0.03|20|none|0.001|0"},
        "xor_two": {"net": "xor|0|30|01|4|tanh|adam|0.03|20|none|0.001|0"},
        "circles": {"net": "circles|0|30|01|3|tanh|adam|0.03|20|none|0.001|0"},
        "spiral": {"net": "spiral|0|30|01|8-8|tanh|adam|0.03|20|none|0.001|0"},
        "three": {"net": "three_arms|0|30|01|8-8|tanh|adam|0.03|20|none|0.001|0"},
        "by_heart": {"net": "moons|50|60|01|8-8|tanh|adam|0.03|20|none|0.001|0"},
        "decay": {"net": "moons|50|60|01|8-8|tanh|adam|0.03|20|l2|0.01|0"},
    },
}
