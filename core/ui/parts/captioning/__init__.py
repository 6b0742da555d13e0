"""The parts of the lesson on captioning; each is imported when it is shown."""

PARTS = ("write", "scores")
CALM = {"caption_temperature": 0.0, "caption_width": "3"}
SITUATIONS = {
    "write": {
        "right": CALM | {"picture": "cat"},
        "unknown": CALM | {"picture": "rocket"},
        "prejudice": CALM | {"picture": "astronaut"},
        "habit": CALM | {"picture": "zidane"},
        "nobody": CALM | {"picture": "brick"},
        "wild": {"picture": "cat", "caption_temperature": 1.5},
    },
    "scores": {
        "copied": {"caption_try": "copied"},
        "true_otherwise": {"caption_try": "true"},
        "false_alike": {"caption_try": "false"},
    },
}
