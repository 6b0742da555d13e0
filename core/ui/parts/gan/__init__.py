"""The parts of the lesson on GANs; each is imported when it is shown."""

PARTS = ("sample", "history", "lab", "quality", "forger")
LAB = "lab"
SITUATIONS = {
    "early": {"part": "history", "age": "2"},
    "late": {"part": "sample", "truncation": 1.0, "asked": "all"},
    "ages": {"part": "history", "age": "play"},
    "collapse": {"part": LAB, "lab": "eight|practice|adam|0.0005|0.02|1|0"},
    "strong": {"part": LAB, "lab": "ring|practice|adam|0.02|0.0005|8|0"},
    "vanish": {"part": LAB, "lab": "ring|minimax|slide|0.02|0.0002|1|300"},
    "own": {"part": LAB, "lab": "own|practice|adam|0.005|0.005|1|0"},
}
