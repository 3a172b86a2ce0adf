//! Path templates.
//!
//! Responsible for: whether a path belongs to a template, and which parameters it then holds. Not
//! for: whether their values are allowed.

use percent_encoding::percent_decode_str;

/// A path template in its parts.
#[derive(Debug)]
pub(super) struct Template(Vec<Segment>);

/// One segment: fixed text, or a parameter between fixed texts (`{Sid}.json`).
#[derive(Debug)]
enum Segment {
    Fixed(String),
    Parameter {
        before: String,
        name: String,
        after: String,
    },
}

impl Template {
    pub(super) fn new(template: &str) -> Self {
        let segment = |text: &str| {
            let parts = text.split_once('{').and_then(|(before, rest)| {
                let (name, after) = rest.split_once('}')?;
                Some((before, name, after))
            });
            match parts {
                None => Segment::Fixed(text.to_owned()),
                Some((before, name, after)) => Segment::Parameter {
                    before: before.to_owned(),
                    name: name.to_owned(),
                    after: after.to_owned(),
                },
            }
        };
        Self(template.split('/').map(segment).collect())
    }

    /// Whether a path belongs to the template.
    pub(super) fn takes(&self, path: &str) -> bool {
        self.walk(path, |_, _| Some(())).is_some()
    }

    /// The parameters of a path, decoded.
    pub(super) fn values(&self, path: &str) -> Option<Vec<(&str, String)>> {
        self.walk(path, |name, value| {
            let value = percent_decode_str(value).decode_utf8().ok()?;
            Some((name, value.into_owned()))
        })
    }

    /// How many segments are fixed.
    pub(super) fn fixed(&self) -> usize {
        let is_fixed = |segment: &&Segment| matches!(segment, Segment::Fixed(_));
        self.0.iter().filter(is_fixed).count()
    }

    fn walk<'t, 'p, T>(
        &'t self,
        path: &'p str,
        mut take: impl FnMut(&'t str, &'p str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut taken = Vec::new();
        let mut given = path.split('/');
        for segment in &self.0 {
            let given = given.next()?;
            match segment {
                Segment::Fixed(text) if same(text, given) => {}
                Segment::Parameter {
                    before,
                    name,
                    after,
                } => {
                    let value = given
                        .strip_prefix(before.as_str())
                        .and_then(|rest| rest.strip_suffix(after.as_str()))?;
                    if value.is_empty() {
                        return None;
                    }
                    taken.push(take(name, value)?);
                }
                Segment::Fixed(_) => return None,
            }
        }
        given.next().is_none().then_some(taken)
    }
}

fn same(fixed: &str, given: &str) -> bool {
    fixed == given
        || (given.contains('%')
            && percent_decode_str(given)
                .decode_utf8()
                .is_ok_and(|given| given == fixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_matched_segment_by_segment() {
        let template = Template::new("/v1/EndUsers/{Sid}");
        assert_eq!(
            template.values("/v1/EndUsers/IT%201").unwrap(),
            [("Sid", "IT 1".to_owned())]
        );
        for other in [
            "/v1/EndUsers",
            "/v1/EndUsers/",
            "/v1/EndUsers/a/b",
            "/v1/endusers/a",
            "",
            "/v2/EndUsers/a",
        ] {
            assert!(!template.takes(other), "{other}");
        }
        assert!(
            template.takes("/v1/End%55sers/a"),
            "an encoded letter is the same letter"
        );
        assert_eq!(template.values("/v1/EndUsers/%ff"), None, "not UTF-8");
    }

    #[test]
    fn a_parameter_may_share_its_segment() {
        let template = Template::new("/v1/Files/{Sid}.json");
        assert_eq!(
            template.values("/v1/Files/a.json").unwrap(),
            [("Sid", "a".to_owned())]
        );
        assert!(!template.takes("/v1/Files/a") && !template.takes("/v1/Files/.json"));
        assert_eq!(template.fixed(), 3);
    }
}
