"""The parts of the lesson on the history of networks; each is imported when it is shown."""

PARTS = ("model_zoo", "fashion_mnist", "digits", "open_network")
DRAWN = {"garment_from": "drawn", "garment_at": "0,0"}
SITUATIONS = {
    "model_zoo": {
        "taller": {"member": "vgg16", "rival": "alexnet", "axis": "year"},
        "shortcut": {"member": "resnet50", "rival": "vgg16", "axis": "year"},
        "lighter": {"member": "mobilenet_v3_large", "rival": "resnet50", "axis": "parameters"},
        "attention": {"member": "vit_b_16", "rival": "resnet50", "axis": "year"},
    },
    "fashion_mnist": {
        "moved": {**DRAWN, "garment": "Shirt"},
        "boot": {**DRAWN, "garment": "Ankle boot"},
        "aside": {"garment_from": "drawn", "garment": "Ankle boot", "garment_at": "3,0"},
    },
    "digits": {"seven": {"digit": "7"}, "eight": {"digit": "8"}, "blank": {"digit": "empty"}},
    "open_network": {  # the place of a number: its layer, map, row, column
        "stroke": {"open_model": "lenet5", "open_cell": "0.0.14.14"},
        "largest": {"open_model": "fashion_cnn", "open_cell": "2.0.7.7"},
        "shares": {"open_model": "fashion_cnn", "open_cell": "13.9.0.0"},
    },
}
