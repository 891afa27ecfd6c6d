"""Exports of every fourth year with the agreements and provisions in force, from the R package penppml.

Facts of a directed pair and year, with the value 1: `agreement` (`detail` the World Bank's number, `text`
its name where the package gives it) and `provision` (`detail` the package's name, `text` what it says). A
pair with a flow in a year and no such fact has no agreement, or not that provision.
"""
