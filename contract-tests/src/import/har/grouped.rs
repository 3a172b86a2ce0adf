//! Skipped entries, the same reason told once.

use crate::model::Trouble;

use super::entry::Skip;

/// What was skipped, and which entries.
#[derive(Debug, Default)]
pub(super) struct Skipped(Vec<(Skip, Vec<usize>)>);

impl Skipped {
    pub(super) fn push(&mut self, number: usize, skip: Skip) {
        match self.0.iter_mut().find(|(known, _)| *known == skip) {
            Some((_, numbers)) => numbers.push(number),
            None => self.0.push((skip, vec![number])),
        }
    }

    pub(super) fn troubles(self, file: &str) -> Vec<Trouble> {
        let trouble = |(skip, numbers): (Skip, Vec<usize>)| {
            let entries = if numbers.len() == 1 {
                "entry"
            } else {
                "entries"
            };
            let place = match skip.place.as_str() {
                "" => String::new(),
                place => format!(" ({place})"),
            };
            Trouble {
                file: file.to_owned(),
                line: None,
                message: format!(
                    "{entries} {} skipped: {}{place}",
                    ranges(&numbers),
                    skip.why
                ),
                help: skip.help.to_owned(),
            }
        };
        self.0.into_iter().map(trouble).collect()
    }
}

/// `1, 4-9`.
fn ranges(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |(first, last): (usize, usize)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    };
    runs.into_iter().map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn numbers_in_a_row_are_one_range() {
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "1-3, 7, 9-10");
        assert_eq!(ranges(&[5]), "5");
    }
}
