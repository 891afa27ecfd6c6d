"""Names of goods in Russian: the Eurasian Economic Union's nomenclature of goods (TN VED), built on the HS.

A fact "product name HS2022 ru" has the HS's code at 2, 4 or 6 digits as `detail` and the name as `text`.
Names of chapters and headings are written in sentence case; the publisher has them in capitals. Names at 6
digits are put together from the heading and the line of the subheading; “…” stands for a level that the files
lack.
"""
