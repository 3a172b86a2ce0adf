//! The command line besides `codegen`'s own work: help, mistakes, `ir`, `lint`, closed pipes.

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::process::Stdio;

use clap::CommandFactory as _;
use program::{Run, program};
use xtask::cli::Cli;

const SPEC: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/golden/whole_package/spec.yaml"
);

fn run(arguments: &[&str]) -> Run {
    program(arguments).output().unwrap().into()
}

#[test]
fn every_command_explains_itself() {
    let mut names: Vec<Vec<String>> = Vec::new();
    collect(&Cli::command(), &mut Vec::new(), &mut names);
    assert!(names.contains(&vec!["codegen".to_owned()]), "{names:?}");
    for name in names {
        let mut arguments: Vec<&str> = name.iter().map(String::as_str).collect();
        arguments.push("--help");
        let run = run(&arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name:?}");
        assert!(
            run.stdout.contains("Usage: cargo xtask"),
            "{name:?}: {}",
            run.stdout
        );
        let about = run.stdout.lines().next().unwrap_or_default();
        assert!(about.len() > 10, "{name:?}: {}", run.stdout);
    }
}

/// Every command that takes `--help` itself: the others hand it on to another program.
fn collect(command: &clap::Command, path: &mut Vec<String>, names: &mut Vec<Vec<String>>) {
    if !command.is_disable_help_flag_set() {
        names.push(path.clone());
    }
    for inner in command.get_subcommands() {
        path.push(inner.get_name().to_owned());
        collect(inner, path, names);
        path.pop();
    }
}

#[test]
fn mistakes_are_told_with_the_usage() {
    for arguments in [
        &["codegen", "--no-such-flag"][..],
        &["codegen", "--out"],
        &["codegen", "extra"],
        &["codegen", "--overlays", "x", "--no-overlays"],
        &["codegen", "--dispatch", "x", "--no-dispatch"],
        &["no-such-command"],
        &["ir", "a", "b"],
    ] {
        let run = run(arguments);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
        assert!(run.stderr.contains("--help"), "{}", run.stderr);
    }
}

#[test]
fn the_ir_can_be_looked_at() {
    let spec = SPEC;
    let ir = |name: &[&str]| run(&[&["ir", "--no-overlays", "--spec", spec], name].concat());
    let whole = ir(&[]);
    assert_eq!((whole.code, whole.stderr.as_str()), (Some(0), ""));
    let value: serde_json::Value = serde_yaml::from_str(&whole.stdout).unwrap();
    assert_eq!(value["package"], "acme-parcels");
    for (name, kind) in [
        ("parcels", "module"),
        ("CreateParcel", "operation"),
        ("Parcel", "model"),
        ("State", "model"),
        ("ParcelSid", "sid"),
    ] {
        let part = ir(&[name]);
        assert_eq!((part.code, part.stderr.as_str()), (Some(0), ""), "{name}");
        let value: serde_json::Value = serde_yaml::from_str(&part.stdout).unwrap();
        assert!(value[0].get(kind).is_some(), "{name}: {}", part.stdout);
    }
    let none = ir(&["Nothing"]);
    assert_eq!((none.code, none.stdout.as_str()), (Some(1), ""));
    assert!(
        none.stderr
            .starts_with("error: nothing is called `Nothing`\n  help: "),
        "{}",
        none.stderr
    );
}

#[test]
fn problems_are_listed() {
    let lint = |spec: &str| run(&["lint", "--no-overlays", "--spec", spec]);
    let clean = lint(SPEC);
    assert_eq!(
        (clean.code, clean.stderr.as_str()),
        (Some(0), ""),
        "{clean:?}"
    );
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    let text = fs::read_to_string(SPEC).unwrap();
    fs::write(
        &spec,
        text.replace("operationId: ListParcel\n", "operationId: ''\n"),
    )
    .unwrap();
    let broken = lint(&spec.display().to_string());
    assert_eq!(broken.code, Some(1), "{broken:?}");
    assert!(
        broken.stdout.contains("error[missing-operation-id]: "),
        "{}",
        broken.stdout
    );
    assert!(
        broken
            .stdout
            .contains("  at /paths/~1v1~1Parcels/get/operationId"),
        "{}",
        broken.stdout
    );
}

/// `cargo xtask ir | head -1`: the reader goes away before everything is written.
#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = program(&["ir"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success(), "{:?}", output.status);
}
