"""1 The plan: inspection, plan, edition, finding, goal."""
