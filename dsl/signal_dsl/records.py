"""`@record`: classes that only hold values, in the manner of `dataclasses.dataclass(frozen=True)`.

Why not dataclasses: importing them and building forty classes takes longer than linting a script. Type checkers see a
frozen dataclass (through `dataclass_transform`); at run time one generated `__init__` is all there is to pay for.
Fields are the annotated names, in order, those of base records first. Equality, hash and repr go by the fields, unless
the class or a base of it defines its own. A class of which there are many names its fields in `__slots__`, too.
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
        given = {name: getattr(cls, name, _SLOT) for name in fields}
        defaults = {name: value for name, value in given.items() if value.__class__ is not _SLOT.__class__}
        cls.__fields__ = tuple(fields)
        cls.__init__ = _init(fields, defaults)
        for name, method in (("__eq__", _equal), ("__hash__", _hash), ("__repr__", _repr)):
            own = any(name in base.__dict__ for base in cls.__mro__[:-1])
            if not own or (name == "__hash__" and cls.__hash__ is None):
                setattr(cls, name, method)
        return cls

    def _init(fields, defaults):
        """An `__init__` over the fields.

        Compiling one takes a hundred times as long as putting other names into one that is compiled already.
        """
        names = tuple(fields)
        if len(names) >= len(_INITS) or list(defaults) != fields[len(names) - len(defaults) :]:
            signature = ", ".join(f"{name}=_defaults[{name!r}]" if name in defaults else name for name in names)
            scope = {"_defaults": defaults}
            body = "\n ".join(f"self.{name} = {name}" for name in names)
            exec(f"def __init__(self, {signature}):\n {body}", scope)
            return scope["__init__"]
        code = _INITS[len(names)].__code__
        code = code.replace(co_name="__init__", co_qualname="__init__", co_varnames=("self", *names), co_names=names)
        return type(_init)(code, {}, "__init__", tuple(defaults.values()))

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

    # What `_init` puts the names of fields into; records with more fields wait for theirs to be compiled.

    def _init0(self):
        pass

    def _init1(self, a):
        self.a = a

    def _init2(self, a, b):
        self.a = a
        self.b = b

    def _init3(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c

    def _init4(self, a, b, c, d):
        self.a = a
        self.b = b
        self.c = c
        self.d = d

    def _init5(self, a, b, c, d, e):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e

    def _init6(self, a, b, c, d, e, f):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f

    def _init7(self, a, b, c, d, e, f, g):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g

    def _init8(self, a, b, c, d, e, f, g, h):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
        self.h = h

    def _init9(self, a, b, c, d, e, f, g, h, i):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
        self.h = h
        self.i = i

    def _init10(self, a, b, c, d, e, f, g, h, i, j):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
        self.h = h
        self.i = i
        self.j = j

    def _init11(self, a, b, c, d, e, f, g, h, i, j, k):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
        self.h = h
        self.i = i
        self.j = j
        self.k = k

    def _init12(self, a, b, c, d, e, f, g, h, i, j, k, m):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
        self.h = h
        self.i = i
        self.j = j
        self.k = k
        self.m = m

    def _init13(self, a, b, c, d, e, f, g, h, i, j, k, m, n):
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.e = e
        self.f = f
        self.g = g
        self.h = h
        self.i = i
        self.j = j
        self.k = k
        self.m = m
        self.n = n

    # What a class has in the place of a field that it keeps in a slot: no default.
    _SLOT = type("_Slotted", (), {"__slots__": ("slot",)}).slot
    _INITS = (
        _init0,
        _init1,
        _init2,
        _init3,
        _init4,
        _init5,
        _init6,
        _init7,
        _init8,
        _init9,
        _init10,
        _init11,
        _init12,
        _init13,
    )
