"""The commands. Each file has `COMMAND`, which declares what it takes, and `run(arguments)`: the exit status.

Only the file of the command that was asked for is imported.
"""
