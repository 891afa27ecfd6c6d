"""Trade of all pairs of states 1870 to 2014, as the importer is held to have it: Correlates of War."""
