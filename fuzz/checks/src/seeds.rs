//! The seeds: a small corpus for each target, made of what this repository has.
//!
//! Recordings give the bodies, the golden cases and overlays the documents; what they lack stands
//! here. Nothing of the vendor's is read. Inputs that are lists of choices are random.

mod http;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use contract_tests::recording::{self, Body, Recording};
use fuzz_checks::dice::Dice;
use fuzz_checks::{decode, files};

/// Recordings for the target `recording`, and documents for `document`, must be no longer.
const SMALL: usize = 3000;

type Seeds = BTreeMap<String, Vec<u8>>;

/// Writes all of them.
pub(crate) fn write() -> Result<bool, String> {
    let recordings = recordings()?;
    let all: [(&str, Seeds); 11] = [
        ("decode", resources(&recordings)),
        ("answers", http::answers(&recordings)),
        ("paging", http::pages(&recordings)),
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

/// Some of many, and the same ones when others are added.
fn one_in(count: u32, name: &str) -> bool {
    name.bytes().map(u32::from).sum::<u32>() % count == 0
}

fn recording_files() -> Seeds {
    let all = texts(contract_tests::recordings(), SMALL);
    // One in five says all there is to say about the format.
    all.into_iter()
        .filter(|(name, _)| one_in(5, name))
        .collect()
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
            .filter(|(name, _)| one_in(4, name))
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
