"""SQL over the stack's tables: Glue says where they are, PyIceberg reads them, DuckDB computes."""

import re

import duckdb
from pyiceberg.catalog import load_catalog

from stack.errors import UsageError


def run(record: dict, sql: str) -> tuple[list[str], list[tuple]]:
    """The columns and rows of one statement in DuckDB's dialect."""
    keys, endpoint = record["credentials"], record["s3_endpoint"]
    catalog = load_catalog(
        "radstream",
        **{
            "type": "glue",
            "glue.endpoint": record["catalog"]["endpoint"],
            "s3.endpoint": endpoint,
            "client.region": record["region"],
            "client.access-key-id": keys["access_key_id"],
            "client.secret-access-key": keys["secret_access_key"],
        },
    )
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as database:
        database.execute("SET TimeZone = 'UTC'")
        for identifier in catalog.list_tables(record["catalog"]["database"]):
            name = identifier[-1]
            if re.search(rf"\b{name}\b", sql):
                database.register(
                    name, catalog.load_table(identifier).scan().to_arrow()
                )
        try:
            found = database.execute(sql)
            return [column[0] for column in found.description], found.fetchall()
        except duckdb.Error as e:
            raise UsageError(f"SQL: {e}") from e
