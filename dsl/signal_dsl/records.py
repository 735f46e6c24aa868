"""`@record`: classes that only hold values, in the manner of `dataclasses.dataclass(frozen=True)`.

Why not dataclasses: importing them and building forty classes takes longer than linting a script. Type checkers see a
frozen dataclass (through `dataclass_transform`); at run time one generated `__init__` is all there is to pay for.
Fields are the annotated names, in order, those of base records first. Equality, hash and repr go by the fields, unless
the class or a base of it defines its own.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")

    @dataclass_transform(frozen_default=True)
    def record(cls: type[T]) -> type[T]: ...

    def replace(value: T, **changes: Any) -> T: ...

else:

    def record(cls):
        """Give `cls` an `__init__` over its annotated fields, and value equality, hash and repr."""
        fields = list(getattr(cls, "__fields__", ()))
        fields += [name for name in cls.__dict__.get("__annotations__", {}) if name not in fields]
        defaults = {name: getattr(cls, name) for name in fields if hasattr(cls, name)}
        signature = ", ".join(f"{name}=_defaults[{name!r}]" if name in defaults else name for name in fields)
        body = "\n ".join(f"self.{name} = {name}" for name in fields) or "pass"
        scope = {"_defaults": defaults}
        exec(f"def __init__(self, {signature}):\n {body}", scope)
        cls.__fields__ = tuple(fields)
        cls.__init__ = scope["__init__"]
        for name, method in (("__eq__", _equal), ("__hash__", _hash), ("__repr__", _repr)):
            own = any(name in base.__dict__ for base in cls.__mro__[:-1])
            if not own or (name == "__hash__" and cls.__hash__ is None):
                setattr(cls, name, method)
        return cls

    def replace(value, **changes):
        """A copy of the record `value` with some fields changed."""
        return type(value)(**{name: getattr(value, name) for name in value.__fields__} | changes)

    def _values(self):
        return tuple(getattr(self, name) for name in self.__fields__)

    def _equal(self, other):
        return _values(self) == _values(other) if type(self) is type(other) else NotImplemented

    def _hash(self):
        return hash(_values(self))

    def _repr(self):
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__fields__)
        return f"{type(self).__name__}({inner})"
