"""Requests and what becomes of them: what is asked again and what never is, and which error a failure is."""

from __future__ import annotations

from dataclasses import dataclass

from signal_dsl.heytraders.address import Address
from signal_dsl.heytraders.answers import Answer, Refusal, read
from signal_dsl.heytraders.errors import (
    ApiKeyError,
    HeyTradersError,
    ProtocolError,
    QuotaError,
    RateError,
    UnavailableError,
    UnknownOutcomeError,
)
from signal_dsl.heytraders.exchange import AUTHORIZATION, JSON, TIMEOUT, Call, Exchange, LostError
from signal_dsl.heytraders.refusals import refused
from signal_dsl.heytraders.secret import Key
from signal_dsl.heytraders.waiting import Patience, Pause, in_words

GET_A_KEY = "`signal-dsl register` makes one, `signal-dsl login` stores one that you have; `--sandbox` needs none."


@dataclass(frozen=True)
class _Failure:
    """A call that failed: the error, whether it may be sent again, and after how many seconds the platform wants it."""

    error: HeyTradersError
    again: bool = False
    asked: float | None = None


class Transport:
    """Makes calls, patiently. `key` goes to `address` alone; see `Exchange` and `Patience`."""

    def __init__(
        self,
        address: Address,
        key: Key | None,
        *,
        header: str = AUTHORIZATION,
        timeout: float = TIMEOUT,
        patience: Patience | None = None,
        pause: Pause | None = None,
    ) -> None:
        self.address = address
        self.patience = patience or Patience()
        self.pause = pause or Pause()
        self._needs_key = key is None and not address.is_local
        self._exchange = Exchange(address, key, header, timeout)

    def close(self) -> None:
        """Close the connections."""
        self._exchange.close()

    def request(self, call: Call) -> object:
        """The data that the platform answers with. Raises a child of HeyTradersError."""
        if self._needs_key and not call.open_to_all:
            raise ApiKeyError(f"There is no API key for {self.address.origin}.", GET_A_KEY)
        attempt = 1
        while isinstance(found := self._attempt(call), _Failure):
            attempt += 1
            wait = self.patience.before(attempt, found.asked) if found.again else None
            if wait is None or not self.pause(wait, found.error.message):
                raise found.error from None
        return found

    def _attempt(self, call: Call) -> object | _Failure:
        """Send it once: the data, or the failure."""
        try:
            answer = self._exchange.send(call)
        except ProtocolError as error:
            done = call.effect and error.status is not None and error.status < 300
            return self._unknown(call, error.message) if done else _Failure(error)
        except LostError as lost:
            return self._lost(call, lost)
        # What overloads or breaks the platform, or what stands before it.
        broken = answer.status >= 500 or answer.status == 408
        try:
            as_text = call.accept != JSON and call.accept == answer.kind and answer.status == 200
            data = answer.text if as_text else read(answer)
        except ProtocolError as error:
            if call.effect and (broken or answer.status < 300):
                return self._unknown(call, error.message)
            if not broken:
                return _Failure(error)
            told = f"The platform is out of order: {error.message.removeprefix('The platform sends ')}"
            later = "later" if answer.retry_after is None else f"in {in_words(answer.retry_after)}"
            unavailable = UnavailableError(told, f"Try again {later}.", status=answer.status)
            return _Failure(unavailable, call.can_be_repeated, answer.retry_after)
        return self._refused(call, answer, data, broken) if isinstance(data, Refusal) else data

    def _refused(self, call: Call, answer: Answer, refusal: Refusal, broken: bool) -> _Failure:
        error = refused(refusal, answer.status, answer.retry_after)
        if call.effect and isinstance(error, UnavailableError) and error.code != "DATA_UNAVAILABLE":
            return self._unknown(call, error.message, error)  # it broke, and may have done so when it was done
        too_many = isinstance(error, RateError) or (answer.status == 429 and not isinstance(error, QuotaError))
        return _Failure(error, too_many or (broken and call.can_be_repeated), answer.retry_after)

    def _lost(self, call: Call, lost: LostError) -> _Failure:
        where = self.address.origin
        if not lost.sent:
            told = f"{where} cannot be reached: {lost.why}."
            return _Failure(UnavailableError(told, "Check the network, and try again."), again=True)
        told = f"There is no answer from {where}: {lost.why}."
        if call.effect:
            return self._unknown(call, told)
        return _Failure(UnavailableError(told, "Nothing is lost; try again."), call.can_be_repeated)

    def _unknown(self, call: Call, message: str, cause: HeyTradersError | None = None) -> _Failure:
        told = f"{message.rstrip('.')}, so nobody knows whether the platform did {call.effect}; it was not asked again."
        remedy = "Look at the platform's dashboard before you ask again, since that may do it twice."
        code, status = (cause.code, cause.status) if cause is not None else ("", None)
        return _Failure(UnknownOutcomeError(told, remedy, code=code, status=status))
