"""Many sectors linked by inputs: Caliendo and Parro 2015 in changes (exact hat algebra).

What everything starts from is a `Baseline`, built from `Accounts`; a `Shock` changes tariffs, other costs of
trade and productivity; `solve` gives the `Equilibrium` after it and `target` the smallest shock that reaches
a goal. Everywhere s is the good or sector sold, u the sector that uses it, i the exporter, j the importer.
"""
