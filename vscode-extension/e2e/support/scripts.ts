/** A range that is too short for its average: SIG401 with a fix. */
export const SHORT = `# /// backtest
# universe = ["BINANCE:BTC/USDT"]
# timeframe = "1d"
# start_date = "2024-01-01"
# end_date = "2024-06-30"
# ///

trend = ema(close, 200)
momentum = rsi(close, 14)

emit_signal(close > trend and momentum < 70, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(close < trend, exit("BINANCE:BTC/USDT"))
`;

/** Nothing is wrong with it. */
export const SOUND = `# /// backtest
# universe = ["BINANCE:BTC/USDT", "BINANCE:ETH/USDT"]
# timeframe = "1d"
# start_date = "2020-01-01"
# end_date = "2024-12-31"
# ///

# Own what stands above its average, unless it has run too far.
trend = ema(close, 50)
momentum = rsi(close, 14)

emit_signal(crossover(close, trend) and momentum < 70, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(crossunder(close, trend), exit("BINANCE:BTC/USDT"))
`;

/** Its signal never comes. */
export const IDLE = `# /// backtest
# universe = ["BINANCE:BTC/USDT"]
# timeframe = "1d"
# start_date = "2022-01-01"
# end_date = "2024-12-31"
# ///

emit_signal(close > highest(high, 20)[-2] * 3, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(close < sma(close, 20), exit("BINANCE:BTC/USDT"))
`;

/** Out of style. */
export const MESSY = `x=sma( close,20 )
emit_signal( close>x,entry('BINANCE:BTC/USDT','LONG',Weight( .5 )) )
`;

/** It takes long enough to be cancelled. */
export const LONG = `# /// backtest
# universe = ["BINANCE:BTC/USDT", "BINANCE:ETH/USDT", "BINANCE:SOL/USDT", "BINANCE:BNB/USDT"]
# timeframe = "1m"
# start_date = "2020-01-01"
# end_date = "2024-12-31"
# ///

emit_signal(crossover(close, ema(close, 50)), entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
emit_signal(crossunder(close, ema(close, 50)), exit("BINANCE:BTC/USDT"))
`;

/** It has a fault that is safe to mend, and a silencer that silences nothing. */
export const FIXABLE = `emit_signal(close > sma(close, 20), entry("BINANCE:BTC/USDT", "long", Weight(0.5)))
emit_signal(close < sma(close, 20), exit("BINANCE:BTC/USDT"))  # noqa: SIG603
`;

/** As {@link SHORT}, with a name that nothing uses. */
export const UNUSED = `${SHORT}\nnoise = atr(14)\n`;
