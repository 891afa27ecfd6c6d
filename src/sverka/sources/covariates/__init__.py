"""Dated facts of countries and pairs: distance, language, output, population, agreements, sanctions.

Of a directed pair (`country`, `partner`), without a period, from GeoDist; a country towards itself is
there too:

    distance                  km    between the largest cities of both, weighted by population (distw)
    distance_ces              km    the same with the elasticity -1 (distwces)
    distance_main_cities      km    between the two main cities (dist)
    distance_capitals         km    between the two capitals (distcap)
    contiguity, common_language_official, common_language_ethnic, colonial_link, common_colonizer
                              1, 0  stated for every pair, so that a missing fact is no zero

Of a country: `area` (km2) and `landlocked` (1, 0) from GeoDist; by year `gdp` (current US dollars) and
`population` (persons) from the World Bank, "WLD" included; from the WEO, projections included, `gdp_imf`,
`population_imf` and `consumer_prices_imf` (an index of average prices, each country on its own base year).

Of a pair in both directions, from DESTA: `agreement`, in force in the years of its period (to the last
year of the list where nobody withdrew), and `agreement_signed` in the year of signature where the entry
into force is not known; `detail` is DESTA's number, `text` its name.

Of a sanctioned `country` and a sanctioning `partner`, from GSDB: `sanction`; `detail` is the case, the
period its years, `text` the measures, the objective and the outcome, and the group through which either
is a party.
"""
