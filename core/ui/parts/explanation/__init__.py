"""The parts of the lesson on explanations; each is imported when it is shown."""

PARTS = ("gradcam", "masking", "inside")
SITUATIONS = {
    "gradcam": {"why_not": {"picture": "coffee", "why": "1", "why_not": "2"}},
    "masking": {"covered": {"picture": "coffee"}},
}
