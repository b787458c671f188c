"""The health report: each rule has an id, a severity and a worked example in docs/rules."""
