//! The store in a file, so that it survives a restart (feature `sqlite`).
//!
//! Responsible for: reading everything at the start, and writing what changed, all of a change or
//! nothing. A row is its number and its JSON; `SQLite` is here for safe writing, not for queries.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Store;
use super::table::{Row, Table};

/// The shape of the rows; another one cannot be read.
const FORMAT: i64 = 1;

/// The file.
#[derive(Debug)]
pub(crate) struct Db {
    connection: Connection,
    path: PathBuf,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// `SQLite` says so.
    #[error("{}: {source}", .path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
    /// Another sandbox has it open.
    #[error("{}: another sandbox uses this file; stop it, or name another file", .path.display())]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// A row is not what this version writes.
    #[error("{}: a row of `{table}` cannot be read: {source}; delete the file to start anew", .path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The table of the sandbox.
        table: &'static str,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// The file is of another version.
    #[error("{}: its format is {found}, and this version reads {FORMAT}; delete the file to start anew", .path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What it says.
        found: i64,
    },
}

/// Does something with every table of a store and its name.
macro_rules! each {
    ($store:expr, $table:ident, $name:ident => $do:expr) => {{
        each!(@one $store.accounts, "accounts", $table, $name, $do);
        each!(@one $store.profiles, "profiles", $table, $name, $do);
        each!(@one $store.products, "products", $table, $name, $do);
        each!(@one $store.end_users, "end_users", $table, $name, $do);
        each!(@one $store.documents, "documents", $table, $name, $do);
        each!(@one $store.sessions, "sessions", $table, $name, $do);
        each!(@one $store.phone_numbers, "phone_numbers", $table, $name, $do);
    }};
    (@one $place:expr, $text:literal, $table:ident, $name:ident, $do:expr) => {{
        let ($table, $name) = (&mut $place, $text);
        $do;
    }};
}

impl Db {
    /// Opens or makes a file, and reads what is in it into the store.
    pub(crate) fn open(path: &Path, store: &mut Store) -> Result<Self, DbError> {
        let failed = |source: rusqlite::Error| {
            let path = path.to_owned();
            match source.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                    DbError::Taken { path }
                }
                _ => DbError::Sqlite { path, source },
            }
        };
        let connection = Connection::open(path).map_err(failed)?;
        // Whoever has it open keeps it open.
        connection.busy_timeout(Duration::ZERO).map_err(failed)?;
        connection
            .execute_batch(
                "PRAGMA locking_mode = EXCLUSIVE;
                 PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
                 BEGIN EXCLUSIVE; COMMIT;
                 CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
                 CREATE TABLE IF NOT EXISTS rows (kind TEXT, number INTEGER, body TEXT NOT NULL,
                                                  PRIMARY KEY (kind, number)) WITHOUT ROWID;",
            )
            .map_err(failed)?;
        let db = Self {
            connection,
            path: path.to_owned(),
        };
        let found = db.meta("format").map_err(failed)?.unwrap_or(FORMAT);
        if found != FORMAT {
            return Err(DbError::Format {
                path: path.to_owned(),
                found,
            });
        }
        each!(store, table, name => db.read(name, table)?);
        let made = db.meta("made").map_err(failed)?.unwrap_or(0);
        store.sids.skip_to(made.unsigned_abs());
        store.reindex();
        each!(store, table, _name => table.track());
        Ok(db)
    }

    /// Writes what changed, if anything did.
    pub(crate) fn save(&mut self, store: &mut Store) -> Result<(), DbError> {
        let failed = |source| DbError::Sqlite {
            path: self.path.clone(),
            source,
        };
        let mut changed = false;
        each!(store, table, _name => changed |= table.changes().next().is_some());
        if !changed {
            return Ok(());
        }
        let transaction = self.connection.transaction().map_err(failed)?;
        each!(store, table, name => write(&transaction, name, table).map_err(failed)?);
        let made = i64::try_from(store.sids.made()).unwrap_or(i64::MAX);
        for (name, value) in [("format", FORMAT), ("made", made)] {
            let set = "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)";
            transaction
                .execute(set, params![name, value])
                .map_err(failed)?;
        }
        transaction.commit().map_err(failed)?;
        // Only now: what could not be written is tried again with the next change.
        each!(store, table, _name => table.settle());
        Ok(())
    }

    fn meta(&self, name: &str) -> rusqlite::Result<Option<i64>> {
        let query = "SELECT value FROM meta WHERE name = ?1";
        self.connection
            .query_row(query, [name], |row| row.get(0))
            .optional()
    }

    fn read<T: Row + DeserializeOwned>(
        &self,
        name: &'static str,
        table: &mut Table<T>,
    ) -> Result<(), DbError> {
        let failed = |source| DbError::Sqlite {
            path: self.path.clone(),
            source,
        };
        let query = "SELECT number, body FROM rows WHERE kind = ?1 ORDER BY number";
        let mut statement = self.connection.prepare(query).map_err(failed)?;
        let rows = statement
            .query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(failed)?;
        for row in rows {
            let (number, body): (i64, String) = row.map_err(failed)?;
            let row = serde_json::from_str(&body).map_err(|source| DbError::Row {
                path: self.path.clone(),
                table: name,
                source,
            })?;
            table.insert(number.unsigned_abs(), row);
        }
        Ok(())
    }
}

fn write<T: Row + Serialize>(
    transaction: &Transaction,
    name: &str,
    table: &Table<T>,
) -> rusqlite::Result<()> {
    let mut put = transaction
        .prepare_cached("INSERT OR REPLACE INTO rows (kind, number, body) VALUES (?1, ?2, ?3)")?;
    let mut remove =
        transaction.prepare_cached("DELETE FROM rows WHERE kind = ?1 AND number = ?2")?;
    for (number, row) in table.changes() {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        match row {
            None => remove.execute(params![name, number])?,
            Some(row) => {
                let body = serde_json::to_string(row)
                    .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
                put.execute(params![name, number, body])?
            }
        };
    }
    Ok(())
}
