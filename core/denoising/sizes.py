"""Sizes of the lesson's networks, known without importing torch."""

SIDE = 28
"""pixels of a small picture's side"""
BOTTLENECKS = (2, 4, 8, 16, 32, 64, 128)
"""numbers that a picture is squeezed into"""
STACK = (256, 128, 64)
"""units of the layers that are stacked on the 784 pixels"""
HIDDEN = 64
"""hidden units of the restricted Boltzmann machine"""
JUDGES = {"digits": "lenet5", "garments": "fashion_cnn"}
"""registered networks of another lesson that say what a picture of a subject is; none saw a decoder"""
SURE = 0.9
"""a judge is sure of a picture whose best class gets this probability"""
