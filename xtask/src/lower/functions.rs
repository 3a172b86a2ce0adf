//! What an endpoint function is called.

/// Verbs that the vendor's operation ids start with; what follows is the resource, which the module
/// says already.
const VERBS: &[&str] = &[
    "Create", "List", "Fetch", "Update", "Delete", "Read", "Patch", "Replace",
];

/// Names for the function, best first.
///
/// `CreateCustomerProfile` → `create`, else `create_customer_profile` where `create` is taken.
pub(super) fn candidates(operation_id: &str) -> Vec<&str> {
    let verb = VERBS.iter().find_map(|verb| {
        let rest = operation_id.strip_prefix(verb)?;
        (rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_uppercase())).then_some(*verb)
    });
    verb.into_iter().chain([operation_id]).collect()
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn a_verb_stands_for_the_whole() {
        assert_eq!(candidates("CreateThing"), ["Create", "CreateThing"]);
        assert_eq!(candidates("Created"), ["Created"]);
        assert_eq!(candidates("listPets"), ["listPets"]);
    }
}
