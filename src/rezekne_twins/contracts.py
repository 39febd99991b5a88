"""How a collection is validated and serialised as a field of somebody's own model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import CoreSchema, core_schema

from rezekne_twins.models.record import Record, store_for

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, ValidationInfo


def collection_schema(cls: Any, record_type: type[Record], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the schema of a collection: itself, or a list of its records."""

    def made(records: list[Any], info: ValidationInfo) -> Any:
        return cls(records, store_for(info.context))

    listed = core_schema.list_schema(handler.generate_schema(record_type))
    read = core_schema.with_info_after_validator_function(made, listed)
    return core_schema.json_or_python_schema(
        json_schema=read,
        python_schema=core_schema.union_schema(
            [core_schema.is_instance_schema(cls), read], mode="left_to_right"
        ),
        serialization=core_schema.plain_serializer_function_ser_schema(list, return_schema=listed),
    )


def shipped_store(records: tuple[Record, ...]) -> Any:
    """Return the store of the shipped data set, to which some records belong.

    Raises:
        ValueError: They belong to another one.
    """
    store = store_for(None)
    if any(store.by_id.get(record.id) != record for record in records):
        raise ValueError("records of another data set; use the type of their collection")
    return store
