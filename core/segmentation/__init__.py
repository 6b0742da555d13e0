"""Image segmentation: a name for every pixel, and what is between a network's output and the picture."""
