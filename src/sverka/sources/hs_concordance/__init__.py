"""The United Nations' correlation and conversion tables between revisions of the HS, SITC and BEC."""
