"""The parts of the lesson on backpropagation; each is imported when it is shown."""

PARTS = ("graph",)
SITUATIONS = {
    "graph": {
        "usual": {"chain_fn": "sigmoid", "numbers": "1,0.5,0.6,-0.4,0.1,-0.3,0.8,0,0.7,-0.5,0.2,1"},
        "saturated": {"chain_fn": "sigmoid", "numbers": "1,0.5,6,4,3,5,6,4,0.7,-0.5,0.2,1"},
        "dead": {"chain_fn": "relu", "numbers": "1,0.5,-0.6,-0.4,-0.1,-0.3,-0.8,0,0.7,-0.5,0.2,1"},
        "straight": {"chain_fn": "identity", "numbers": "1,0.5,0.6,-0.4,0.1,-0.3,0.8,0,0.7,-0.5,0.2,1"},
    }
}
