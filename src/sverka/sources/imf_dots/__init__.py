"""IMF Direction of Trade Statistics, now International Trade in Goods (IMTS): all goods by partner."""
