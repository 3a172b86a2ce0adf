//! Which operation a request is for.
//!
//! Responsible for: the lookup among the operations of the generated crate. Whoever has a compiled
//! document gives a lookup of its own to the importers.

use percent_encoding::percent_decode_str;

use crate::dispatch;

/// An operation as an importer needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// Its path template, such as `/v1/EndUsers/{Sid}`.
    pub template: String,
}

/// The operation of the generated crate with this method and path.
///
/// Where several templates fit, the one with the most literal segments does, as OpenAPI says.
#[must_use]
pub fn known(method: &str, path: &str) -> Option<Operation> {
    let fitting = dispatch::OPERATIONS.iter().filter_map(|id| {
        let (wanted, template) = dispatch::template(id)?;
        let literals = fits(template, path)?;
        (wanted == method).then_some((literals, id, template))
    });
    fitting
        .max_by_key(|(literals, _, _)| *literals)
        .map(|(_, id, template)| Operation {
            id: (*id).to_owned(),
            template: template.to_owned(),
        })
}

/// How many segments of the template are literal, when it fits the path.
fn fits(template: &str, path: &str) -> Option<usize> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut literals = 0;
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(literals),
            (Some(wanted), Some(given)) if wanted.starts_with('{') && wanted.ends_with('}') => {
                if given.is_empty() {
                    return None;
                }
            }
            (Some(wanted), Some(given)) => {
                if percent_decode_str(given).decode_utf8().ok()? != wanted {
                    return None;
                }
                literals += 1;
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_found_by_method_and_path() {
        let id = |method, path| known(method, path).map(|operation| operation.id);
        assert_eq!(
            id("GET", "/v1/EndUsers/IT1").as_deref(),
            Some("FetchEndUser")
        );
        assert_eq!(id("POST", "/v1/EndUsers").as_deref(), Some("CreateEndUser"));
        assert_eq!(
            id("POST", "/v1/End%55sers").as_deref(),
            Some("CreateEndUser")
        );
        for (method, path) in [
            ("PUT", "/v1/EndUsers"),
            ("get", "/v1/EndUsers"),
            ("GET", "/v1/EndUsers/"),
            ("GET", "/v2/EndUsers"),
            ("GET", "/"),
            ("GET", ""),
        ] {
            assert_eq!(id(method, path), None, "{method} {path}");
        }
    }
}
