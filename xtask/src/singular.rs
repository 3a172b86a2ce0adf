//! The singular of a snake-case English noun, as far as resource names need it.
//!
//! Only the last word changes. A wrong guess gives an odd name, never a wrong program, so that the
//! rules for English plurals stay few.

/// `customer_profiles` → `customer_profile`, `policies` → `policy`, `addresses` → `address`.
pub(crate) fn singular(noun: &str) -> String {
    for (plural, single) in [
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("uses", "us"),
    ] {
        if let Some(stem) = noun.strip_suffix(plural).filter(|stem| stem.len() > 1) {
            return format!("{stem}{single}");
        }
    }
    match noun.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && stem.len() > 1 => stem.to_owned(),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn the_last_word_loses_its_plural() {
        for (plural, single) in [
            ("customer_profiles", "customer_profile"),
            ("policies", "policy"),
            ("addresses", "address"),
            ("status", "status"),
            ("statuses", "status"),
            ("analysis", "analysis"),
            ("access", "access"),
            ("as", "as"),
            ("entity_assignment", "entity_assignment"),
        ] {
            assert_eq!(singular(plural), single);
        }
    }
}
