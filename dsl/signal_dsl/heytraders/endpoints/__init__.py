"""The platform's endpoints, in files by area, one method each."""
