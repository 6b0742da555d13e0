"""The parts of the lesson on finding faces; each is imported when it is shown."""

PARTS = ("methods", "live")
FIRST = {"picture": "astronaut", "face_method": "hog", "face_again": False, "face_border": 0.6}
SITUATIONS = {
    "methods": {
        "faces": FIRST,
        "second_round": FIRST | {"face_again": True},
        "strict": FIRST | {"face_border": 1.2},
        "two_people": FIRST | {"picture": "zidane"},
    }
}
