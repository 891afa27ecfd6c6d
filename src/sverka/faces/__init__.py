"""Who asks: thin fronts that call the stages' verbs and show what comes back."""
