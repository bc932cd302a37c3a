"""The store: tables, migrations, transactions, the record and the outbox."""
