"""The platform's API on loopback, with an evaluator that really runs scripts. Needs the extra `sandbox`."""
