"""The parts of the lesson on activities; each is imported when it is shown."""

PARTS = ("window", "phone", "turn", "inside", "compare", "teach")
SITUATIONS = {
    "window": {
        "walk": {"model": "activity_cnn", "recording": "walk"},
        "stairs": {"model": "activity_cnn", "recording": "stairs"},
        "still": {"model": "activity_cnn", "recording": "still"},
        "no_gyro": {"model": "activity_cnn_accel", "recording": "tour"},
    },
    "turn": {"upside_down": {"recording": "tour", "turn": "z:180"}},
}
