"""UN Comtrade: the goods trade that countries declare to the United Nations, by partner and product."""
