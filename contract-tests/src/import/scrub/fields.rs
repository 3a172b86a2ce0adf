//! What the name of a field says about its value.

use std::collections::BTreeSet;

/// How a value is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// By its looks.
    Plain,
    /// By its looks; names of people and businesses do not occur here.
    Public,
    /// Replaced by a made-up value.
    Personal,
    /// Replaced by `REDACTED` unless it plainly is something else: the name speaks of credentials,
    /// and so do names of what merely describes them.
    Guarded,
    /// Replaced by `REDACTED`.
    Secret,
}

/// Parts of names whose values are secret.
const SECRET: &[&str] = &[
    "apikey",
    "authorization",
    "authtoken",
    "cookie",
    "passcode",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "signature",
];

/// Part of names whose values may be secret, and may as well be a SID or a setting.
const GUARDED: &str = "credential";

/// Ends names of lists and of links to them: an entry has a date and a URL beside the secret, if that.
const LIST_OF_SECRETS: &str = "secrets";

/// Ends in `token` but only says where in a list one is.
pub(super) const PLACES_IN_LISTS: &[&str] = &[
    "pagetoken",
    "nexttoken",
    "nextpagetoken",
    "previouspagetoken",
];

/// Parts of names whose values are personal.
const PERSONAL: &[&str] = &[
    "additionalinformation",
    "address",
    "birth",
    "city",
    "contact",
    "email",
    "ipaddr",
    "passport",
    "phone",
    "postal",
    "registrationnumber",
    "ssn",
    "street",
    "taxid",
    "usecasesummary",
    "messagesample",
    "vatnumber",
    "website",
    "zipcode",
];

/// End in `name` but name no person and no business.
const NAMES_OF_THINGS: &[&str] = &[
    "classname",
    "domainname",
    "fieldname",
    "filename",
    "hostname",
    "machinename",
    "requirementfriendlyname",
    "requirementname",
    "username",
];

/// Stand inside `attributes` and hold a word of a fixed list.
const CODES: &[&str] = &[
    "brandtype",
    "businessidentity",
    "businessindustry",
    "businessregionsofoperation",
    "businessregistrationidentifier",
    "businesstype",
    "companytype",
    "customertype",
    "isocountry",
    "jobposition",
    "phonenumbertype",
    "stockexchange",
    "vertical",
];

/// A name without case and separators: `FriendlyName` and `friendly_name` are the same.
pub(super) fn normal(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// The rule for a value under this name, inside a value with the rule `within`.
pub(super) fn rule(name: &str, within: Rule, personal: &BTreeSet<String>) -> Rule {
    let name = normal(name);
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is = |words: &[&str]| words.contains(&name.as_str());
    let token = name.ends_with("token") && !is(PLACES_IN_LISTS);
    let lists = name.strip_suffix(LIST_OF_SECRETS);
    let lists = lists.is_some_and(|rest| SECRET.iter().all(|word| !rest.contains(word)));
    if within == Rule::Secret || token || (holds(SECRET) && !lists) {
        return Rule::Secret;
    }
    if within == Rule::Guarded || lists || name.contains(GUARDED) {
        return Rule::Guarded;
    }
    let reference = is_reference(&name) || name.ends_with("type");
    let names_someone = name.ends_with("name") && !is(NAMES_OF_THINGS);
    match within {
        Rule::Public => Rule::Public,
        _ if is(CODES) || reference => Rule::Plain,
        Rule::Personal => Rule::Personal,
        _ if name == "attributes" || personal.contains(&name) => Rule::Personal,
        _ if names_someone || holds(PERSONAL) || name == "zip" || name == "ein" => Rule::Personal,
        _ => Rule::Plain,
    }
}

/// Whether a name, in normal form, is that of a SID.
pub(super) fn is_reference(name: &str) -> bool {
    name.ends_with("sid") || name.ends_with("sids")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Rule {
        rule(name, Rule::Plain, &BTreeSet::from(["shoesize".to_owned()]))
    }

    #[test]
    fn secrets_are_known_by_name() {
        for name in [
            "AuthToken",
            "inquiry_session_token",
            "Password",
            "X-Twilio-Signature",
            "secret",
            "passwords_and_secrets",
        ] {
            assert_eq!(of(name), Rule::Secret, "{name}");
        }
        for name in ["PageToken", "next_page_token", "sid"] {
            assert_eq!(of(name), Rule::Plain, "{name}");
        }
        for name in [
            "credential",
            "Push.ApnCredentialSid",
            "discoverable_credentials",
            "secrets",
            "device_secrets",
        ] {
            assert_eq!(of(name), Rule::Guarded, "{name}");
        }
        let none = BTreeSet::new();
        assert_eq!(rule("note", Rule::Guarded, &none), Rule::Guarded);
        assert_eq!(rule("secret", Rule::Guarded, &none), Rule::Secret);
        assert_eq!(rule("secrets", Rule::Secret, &none), Rule::Secret);
        assert_eq!(rule("credential", Rule::Secret, &none), Rule::Secret);
    }

    #[test]
    fn personal_fields_are_known_by_name_and_from_the_document() {
        for name in [
            "FriendlyName",
            "friendly_name",
            "attributes",
            "Attributes",
            "BusinessStreetAddress",
            "NotificationEmail",
            "IndividualPhone",
            "shoe_size",
        ] {
            assert_eq!(of(name), Rule::Personal, "{name}");
        }
        for name in [
            "status",
            "machine_name",
            "address_sid",
            "AddressSids",
            "PhoneNumberType",
        ] {
            assert_eq!(of(name), Rule::Plain, "{name}");
        }
    }

    #[test]
    fn inside_a_personal_value_all_is_personal_but_codes() {
        let none = BTreeSet::new();
        assert_eq!(rule("anything", Rule::Personal, &none), Rule::Personal);
        assert_eq!(rule("business_type", Rule::Personal, &none), Rule::Plain);
        assert_eq!(rule("password", Rule::Personal, &none), Rule::Secret);
        assert_eq!(rule("friendly_name", Rule::Public, &none), Rule::Public);
    }
}
