"""Scripts to measure with: dense lines in the manner of real strategies, all different, the same in every run."""

from random import Random

# What the lines name: pyflakes and ruff are told that these exist, so that no tool has anything to complain about.
NAMES = "close,volume,ema,sma,rsi,roc,atr,adx,crossover,highest,emit_signal,entry,Weight"


def dense(lines: int, seed: int = 0) -> str:
    """A script of `lines` lines, 90 characters long on average. It is valid as Signal DSL and as Python."""
    random = Random(seed)
    pick = random.randint
    written: list[str] = []
    for number in range(1, lines // 4 + 1):
        trend = f"ema(close, {pick(10, 60)}) > sma(close, {pick(70, 300)}) * 1.00{pick(1, 9)}"
        setup = f"crossover(ema(close, {pick(5, 20)}), ema(close, {pick(21, 60)}))"
        calm = f"atr({pick(7, 28)}) / close < 0.0{pick(1, 9)} or adx({pick(7, 28)}) < {pick(15, 30)}"
        written += [
            f"trend_{number} = {trend} and roc(close, {pick(5, 50)})[-2] > 0.{pick(1, 9)}",
            f"setup_{number} = {setup} or rsi(close, {pick(7, 28)}) < {pick(20, 40)} and volume > {pick(1, 9)}",
            f"calm_{number} = ({calm}) and close > highest(close, {pick(20, 90)}) * 0.9",
            _signal(f"trend_{number} and setup_{number} and not calm_{number}", pick(1, 9)),
        ]
    for _ in range(lines % 4):
        condition = f"close > ema(close, {pick(10, 99)}) and rsi(close, {pick(7, 28)}) < {pick(20, 40)}"
        written.append(_signal(condition, pick(1, 9)))
    return "\n".join(written) + "\n"


def _signal(condition: str, tenths: int) -> str:
    return f'emit_signal({condition}, entry("BINANCE:BTC/USDT", "LONG", Weight(0.{tenths})))'
