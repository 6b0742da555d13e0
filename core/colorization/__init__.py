"""Colouring grey photos and filling holes: guesses by networks that know what things look like."""
