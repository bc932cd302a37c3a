"""What pages and feeds show: read models, each from one short read of the database."""
