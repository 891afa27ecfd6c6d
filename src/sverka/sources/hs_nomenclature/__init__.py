"""Names of the codes of HS, SITC and BEC as UN Comtrade lists them, one revision a file."""
