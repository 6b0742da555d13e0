"""Super-resolution: an enlarging network paints what is likely."""
