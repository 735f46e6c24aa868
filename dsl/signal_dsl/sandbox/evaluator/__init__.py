"""Evaluates scripts over bars, for real: TA-Lib and NumPy, all bars at once.

program = Program(analyze(text))          raises RefusalError where the platform would say that the script is invalid
program.decisions(bars, state)            when each signal for the bars' ticker acts
program.value(bars)                       the last bar's value of an expression
"""

from signal_dsl.sandbox.evaluator.decisions import Decision, State
from signal_dsl.sandbox.evaluator.program import Program

__all__ = ["Decision", "Program", "State"]
