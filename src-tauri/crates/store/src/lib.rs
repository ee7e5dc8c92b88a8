//! SQLite through sqlx: a file per table, migrations beside it.
