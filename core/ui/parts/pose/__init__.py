"""The parts of the lesson on pose; each is imported when it is shown."""

PARTS = ("find", "wall", "copy_pose", "regression", "upright", "film", "live")
SITUATIONS = {
    "find": {
        "several": {"picture": "bus"},
        "half": {"picture": "astronaut"},
        "crossed": {"picture": "zidane"},
        "animal": {"picture": "cat"},
    },
    "wall": {
        "blurred": {"picture": "astronaut", "behind": "blur"},
        "coloured": {"picture": "astronaut", "behind": "colour"},
        "elsewhere": {"picture": "astronaut", "behind": "picture", "ground": "galaxies"},
    },
    "copy_pose": {
        "t_pose": {"target": "t_pose"},
        "cactus": {"target": "cactus"},
        "teapot": {"target": "teapot"},
        "lunge": {"target": "lunge"},
    },
    "regression": {
        "coarse": {"doubt": "62,170,194,170,1,8"},
        "fine": {"doubt": "62,170,194,170,1,64"},
        "leaning": {"doubt": "62,170,194,170,0.7,32"},
        "even": {"doubt": "62,170,194,170,0.5,32"},
    },
    "upright": {
        "as_found": {"turned": "0,100"},
        "quarter": {"turned": "90,100"},
        "upside_down": {"turned": "180,100"},
        "tight": {"turned": "0,65"},
    },
    "film": {"one": {"picture": "astronaut"}, "two": {"picture": "bus"}},
}
