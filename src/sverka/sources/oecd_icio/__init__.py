"""The OECD's Inter-Country Input-Output tables: who sells which industry's goods and services to whom.

Flows in basic prices, without reporter: intermediate use under the revision "ICIO2025", each final use
under its own ("ICIO2025/HFCE"); a country's sales at home are flows to itself.

Facts of a country and year in US dollars; `detail` is the industry: `output`, `value_added`,
`intermediate_use` ("A01>C10T12": what food makers buy from farming of all countries; no fact, no use).
The arrays have `sales_to_final_demand_and_rest_of_world` besides; the official CSV has
`taxes_less_subsidies` and, for final uses, `total_use`.
"""
