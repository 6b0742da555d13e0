"""The parts of the cart-pole lesson; each is imported when it is shown."""

PARTS = ("play", "against", "inside", "grid", "learn", "train", "ablations")
STAGES = ("0", "50", "100", "final")
"""the stages of the training that stand side by side at first"""
WORLD = {"pole": 1.0, "pole_mass": 0.1, "gravity": 9.8}
PLAY = {"stages": list(STAGES), **WORLD}
SITUATIONS = {
    "play": {
        "ladder": PLAY,
        "first": {**PLAY, "stages": ["0"]},
        "fifty": {**PLAY, "stages": ["50"]},
        "master": {**PLAY, "stages": ["final"]},
        "long_pole": {**PLAY, "pole": 3.0},
        "moon": {**PLAY, "gravity": 1.6},
    },
    "ablations": {
        "no_replay": {"variant": "no_replay"},
        "no_target": {"variant": "no_target"},
        "no_curiosity": {"variant": "no_curiosity"},
    },
}
