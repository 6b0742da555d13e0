"""The parts of the lesson on gradient descent; each is imported when it is shown."""

PARTS = ("race", "momentum")
AUTO = "auto"
"""the start that a landscape has of its own"""
NOBODY = "none"
"""whose learning rate is their own"""
NEW = {"start": AUTO, "own_rates": NOBODY, "beta": "0.9", "batch": "2", "schedule": "constant"}
SPOT = "1,0,20"
"""α, β and λ_max ÷ λ_min on the map of momentum, at first"""
SITUATIONS = {
    "race": {
        "course": NEW | {"problem": "course", "optimizers": ["gd"], "rate": "0.1", "steps": "20"},
        "small": NEW | {"problem": "course", "optimizers": ["gd"], "rate": "0.0001", "steps": "50"},
        "right": NEW | {"problem": "course", "optimizers": ["gd"], "rate": "0.05", "steps": "20"},
        "big": NEW | {"problem": "course", "optimizers": ["gd"], "rate": "0.2", "steps": "20"},
        "zigzag": NEW
        | {"problem": "valley", "optimizers": ["gd", "momentum"], "rate": "0.1", "steps": "100"},
        "small_batches": NEW
        | {"problem": "line", "optimizers": ["gd", "sgd", "minibatch"], "rate": "0.05", "steps": "100"},
        "two": NEW
        | {"problem": "two_valleys", "optimizers": ["gd", "momentum"], "rate": "0.1", "steps": "100"},
    },
    "momentum": {
        "plain": {"spot": "1.9,0,20"},
        "both": {"spot": "2.67,0.41,20"},
        "spring": {"spot": "0.3,0.95,20"},
        "away": {"spot": "3.4,0.5,20"},
        "round": {"spot": "1,0,1"},
    },
}
