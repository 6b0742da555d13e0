"""Generative adversarial networks: pictures, their history, a laboratory of points, how good they are."""
