//! Rows of one kind, in the order in which they were made.
//!
//! Responsible for: finding a row by its SID or its number, and remembering which rows changed.
//! Not for: what a row means, nor who may see it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeBounds;

/// What a table holds.
pub(crate) trait Row {
    /// Its SID, or another name that no other row has.
    fn key(&self) -> &str;
}

/// Rows by number and by key. Numbers only grow, so a list can be read on after any row of it is
/// gone.
#[derive(Debug)]
pub(crate) struct Table<T> {
    rows: BTreeMap<u64, T>,
    numbers: HashMap<String, u64>,
    /// Numbers of changed rows, where somebody asks for them.
    touched: Option<BTreeSet<u64>>,
}

// Derived, it would ask the same of the rows.
impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            numbers: HashMap::new(),
            touched: None,
        }
    }
}

impl<T: Row> Table<T> {
    /// Adds a row under its number.
    pub(crate) fn insert(&mut self, number: u64, row: T) {
        self.numbers.insert(row.key().to_owned(), number);
        self.rows.insert(number, row);
        self.touch(number);
    }

    /// The row with this key.
    pub(crate) fn get(&self, key: &str) -> Option<&T> {
        self.rows.get(self.numbers.get(key)?)
    }

    /// The row with this key, to be changed.
    pub(crate) fn change(&mut self, key: &str) -> Option<&mut T> {
        let number = *self.numbers.get(key)?;
        self.touch(number);
        self.rows.get_mut(&number)
    }

    /// Takes a row out.
    pub(crate) fn remove(&mut self, key: &str) -> Option<T> {
        let number = self.numbers.remove(key)?;
        self.touch(number);
        self.rows.remove(&number)
    }

    /// All rows, oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.rows.values()
    }

    /// Rows with their numbers, oldest first, from a range of numbers.
    pub(crate) fn range(
        &self,
        range: impl RangeBounds<u64>,
    ) -> impl DoubleEndedIterator<Item = (u64, &T)> {
        self.rows.range(range).map(|(number, row)| (*number, row))
    }

    fn touch(&mut self, number: u64) {
        if let Some(touched) = &mut self.touched {
            touched.insert(number);
        }
    }
}

#[cfg(feature = "sqlite")]
impl<T: Row> Table<T> {
    /// Remembers changes from now on.
    pub(crate) fn track(&mut self) {
        self.touched = Some(BTreeSet::new());
    }

    /// What was added, changed or removed (then without a row) since the last [`Table::settle`].
    pub(crate) fn changes(&self) -> impl Iterator<Item = (u64, Option<&T>)> {
        let touched = self.touched.iter().flatten();
        touched.map(|number| (*number, self.rows.get(number)))
    }

    /// Forgets what changed: it is kept elsewhere now.
    pub(crate) fn settle(&mut self) {
        if let Some(touched) = &mut self.touched {
            touched.clear();
        }
    }
}
