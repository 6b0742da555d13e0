"""The parts of the lesson on super-resolution; each is imported when it is shown."""

PARTS = ("compare", "enlarge", "detail", "plate")
SITUATIONS = {
    "compare": {
        "portrait": {"picture": "astronaut", "sr_scale": "4"},
        "half": {"picture": "astronaut", "sr_scale": "2"},
        "roofs": {"picture": "china", "sr_scale": "4"},
        "fur": {"picture": "cat", "sr_scale": "4"},
    },
    "detail": {
        "text": {"picture": "printed_page", "sr_scale": "4"},
        "face": {"picture": "zidane", "sr_scale": "4"},
        "leaves": {"picture": "grass", "sr_scale": "4"},
        "pixels": {"picture": "pixel_art", "sr_scale": "4"},
    },
    "plate": {
        "near": {"plate_height": "8", "plate_noise": "10"},
        "far": {"plate_height": "4", "plate_noise": "20"},
        "night": {"plate_height": "3", "plate_noise": "40"},
    },
}
