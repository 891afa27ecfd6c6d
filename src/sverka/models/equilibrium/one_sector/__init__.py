"""One sector: countries that each sell one good of their own (Anderson and van Wincoop 2003)."""
