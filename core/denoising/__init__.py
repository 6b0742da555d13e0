"""Autoencoders: pictures through a bottleneck, noise taken away, layers trained one by one."""
