"""A broker as plain as can be, every ticker, bar and signal one after the other: slow, and the fast one's referee."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from signal_dsl.sandbox.broker import Market, Terms
from signal_dsl.sandbox.broker.terms import MAINTENANCE

DUST = 1e-9


@dataclass
class Held:
    side: int
    size: float
    price: float
    margin: float
    fee: float
    weight: float
    line: int
    bar: int
    time: int
    liquidation: float

    def value(self, mark):
        return self.margin + self.side * self.size * (mark - self.price)


@dataclass
class Reference:
    markets: list[Market]
    terms: Terms
    trades: list[dict] = field(default_factory=list)
    refused: dict[tuple, list[int]] = field(default_factory=dict)
    ruined: bool = False

    def run(self):
        self.timeline = sorted({int(time) for market in self.markets for time in market.bars.time})
        self.cash = self.terms.initial_cash
        self.held: dict[int, Held] = {}
        self.bar = {}
        self.last_close = {}
        self.cash_by, self.equity_by = [], []
        places = [{int(time): bar for bar, time in enumerate(market.bars.time)} for market in self.markets]
        self.risky = any(m.can_short or m.leverage(self.terms) > 1 for m in self.markets)
        for time in self.timeline:
            self.time = time
            self.here = {n: places[n][time] for n in range(len(self.markets)) if time in places[n]}
            self.step()
        return self

    def step(self):
        cross = self.terms.mode == "cross"
        self.prices = {n: self.column(n, "open") if n in self.here else self.last_close.get(n) for n in self.all()}
        if cross:
            self.strike(self.prices)
        else:
            for n in list(self.held):
                if n in self.here and self.reached(n, self.prices[n]):
                    self.liquidate(n, self.prices[n])
        self.look_if_ruined()
        self.orders()
        self.look_if_ruined()
        worst = {n: self.worst(n) for n in self.held}
        if cross:
            self.strike(worst)
        else:
            for n in list(self.held):
                if n in self.here and self.reached(n, worst[n]):
                    least = min if self.held[n].side > 0 else max
                    self.liquidate(n, least(self.held[n].liquidation, self.prices[n]))
        self.look_if_ruined()
        for n in self.here:
            self.last_close[n] = self.column(n, "close")
        self.cash_by.append(self.cash)
        self.equity_by.append(self.cash + sum(held.value(self.last_close[n]) for n, held in self.held.items()))

    def all(self):
        return range(len(self.markets))

    def column(self, n, name):
        return float(getattr(self.markets[n].bars, name)[self.here[n]])

    def worst(self, n):
        if n not in self.here:
            return self.last_close[n]
        return self.column(n, "low" if self.held[n].side > 0 else "high")

    def reached(self, n, price):
        held = self.held[n]
        return price <= held.liquidation if held.side > 0 else price >= held.liquidation

    def look_if_ruined(self):
        if not self.held and self.cash <= DUST * self.terms.initial_cash:
            self.ruined = True

    def orders(self):
        """Those decided at the bar before."""
        given = []
        for n, bar in self.here.items():
            if bar == 0:
                continue
            bars = self.markets[n].bars
            if self.terms.analysis_start is not None and bars.time[bar - 1] < self.terms.analysis_start:
                continue
            given += [
                (decision.line, n, bar - 1, decision)
                for decision in self.markets[n].decisions
                if decision.condition[bar - 1] and bar - 1 >= decision.valid_from
            ]
        for _, n, _, decision in sorted(given, key=lambda one: (one[1], one[0])):
            held = self.held.get(n)
            if decision.kind == "exit" and held and decision.side in (None, "LONG" if held.side > 0 else "SHORT"):
                self.close(n, "exit", decision.line)
        fresh = set()
        for _, n, bar, decision in sorted(given, key=lambda one: one[:2]):
            if decision.kind == "entry":
                self.enter(n, decision, float(decision.weight[bar]), fresh)

    def enter(self, n, decision, weight, fresh):
        side = 1 if decision.side == "LONG" else -1
        held = self.held.get(n)
        others = sum(other.weight for m, other in self.held.items() if m != n)
        if side < 0 and not self.markets[n].can_short:
            return self.refuse(n, decision, "only perpetual contracts can be sold short")
        if not 0 < weight <= 1:
            return self.refuse(n, decision, "the weight is not a number above 0 and at most 1")
        if self.ruined:
            return self.refuse(n, decision, "nothing is left in the account")
        if held and held.side == side:
            return None
        if n in fresh:
            return self.refuse(n, decision, "another signal has just entered the other side")
        if weight + others > 1 + 1e-9:
            return self.refuse(n, decision, "with the open positions, the weights would come to more than 1")
        if held:
            self.close(n, "reverse", decision.line)
        values = {m: other.value(self.prices[m]) for m, other in self.held.items()}
        if self.terms.mode == "cross":
            equity = self.cash + sum(values.values())
            free = min(self.cash, equity - sum(other.margin for other in self.held.values()))
        else:
            equity = self.cash + sum(max(value, 0.0) for value in values.values())
            free = self.cash
        put_in = min(weight * equity, free)
        if put_in <= DUST * self.terms.initial_cash:
            return self.refuse(n, decision, "no cash is free")
        leverage, fee = self.markets[n].leverage(self.terms), self.terms.trading_fee
        price = self.prices[n] * (1 + side * self.terms.slippage)
        margin = put_in / (1 + leverage * fee)
        size = margin * leverage / price
        if side > 0:
            liquidation = max(0.0, price * (1 - 1 / leverage) / (1 - MAINTENANCE))
        else:
            liquidation = price * (1 + 1 / leverage) / (1 + MAINTENANCE)
        if leverage == 1 and side > 0:
            liquidation = 0.0
        self.held[n] = Held(
            side, size, price, margin, put_in - margin, weight, decision.line, self.here[n], self.time, liquidation
        )
        self.cash -= put_in
        fresh.add(n)
        return None

    def close(self, n, reason, line):
        held = self.held[n]
        price = self.prices[n] * (1 - held.side * self.terms.slippage)
        gross = held.value(price)
        fee = held.size * price * self.terms.trading_fee
        if self.terms.mode == "isolated":
            gross = max(gross, 0.0)
            fee = min(fee, gross)
        elif len(self.held) == 1:
            gross = max(gross, -self.cash)
            fee = min(fee, gross + self.cash)
        self.end(n, price, gross - fee, fee, reason, line)

    def liquidate(self, n, price):
        self.end(n, price, 0.0, 0.0, "liquidation", None)

    def strike(self, prices):
        if not (self.risky and self.held):
            return
        left = self.cash
        for n, held in self.held.items():
            left += held.value(prices[n]) - MAINTENANCE * held.size * prices[n]
        if left > 0:
            return
        margins = sum(held.margin for held in self.held.values())
        cash = self.cash
        for n in list(self.held):
            self.end(n, prices[n], -cash * self.held[n].margin / margins, 0.0, "liquidation", None)
        self.cash = 0.0
        self.ruined = True

    def end(self, n, price, back, fee, reason, line):
        held = self.held.pop(n)
        self.cash += back
        self.trades.append(
            {
                "ticker": self.markets[n].bars.ticker,
                "side": "LONG" if held.side > 0 else "SHORT",
                "size": held.size,
                "entry_time": held.time,
                "entry_price": held.price,
                "exit_time": self.time,
                "exit_price": price,
                "fees": held.fee + fee,
                "pnl": back - held.margin - held.fee,
                "reason": reason,
                "entry_line": held.line,
                "exit_line": line,
            }
        )

    def refuse(self, n, decision, reason):
        key = (decision.line, self.markets[n].bars.ticker, reason)
        self.refused.setdefault(key, []).append(self.time)


def refusals(reference):
    return {key: (len(times), times[0], times[-1]) for key, times in reference.refused.items()}


def close_to(one, other):
    return np.allclose(one, other, rtol=1e-9, atol=1e-6)
