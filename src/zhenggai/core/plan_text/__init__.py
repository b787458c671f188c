"""A source's text becomes a draft of the plan: outline, tables, fields."""
