"""The parts of the lesson on style transfer; each is imported when it is shown."""

PARTS = ("mix", "paint", "gram", "ways")
FIRST_MIX = {"style_a": "8", "style_b": "19", "style_c": "4", "style_mix": "0,1,0", "own_colours": False}
SITUATIONS = {
    "mix": {
        "one_style": FIRST_MIX,
        "half_and_half": FIRST_MIX | {"style_mix": "0.5,0.5,0"},
        "own_colours": FIRST_MIX | {"own_colours": True},
        "too_much": FIRST_MIX | {"style_b": "17", "style_mix": "0,1,0"},
    },
    "paint": {
        "balanced": {"style_picture": "swirls", "style_balance": "10"},
        "content_wins": {"style_picture": "swirls", "style_balance": "0.3"},
        "style_wins": {"style_picture": "mosaic", "style_balance": "100"},
    },
    "gram": {
        "whole": {"gram_picture": "mosaic", "gram_tiles": "1"},
        "shuffled": {"gram_picture": "mosaic", "gram_tiles": "5"},
        "crumbs": {"gram_picture": "waves", "gram_tiles": "64"},
    },
}
