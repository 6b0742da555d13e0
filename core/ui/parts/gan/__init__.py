"""The parts of the lesson on GANs; each is imported when it is shown."""

PARTS = ("sample", "history", "lab", "quality", "fool_discriminator")
SITUATIONS = {
    "sample": {"late": {"truncation": 1.0, "asked": "all"}},
    "history": {"early": {"age": "2"}, "ages": {"age": "play"}},
    "lab": {
        "collapse": {"lab": "eight|practice|adam|0.0005|0.02|1|0"},
        "strong": {"lab": "ring|practice|adam|0.02|0.0005|8|0"},
        "vanish": {"lab": "ring|minimax|slide|0.02|0.0002|1|300"},
        "own": {"lab": "own|practice|adam|0.005|0.005|1|0"},
    },
}
