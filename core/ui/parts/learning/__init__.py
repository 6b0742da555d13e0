"""The parts of the first lesson, on what machine learning is; each is imported when it is shown."""

from core.learning import houses

PARTS = ("rule", "circles", "three_ways", "variables", "bitmap", "vision")
HOUSES = {"variable_view": "houses"}
SITUATIONS = {
    "rule": {
        "red_only": {"hand_rule": "0,55", "act": "hand"},
        "both": {"hand_rule": "42,38", "act": "hand"},
        "machine_finds": {"act": "machine"},
        "new_come": {"act": "new"},
    },
    "circles": {"search": {"circle": "ai"}, "line": {"circle": "machine"}, "network": {"circle": "deep"}},
    "three_ways": {"two": {"groups": "2"}, "three": {"groups": "3"}, "four": {"groups": "4"}},
    "variables": {
        "flat_line": HOUSES | {"house_line": "0.000,7.5"},
        "best_line": HOUSES | {"house_line": houses.write(houses.best())},
        "strict_spam": {"variable_view": "spam", "spam_border": "0"},
        "added_districts": {"variable_view": "kinds", "column": "district", "operation": "mean"},
    },
    "bitmap": {
        "whole": {"zoom": "1", "bitmap_size": "32"},
        "near": {"zoom": "8", "bitmap_size": "32"},
        "coarse": {"zoom": "1", "bitmap_size": "8"},
    },
    "vision": {
        "box_full": {"scene": "packing", "places_packing": "20,20;40,20;60,20;30,56;22,40;48,40;66,52"},
        "parts_touch": {"scene": "packing", "places_packing": "20,20;32,20;60,20;30,56;22,40;48,40;66,52"},
        "person_in": {"scene": "danger", "places_danger": "80,36;16,62"},
        "spots_joined": {"scene": "tumour", "places_tumour": "70,40;78,44;110,60"},
    },
}
