"""How good the search is: judged questions, measures, and the searches databases bring along as baselines."""
