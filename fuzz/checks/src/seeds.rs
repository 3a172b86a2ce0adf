//! The seeds: a small corpus for each target, made of what this repository has.
//!
//! Recordings give the bodies, the golden cases and overlays the documents; what they lack stands
//! here. Nothing of the vendor's is read. Inputs that are lists of choices are random.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use contract_tests::recording::{self, Body, Recording};
use fuzz_checks::dice::Dice;
use fuzz_checks::{decode, files};
use serde_json::{Value, json};

/// Recordings for the target `recording`, and documents for `document`, must be no longer.
const SMALL: usize = 3000;

type Seeds = BTreeMap<String, Vec<u8>>;

/// Writes all of them.
pub(crate) fn write() -> Result<bool, String> {
    let recordings = recordings()?;
    let all: [(&str, Seeds); 11] = [
        ("decode", resources(&recordings)),
        ("answers", answers(&recordings)),
        ("paging", pages(&recordings)),
        ("recording", recording_files()),
        ("overlay", overlays()),
        ("document", documents()),
        ("grammar", choices(1, 1024)),
        ("mutants", choices(2, 256)),
        ("diff", choices(3, 256)),
        ("har", archives(&recordings)?),
        ("webhook", callbacks()),
    ];
    for (target, seeds) in all {
        let folder = files::fuzz().join("seeds").join(target);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
        }
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        println!("{target}: {} seeds", seeds.len());
        for (name, bytes) in seeds {
            fs::write(folder.join(name), bytes).map_err(|error| error.to_string())?;
        }
    }
    Ok(true)
}

fn recordings() -> Result<Vec<(String, Recording)>, String> {
    let found = recording::find(contract_tests::recordings());
    let load = |file: recording::RecordingFile| {
        let read = recording::load(&file.path).map_err(|error| error.to_string())?;
        Ok((file.name.replace('/', "-"), read))
    };
    found.files.into_iter().map(load).collect()
}

fn body(recording: &Recording) -> Vec<u8> {
    match &recording.response.body {
        Body::Json(value) => value.to_string().into_bytes(),
        Body::Text(text) => text.clone().into_bytes(),
        Body::Empty => Vec::new(),
    }
}

/// The type that a successful answer of an operation holds, as far as one name tells.
fn type_of(operation: &str) -> Option<&'static str> {
    let name = operation
        .trim_start_matches("Fetch")
        .trim_start_matches("Create")
        .trim_start_matches("Update");
    Some(match name {
        "CustomerProfile" => "customer_profiles :: CustomerProfile",
        "CustomerProfileEntityAssignment" => {
            "customer_profiles :: entity_assignments :: EntityAssignment"
        }
        "CustomerProfileChannelEndpointAssignment" => {
            "customer_profiles :: channel_endpoint_assignments :: ChannelEndpointAssignment"
        }
        "CustomerProfileEvaluation" => "customer_profiles :: evaluations :: Evaluation",
        "TrustProduct" => "trust_products :: TrustProduct",
        "TrustProductEvaluation" => "trust_products :: evaluations :: Evaluation",
        "EndUser" => "EndUser",
        "EndUserType" => "EndUserType",
        "Policies" => "Policy",
        "SupportingDocument" => "SupportingDocument",
        "SupportingDocumentType" => "SupportingDocumentType",
        "ComplianceInquiry" => "ComplianceInquiry",
        "ComplianceRegistration" => "ComplianceRegistration",
        "ComplianceTollfreeInquiry" => "ComplianceTollfreeInquiry",
        _ => return None,
    })
}

fn resources(recordings: &[(String, Recording)]) -> Seeds {
    let mut seeds = Seeds::new();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, recording) in recordings {
        let Some(kind) = type_of(&recording.operation).filter(|_| recording.response.is_success())
        else {
            continue;
        };
        let kind = kind.replace(" :: ", "::");
        let seen = count
            .entry(type_of(&recording.operation).unwrap_or_default())
            .or_default();
        *seen += 1;
        if let Some(input) = decode::input(&kind, &body(recording)).filter(|_| *seen <= 2) {
            seeds.insert(name.clone(), input);
        }
    }
    for (name, text) in [
        ("BundleError", r#"{"code":18601,"note":0.1}"#),
        (
            "TypeField",
            r#"{"machine_name":"a","friendly_name":"A","constraint":"Map","x":{"y":[1e3,null]}}"#,
        ),
        (
            "PolicyRequirements",
            r#"{"end_user":[{"type":"a"}],"supporting_document":[[],[{"type":"document"}]]}"#,
        ),
    ] {
        if let Some(input) = decode::input(name, text.as_bytes()) {
            seeds.insert(format!("part-{name}"), input);
        }
    }
    seeds
}

