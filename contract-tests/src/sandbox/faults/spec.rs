//! How faults are written: `429:2`, `latency:250@0.1`, `drift:rename`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// One way to go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The answer is late.
    Latency(Duration),
    /// 429, with `Retry-After` in seconds or without; the request was not processed.
    TooManyRequests(Option<u32>),
    /// This 5xx in JSON; the request was not processed.
    Status(u16),
    /// This 5xx in JSON, although the request was processed.
    StatusAfter(u16),
    /// 504 with the HTML page of a gateway; the request was not processed.
    Gateway,
    /// 504 with the HTML page of a gateway, although the request was processed.
    GatewayAfter,
    /// The second half of the body is left out.
    Truncate,
    /// The connection ends in the middle of the body.
    Cut,
    /// The body has a member that no document declares.
    DriftAdd,
    /// The body lacks a member.
    DriftDrop,
    /// A member of the body has another name.
    DriftRename,
}

/// A fault, and when it happens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FaultRule {
    /// What happens.
    pub fault: Fault,
    /// To which share of the requests, from 0 to 1.
    pub rate: f64,
    /// How often at most.
    pub times: Option<u64>,
}

/// Why a text is no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no fault: {problem}; there are latency:MILLISECONDS, 429, 429:SECONDS, 5xx, 5xx:after, truncate, cut, drift:add, drift:drop and drift:rename, each with *TIMES or @RATE behind it, as in 429:2@0.05"
)]
pub struct FaultError {
    text: String,
    problem: &'static str,
}

impl FaultRule {
    /// Reads rules that are set apart by commas.
    ///
    /// # Errors
    /// Names the rule that cannot be read.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, FaultError> {
        let rules = text.split(',').map(str::trim);
        rules
            .filter(|rule| !rule.is_empty())
            .map(str::parse)
            .collect()
    }
}

impl FromStr for FaultRule {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let problem = |problem| FaultError {
            text: text.to_owned(),
            problem,
        };
        let (rest, rate) = match text.split_once('@') {
            None => (text, 1.0),
            Some((rest, rate)) => {
                let rate = rate.parse::<f64>().ok();
                let rate = rate.filter(|rate| (0.0..=1.0).contains(rate));
                (
                    rest,
                    rate.ok_or_else(|| problem("its rate is not from 0 to 1"))?,
                )
            }
        };
        let (rest, times) = match rest.split_once('*') {
            None => (rest, None),
            Some((rest, times)) => {
                let times = times.parse().ok();
                let times = times.ok_or_else(|| problem("its count is no number"))?;
                (rest, Some(times))
            }
        };
        let fault = fault(rest).map_err(problem)?;
        Ok(Self { fault, rate, times })
    }
}

fn fault(text: &str) -> Result<Fault, &'static str> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| "it needs a whole number");
    let (name, argument) = match text.split_once(':') {
        None => (text, None),
        Some((name, argument)) => (name, Some(argument)),
    };
    match (name, argument) {
        ("latency", Some(time)) => Ok(Fault::Latency(Duration::from_millis(number(time)?.into()))),
        ("429", None) => Ok(Fault::TooManyRequests(None)),
        ("429", Some(seconds)) => Ok(Fault::TooManyRequests(Some(number(seconds)?))),
        ("504", None) => Ok(Fault::Gateway),
        ("504", Some("after")) => Ok(Fault::GatewayAfter),
        ("truncate", None) => Ok(Fault::Truncate),
        ("cut", None) => Ok(Fault::Cut),
        ("drift", Some("add")) => Ok(Fault::DriftAdd),
        ("drift", Some("drop")) => Ok(Fault::DriftDrop),
        ("drift", Some("rename")) => Ok(Fault::DriftRename),
        (status, after) => {
            let status = status.parse::<u16>().ok();
            let status = status.filter(|status| (500..600).contains(status));
            match (status, after) {
                (Some(status), None) => Ok(Fault::Status(status)),
                (Some(status), Some("after")) => Ok(Fault::StatusAfter(status)),
                _ => Err("it is not known"),
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latency(time) => write!(f, "latency:{}", time.as_millis()),
            Self::TooManyRequests(None) => f.write_str("429"),
            Self::TooManyRequests(Some(seconds)) => write!(f, "429:{seconds}"),
            Self::Status(status) => write!(f, "{status}"),
            Self::StatusAfter(status) => write!(f, "{status}:after"),
            Self::Gateway => f.write_str("504"),
            Self::GatewayAfter => f.write_str("504:after"),
            Self::Truncate => f.write_str("truncate"),
            Self::Cut => f.write_str("cut"),
            Self::DriftAdd => f.write_str("drift:add"),
            Self::DriftDrop => f.write_str("drift:drop"),
            Self::DriftRename => f.write_str("drift:rename"),
        }
    }
}

impl fmt::Display for FaultRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fault)?;
        if let Some(times) = self.times {
            write!(f, "*{times}")?;
        }
        if self.rate < 1.0 {
            write!(f, "@{}", self.rate)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_written_as_they_are_read() {
        let text = "latency:250@0.1, 429, 429:2*3, 500, 503:after, 504, 504:after@0.5, truncate, \
                    cut, drift:add, drift:drop, drift:rename";
        let rules = FaultRule::parse_list(text).unwrap();
        let shown: Vec<String> = rules.iter().map(ToString::to_string).collect();
        assert_eq!(shown.join(", "), text);
        assert_eq!(FaultRule::parse_list(" ,").unwrap(), []);
    }

    #[test]
    fn what_is_no_rule_is_named() {
        for text in [
            "418",
            "600",
            "429:x",
            "latency",
            "500:before",
            "cut@2",
            "cut*x",
            "drift:x",
        ] {
            let error = FaultRule::parse_list(text).unwrap_err();
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}
