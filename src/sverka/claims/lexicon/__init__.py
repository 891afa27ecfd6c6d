"""Names that texts use: data files, read by the modules beside this folder."""
