"""Guess what a table holds: its shape, its columns, its signs, its titles, and the mapping made of them."""
