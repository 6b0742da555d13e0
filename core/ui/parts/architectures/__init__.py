"""The parts of the lesson on the history of networks; each is imported when it is shown."""

PARTS = ("model_zoo", "fashion_mnist", "digits")
SITUATIONS = {"fashion_mnist": {"moved": {"garment_from": "drawn", "garment": "Shirt", "garment_at": "0,0"}}}
