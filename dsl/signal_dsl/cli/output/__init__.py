"""What is printed: one file a format. Those of `lint` have `render(report, statistics=…, quiet=…)`."""
