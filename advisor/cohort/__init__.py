"""Whole cohorts: people as columns, the facts that they tell, and what follows for all of them at once."""
