"""Autoencoders: pictures through a narrow door, noise taken away, layers trained one by one."""
