//! Tables inside rows, as lists of number and row.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::table::{Row, Table};

pub(super) fn serialize<T, S>(table: &Table<T>, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Row + Serialize,
    S: Serializer,
{
    serializer.collect_seq(table.range(..))
}

pub(super) fn deserialize<'de, T, D>(deserializer: D) -> Result<Table<T>, D::Error>
where
    T: Row + DeserializeOwned,
    D: Deserializer<'de>,
{
    let mut table = Table::default();
    for (number, row) in Vec::<(u64, T)>::deserialize(deserializer)? {
        table.insert(number, row);
    }
    Ok(table)
}
