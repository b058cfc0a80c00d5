"""The only SQL: engine, schema, migrations, bulk reading, writing, journal, backup, check."""
