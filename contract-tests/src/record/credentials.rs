//! Who asks.
//!
//! Responsible for: whose credentials go to which server. Those of the environment go to the
//! vendor's host only, unless the user says otherwise; any other server gets made-up ones. Not for:
//! keeping them out of recordings (`import::Scrubber`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::target::Target;

/// A user and a password.
#[derive(Clone)]
pub(super) struct Credentials {
    user: String,
    password: String,
    /// The account, where it is known.
    account: Option<String>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(REDACTED)")
    }
}

const MADE_UP: (&str, &str) = ("AC5a3d0b00000000000000000000000001", "password-of-nobody");
/// No account SID: a sandbox that lets every account in refuses it too.
const WRONG: (&str, &str) = ("nobody", "wrong-password");

impl Credentials {
    /// The credentials for a server. `environment` gives the value of a variable.
    pub(super) fn of(
        target: &Target,
        from_environment: bool,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, String> {
        if !target.is_live() && !from_environment {
            return Ok(Self::made_up(MADE_UP));
        }
        let value = |name: &str| environment(name).filter(|value| !value.trim().is_empty());
        let account = value("TWILIO_ACCOUNT_SID");
        let key = value("TWILIO_API_KEY").zip(value("TWILIO_API_SECRET"));
        let token = account.clone().zip(value("TWILIO_AUTH_TOKEN"));
        let Some((user, password)) = key.or(token) else {
            return Err(
                "there are no credentials\n  help: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or \
                 TWILIO_API_KEY and TWILIO_API_SECRET"
                    .to_owned(),
            );
        };
        Ok(Self {
            user,
            password,
            account,
        })
    }

    /// Some that no server knows, to be refused.
    pub(super) fn wrong() -> Self {
        Self::made_up(WRONG)
    }

    fn made_up((user, password): (&str, &str)) -> Self {
        Self {
            user: user.to_owned(),
            password: password.to_owned(),
            account: Some(user.to_owned()),
        }
    }

    /// The value of the header `authorization`.
    pub(super) fn header(&self) -> String {
        let pair = format!("{}:{}", self.user, self.password);
        format!("Basic {}", STANDARD.encode(pair))
    }

    /// The account, where it is known.
    pub(super) fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// User and password, for the scrubber.
    pub(super) fn pair(&self) -> (&str, &str) {
        (&self.user, &self.password)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(
        address: &str,
        from_environment: bool,
        set: &[(&str, &str)],
    ) -> Result<Credentials, String> {
        let target = Target::new(address, Some("https://trusthub.twilio.com")).expect("a target");
        Credentials::of(&target, from_environment, |name| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    const ALL: &[(&str, &str)] = &[
        ("TWILIO_ACCOUNT_SID", "ACreal"),
        ("TWILIO_AUTH_TOKEN", "token"),
        ("TWILIO_API_KEY", "SKreal"),
        ("TWILIO_API_SECRET", "secret"),
    ];

    #[test]
    fn real_credentials_go_to_the_vendor_only() {
        let live = of("https://trusthub.twilio.com", false, ALL).expect("found");
        assert_eq!(live.pair(), ("SKreal", "secret"));
        assert_eq!(live.account(), Some("ACreal"));
        let other = of("http://mock.example", false, ALL).expect("made up");
        assert_eq!(other.pair(), MADE_UP);
        let asked = of("http://mock.example", true, &ALL[..2]).expect("found");
        assert_eq!(asked.pair(), ("ACreal", "token"));
    }

    #[test]
    fn without_credentials_nothing_is_sent_to_the_vendor() {
        for set in [
            &[][..],
            &ALL[..1],
            &[("TWILIO_ACCOUNT_SID", "AC"), ("TWILIO_AUTH_TOKEN", " ")],
        ] {
            let error = of("https://trusthub.twilio.com", false, set).expect_err("missing");
            assert!(error.contains("TWILIO_AUTH_TOKEN"), "{error}");
        }
    }

    #[test]
    fn nothing_is_shown() {
        let live = of("https://trusthub.twilio.com", false, ALL).expect("found");
        assert_eq!(format!("{live:?}"), "Credentials(REDACTED)");
    }
}
