"""The parts of the lesson on activities; each is imported when it is shown."""

PARTS = ("window", "phone", "turn", "inside", "compare", "teach")
WINDOW = {"part": "window", "model": "activity_cnn"}
SITUATIONS = {
    "walk": WINDOW | {"recording": "walk"},
    "stairs": WINDOW | {"recording": "stairs"},
    "still": WINDOW | {"recording": "still"},
    "upside_down": {"part": "turn", "recording": "tour", "turn": "z:180"},
    "no_gyro": WINDOW | {"recording": "tour", "model": "activity_cnn_accel"},
    "own": {"part": "phone"},
}
