"""The catalog against its referee, TA-Lib."""
