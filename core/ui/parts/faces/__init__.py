"""The parts of the lesson on finding faces; each is imported when it is shown."""

PARTS = ("methods", "mesh", "hide", "live")
FIRST = {"picture": "astronaut", "face_method": "hog", "face_again": False, "face_border": 0.6}
PLAIN_VIEW = "0_0_all_-1"
HIDDEN = {"picture": "zidane", "hide_way": "pixelate", "hide_cells": 5}
SITUATIONS = {
    "methods": {
        "once": FIRST | {"face_method": "blazeface"},
        "faces": FIRST,
        "second_round": FIRST | {"face_again": True},
        "strict": FIRST | {"face_border": 1.2},
        "nobody": FIRST | {"picture": "cat"},
        "race": FIRST | {"face_all": True},
    },
    "mesh": {
        "front": {"picture": "astronaut", "mesh_view": PLAIN_VIEW},
        "turned": {"picture": "astronaut", "mesh_view": "-50_0_all_-1"},
        "eyes": {"picture": "astronaut", "mesh_view": "0_0_eyes_-1"},
        "profile": {"picture": "cameraman", "mesh_view": PLAIN_VIEW},
        "wall": {"picture": "brick", "mesh_view": PLAIN_VIEW},
    },
    "hide": {
        "hide_two": HIDDEN,
        "hide_street": HIDDEN | {"picture": "bus", "hide_way": "blur"},
        "hide_weak": HIDDEN | {"picture": "astronaut", "hide_cells": 20},
        "hide_all": HIDDEN | {"hide_way": "colour"},
    },
}
