import pytest

from signal_dsl.records import record, replace


@record
class Point:
    x: int
    y: int = 0


@record
class Labelled(Point):
    label: str = ""


@record
class Place:
    at: int

    __eq__ = object.__eq__
    __hash__ = object.__hash__


def test_fields_by_position_and_by_name():
    assert Point(1).y == 0
    assert (Point(1, 2).x, Point(1, 2).y) == (1, 2)
    assert Point(y=3, x=1) == Point(1, 3)


def test_the_fields_of_base_records_come_first():
    assert repr(Labelled(1, 2, "a")) == "Labelled(x=1, y=2, label='a')"


def test_a_missing_or_unknown_field_is_refused():
    with pytest.raises(TypeError, match="x"):
        Point()
    with pytest.raises(TypeError, match="z"):
        Point(1, z=2)


def test_equal_by_value_and_class():
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != Labelled(1, 2)
    assert len({Point(1, 2), Point(1, 2), Point(1, 3)}) == 2


def test_a_class_may_define_its_own_equality():
    place = Place(1)
    assert place == place
    assert place != Place(1)
    assert len({place, Place(1)}) == 2


def test_replace_changes_a_copy():
    old = Labelled(1, 2, "a")
    assert replace(old, y=5) == Labelled(1, 5, "a")
    assert old == Labelled(1, 2, "a")


def test_a_class_may_keep_its_fields_in_slots():
    @record
    class Slotted:
        __slots__ = ("a",)

        a: int

    @record
    class More(Slotted):
        __slots__ = ("b",)

        b: int

    more = More(1, 2)
    assert repr(more) == "More(a=1, b=2)"
    assert not hasattr(more, "__dict__")
    with pytest.raises(TypeError, match="b"):
        More(1)


def test_as_many_fields_as_there_may_be():
    names = [f"field_{number}" for number in range(20)]
    for count in range(20):
        annotations = dict.fromkeys(names[:count], int)
        made = record(type("Made", (), {"__annotations__": annotations, **dict.fromkeys(names[count // 2 : count], 7)}))
        value = made(*range(count // 2))
        assert [getattr(value, name) for name in names[:count]] == [*range(count // 2), *[7] * (count - count // 2)]
        with pytest.raises(TypeError):
            made(*range(count + 1))
