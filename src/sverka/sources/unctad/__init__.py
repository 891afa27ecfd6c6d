"""UNCTAD's merchandise trade matrix: trade of each pair by section of the SITC, Rev. 3."""
