"""The parts of the lesson on explanations; each is imported when it is shown."""

PARTS = ("gradcam", "masking", "inside")
FIRST = {"why": "1", "why_not": "none"}
SITUATIONS = {
    "gradcam": {
        "one_thing": {"picture": "cat", **FIRST},
        "why_not": {"picture": "coffee", "why": "1", "why_not": "2"},
        "two_things": {"picture": "bus", "why": "1", "why_not": "2"},
        "stranger": {"picture": "astronaut", **FIRST},
    },
    "masking": {
        "covered": {"picture": "coffee", "filling": "grey"},
        "covered_cat": {"picture": "cat", "filling": "grey"},
        "other_cover": {"picture": "coffee", "filling": "blur"},
    },
    "inside": {
        "photo": {"picture": "coffee", "inside_stage": "1"},
        "last_stage": {"picture": "coffee", "inside_stage": "4"},
        "drawing": {"picture": "drawing", "inside_stage": "1"},
    },
}
