"""Tables of the user's own, read by a small mapping file that a first look guesses."""