/// An answer as the target reads it.
fn wire(status: u16, headers: &[&str], body: &str) -> Vec<u8> {
    let mut text = format!("{status}\n");
    for header in headers {
        text.push_str(header);
        text.push('\n');
    }
    // The empty line after the status or the last header.
    format!("{text}\n{body}").into_bytes()
}

fn answers(recordings: &[(String, Recording)]) -> Seeds {
    let mut seeds = Seeds::new();
    for (name, recording) in recordings {
        let refused = !recording.response.is_success();
        if refused || recording.operation == "FetchPolicies" {
            let headers: Vec<String> = recording
                .response
                .headers
                .pairs()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect();
            let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
            let body = String::from_utf8_lossy(&body(recording)).into_owned();
            seeds.insert(
                name.clone(),
                wire(recording.response.status, &headers, &body),
            );
        }
    }
    let json = "content-type: application/json";
    for (name, status, headers, body) in [
        (
            "classic",
            404,
            vec![json],
            r#"{"code":20404,"message":"gone","more_info":"https://a.example/20404","status":404}"#,
        ),
        (
            "newer",
            400,
            vec![json],
            r#"{"code":20001,"message":"bad","httpStatusCode":400,"params":{"a":1},"userError":true}"#,
        ),
        (
            "problem",
            422,
            vec!["content-type: application/problem+json"],
            r#"{"type":"about:blank","title":"bad","status":422,"detail":"worse","instance":"/a"}"#,
        ),
        (
            "html",
            502,
            vec!["content-type: text/html"],
            "<!doctype html><html><title>Bad gateway</title>",
        ),
        ("busy-seconds", 429, vec!["retry-after: 120"], ""),
        (
            "busy-date",
            503,
            vec![
                "date: Sun, 22 Nov 2026 17:00:00 GMT",
                "retry-after: Sun, 22 Nov 2026 17:02:00 GMT",
            ],
            "later",
        ),
        (
            "elsewhere",
            302,
            vec!["location: https://evil.example/v1"],
            "",
        ),
        ("nothing", 204, vec![], ""),
        (
            "secret",
            200,
            vec![json],
            r#"{"sid":"5ecret-a","friendly_name":["5ecret-b"],"requirements":{"end_user":"5ecret-c"},"url":5}"#,
        ),
        (
            "secret-variant",
            200,
            vec![json],
            r#"{"sid":"RN1","friendly_name":"`5ecret-a` \"5ecret-b\"","requirements":"5ecret-`c"}"#,
        ),
        (
            "truncated",
            200,
            vec![json],
            r#"{"sid":"RN1","friendly_name":"#,
        ),
    ] {
        seeds.insert(name.to_owned(), wire(status, &headers, body));
    }
    seeds
}

fn pages(recordings: &[(String, Recording)]) -> Seeds {
    let item = recordings
        .iter()
        .find(|(_, one)| one.operation == "FetchPolicies" && one.response.is_success())
        .and_then(|(_, one)| serde_json::from_slice::<Value>(&body(one)).ok())
        .map(|mut policy| {
            policy["requirements"] = json!({});
            policy
        });
    let page = |items: usize, next: Value| {
        let items = vec![item.clone().unwrap_or_default(); items];
        json!({ "results": items, "meta": { "page": 0, "page_size": 50, "key": "results", "next_page_url": next } }).to_string()
    };
    let next = |number: usize| {
        json!(format!(
            "$ORIGIN/v1/Policies?Page={number}&PageToken=PA{number}"
        ))
    };
    let mut seeds = Seeds::new();
    let mut add = |name: &str, pages: &[String]| {
        seeds.insert(name.to_owned(), pages.join("\n---\n").into_bytes());
    };
    add("one", &[page(1, Value::Null)]);
    add(
        "three",
        &[page(1, next(1)), page(0, next(2)), page(2, Value::Null)],
    );
    add(
        "circle",
        &[page(1, next(1)), page(1, next(2)), page(1, next(1))],
    );
    add(
        "elsewhere",
        &[page(1, json!("https://evil.example/v1/Policies"))],
    );
    add(
        "host-in-user",
        &[page(1, json!("$ORIGIN@evil.example/v1/Policies"))],
    );
    add(
        "relative",
        &[page(1, json!("/v1/Policies?Page=1")), page(1, Value::Null)],
    );
    add("no-meta", &[r#"{"results":[]}"#.to_owned()]);
    add(
        "broken",
        &[page(1, next(1)), r#"{"results":[{"sid":5}]}"#.to_owned()],
    );
    add("missing", &[page(0, next(1))]);
    seeds
}

/// Files of a folder that end in `.yaml` and are small, by their path with `-`.
fn texts(folder: &Path, most: usize) -> Seeds {
    let mut seeds = Seeds::new();
    for path in files::below(folder) {
        let Ok(bytes) = fs::read(&path) else { continue };
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let name = relative
            .with_extension("")
            .to_string_lossy()
            .replace(['/', '\\'], "-");
        if path.extension().is_some_and(|kind| kind == "yaml") && bytes.len() <= most {
            seeds.insert(name, bytes);
        }
    }
    seeds
}

fn recording_files() -> Seeds {
    let all = texts(contract_tests::recordings(), SMALL);
    // One in five says all there is to say about the format.
    all.into_iter().step_by(5).collect()
}

fn overlays() -> Seeds {
    let mut seeds = texts(&files::root().join("spec/overlays"), SMALL);
    for (name, text) in [
        ("update", "update: { x-optional: true }"),
        ("list", "update: [archived]"),
        ("remove", "remove: true"),
    ] {
        let target = if name == "list" {
            "$.components.schemas.thing_enum_status.enum"
        } else {
            "$..properties.sid"
        };
        let text = format!(
            "overlay: 1.0.0\ninfo: {{ title: t, version: '1' }}\nextends: ../corrected.yaml\nx-why: w\nx-evidence: [e]\nx-expect:\n  - target: {target}\n    has: {{ type: string }}\nactions:\n  - target: {target}\n    {text}\n"
        );
        seeds.insert(name.to_owned(), text.into_bytes());
    }
    seeds
}

fn documents() -> Seeds {
    let golden = texts(&files::root().join("xtask/tests/golden"), 6000);
    let broken = texts(&files::root().join("xtask/tests/broken"), SMALL);
    let mut seeds: Seeds = golden
        .into_iter()
        .filter(|(name, _)| name.ends_with("-spec"))
        .collect();
    seeds.extend(
        broken
            .into_iter()
            .step_by(4)
            .map(|(name, bytes)| (format!("broken-{name}"), bytes)),
    );
    seeds
}

fn archives(recordings: &[(String, Recording)]) -> Result<Seeds, String> {
    let mut seeds = Seeds::new();
    let (mut gets, mut forms) = (0, 0);
    for (name, recording) in recordings {
        let counter = if recording.request.method == "GET" {
            &mut gets
        } else {
            &mut forms
        };
        *counter += 1;
        if *counter % 16 == 1 && body(recording).len() < SMALL {
            let text = contract_tests::import::har::export([recording])
                .map_err(|error| error.to_string())?;
            seeds.insert(name.clone(), text.into_bytes());
        }
    }
    Ok(seeds)
}

/// Random choices of one length.
fn choices(seed: u64, bytes: usize) -> Seeds {
    let mut dice = Dice::new(seed);
    (0..16)
        .map(|index| (format!("random-{index:02}"), dice.choices(bytes)))
        .collect()
}

fn callbacks() -> Seeds {
    let body = "AccountSid=AC00000000000000000000000000000001&BundleSid=BU00000000000000000000000000000002&Status=twilio-rejected&FailureReason=no";
    let validator = twilio_trusthub::webhook::Validator::new(fuzz_checks::webhook::TOKEN);
    let mut seeds = Seeds::new();
    for (name, url) in [
        ("plain", "https://mycompany.example/hooks?a=1"),
        ("port", "https://mycompany.example:8443/hooks"),
        ("user", "http://user:pass@mycompany.example/hooks#f"),
        ("six", "https://[2001:db8::1]/hooks"),
        ("none", "not a url"),
    ] {
        let signature = validator
            .as_ref()
            .map(|validator| validator.sign(url, body.as_bytes()));
        let signature = signature.unwrap_or_default();
        seeds.insert(
            name.to_owned(),
            format!("{url}\n{signature}\n{body}").into_bytes(),
        );
    }
    seeds.insert(
        "unsigned".to_owned(),
        format!("https://a.example\n\n{body}&x=%ff&=&&a").into_bytes(),
    );
    seeds
}
