//! `cargo xtask codegen` on disk: what it writes, what it leaves alone, and that it is all or
//! nothing.

#[path = "support/bench.rs"]
mod bench;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::time::Duration;

use bench::{Bench, snapshot};
use program::program;

#[test]
fn a_second_run_writes_nothing() {
    let bench = Bench::new();
    let run = bench.codegen(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let files = bench.tree();
    for path in [
        "Cargo.toml",
        "src/lib.rs",
        "src/parcels.rs",
        "src/runtime/client.rs",
    ] {
        assert!(
            files.contains_key(path),
            "{path} is missing: {:?}",
            files.keys()
        );
        assert!(
            run.stdout
                .contains(&format!("wrote {}", bench.out.join(path).display()))
        );
    }
    bench.age();
    let run = bench.codegen(&[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.contains("is up to date"), "{}", run.stdout);
    assert_eq!(bench.touched(), [""; 0]);
    assert_eq!(bench.tree(), files);
}

#[test]
fn only_what_changed_is_written() {
    let bench = Bench::written();
    let files = bench.tree();
    fs::write(bench.out.join("src/sids.rs"), "// mine\n").unwrap();
    fs::remove_file(bench.out.join("README.md")).unwrap();
    bench.age();
    let run = bench.codegen(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(bench.touched(), ["README.md", "src/sids.rs"]);
    assert_eq!(run.stdout.lines().count(), 3, "{}", run.stdout);
    assert_eq!(bench.tree(), files);
}

#[test]
fn a_change_of_the_document_touches_what_it_concerns() {
    let bench = Bench::written();
    bench.age();
    let text = fs::read_to_string(&bench.spec).unwrap();
    fs::write(
        &bench.spec,
        text.replace("Things on their way.", "Things that arrived."),
    )
    .unwrap();
    let run = bench.codegen(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(bench.touched(), ["src/parcels.rs"]);
}

#[test]
fn orphans_are_removed_and_what_cargo_makes_stays() {
    let bench = Bench::written();
    let files = bench.tree();
    fs::create_dir_all(bench.out.join("src/old/older")).unwrap();
    fs::create_dir_all(bench.out.join("target/debug")).unwrap();
    for path in [
        "src/old.rs",
        "src/old/older/x.rs",
        ".hidden",
        "target/debug/x",
        "Cargo.lock",
    ] {
        fs::write(bench.out.join(path), "x").unwrap();
    }
    let run = bench.codegen(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stdout.matches("removed /").count(), 3, "{}", run.stdout);
    let mut left = bench.tree();
    for path in ["target/", "target/debug/", "target/debug/x", "Cargo.lock"] {
        assert!(left.remove(path).is_some(), "{path} is gone");
    }
    assert_eq!(left, files);
}

#[test]
fn check_tells_and_writes_nothing() {
    let bench = Bench::new();
    let run = bench.codegen(&["--check"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("missing: "), "{}", run.stdout);
    assert!(!bench.out.exists());

    assert_eq!(bench.codegen(&[]).code, Some(0));
    let run = bench.codegen(&["--check"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("is up to date"), "{}", run.stdout);

    let path = |name: &str| bench.out.join(name);
    let sids = fs::read_to_string(path("src/sids.rs")).unwrap();
    fs::write(
        path("src/sids.rs"),
        sids.replace("pub struct ParcelSid", "struct ParcelSid"),
    )
    .unwrap();
    fs::remove_file(path("README.md")).unwrap();
    fs::write(path("src/extra.rs"), "x").unwrap();
    bench.age();
    let before = bench.tree();
    let run = bench.codegen(&["--check"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    for line in [
        format!("missing: {}", path("README.md").display()),
        format!("orphan: {}", path("src/extra.rs").display()),
        format!("stale: {}", path("src/sids.rs").display()),
        "    -struct ParcelSid(Sid);".to_owned(),
        "    +pub struct ParcelSid(Sid);".to_owned(),
        format!(
            "3 files of {} differ from what the document says: run `cargo xtask codegen`",
            bench.out.display()
        ),
    ] {
        assert!(
            run.stdout.lines().any(|shown| shown == line),
            "{line:?} is not in:\n{}",
            run.stdout
        );
    }
    assert_eq!(bench.touched(), [""; 0]);
    assert_eq!(bench.tree(), before);
}

#[test]
fn a_refused_document_leaves_the_folder_as_it_was() {
    let bench = Bench::written();
    fs::write(bench.out.join("src/sids.rs"), "// stale\n").unwrap();
    bench.age();
    let before = bench.tree();
    for text in [
        "openapi: 3.0.1\n",
        "}{",
        "",
        "openapi: 3.0.1\npaths: {/a: {get: {}}}\n",
    ] {
        fs::write(&bench.spec, text).unwrap();
        for more in [&[][..], &["--check"]] {
            let run = bench.codegen(more);
            assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{text:?}");
            assert!(run.stderr.contains("error: refused: "), "{}", run.stderr);
            assert!(run.stderr.contains("help: "), "{}", run.stderr);
        }
    }
    fs::remove_file(&bench.spec).unwrap();
    let run = bench.codegen(&[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("there is no such file"),
        "{}",
        run.stderr
    );
    assert_eq!(bench.touched(), [""; 0]);
    assert_eq!(bench.tree(), before);
}

#[test]
fn a_folder_of_someone_else_is_left_alone() {
    let bench = Bench::new();
    fs::create_dir_all(bench.out.join("src")).unwrap();
    for (path, text) in [
        ("Cargo.toml", "[package]\nname = \"mine\"\n"),
        ("src/lib.rs", "mine"),
    ] {
        fs::write(bench.out.join(path), text).unwrap();
    }
    let before = bench.tree();
    for more in [&[][..], &["--check"]] {
        let run = bench.codegen(more);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert!(
            run.stderr.contains("was not made by `cargo xtask codegen`"),
            "{}",
            run.stderr
        );
        assert_eq!(bench.tree(), before);
    }
    // A file in its place is no folder.
    let file = bench.path("file");
    fs::write(&file, "mine").unwrap();
    let run = bench.codegen_to(&file, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.stderr.starts_with("error: cannot "), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    // An empty one is fine.
    let empty = bench.path("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(bench.codegen_to(&empty, &[]).code, Some(0));
}

/// Folders that stand where the steps of a write need files: each stops it at another step.
#[test]
fn what_cannot_be_written_whole_is_not_written_at_all() {
    for (obstacle, replaced) in [
        ("src/parcels.rs", true),
        ("src/parcels.rs.xtask-new", false),
        ("src/parcels.rs.xtask-old", false),
        ("src/runtime.rs", false),
    ] {
        let bench = Bench::written();
        let path = |name: &str| bench.out.join(name);
        for stale in ["Cargo.toml", "src/parcels.rs", "src/sids.rs"] {
            let text = fs::read_to_string(path(stale)).unwrap();
            fs::write(path(stale), format!("{text}# stale\n")).unwrap();
        }
        fs::remove_dir_all(path("src/runtime")).unwrap();
        fs::write(path("src/orphan.rs"), "x").unwrap();
        if replaced {
            fs::remove_file(path(obstacle)).unwrap();
        }
        if obstacle == "src/runtime.rs" {
            // A file where a folder must go.
            fs::write(path("src/runtime"), "x").unwrap();
        } else {
            fs::create_dir(path(obstacle)).unwrap();
        }
        let before = bench.tree();
        let run = bench.codegen(&[]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(1), ""),
            "{obstacle}: {run:?}"
        );
        assert!(
            run.stderr.starts_with("error: cannot "),
            "{obstacle}: {}",
            run.stderr
        );
        assert!(
            run.stderr.contains("because: "),
            "{obstacle}: {}",
            run.stderr
        );
        assert_eq!(bench.tree(), before, "{obstacle}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::written();
    fs::write(bench.out.join("src/sids.rs"), "// stale\n").unwrap();
    fs::write(
        bench.out.join("Cargo.toml"),
        "# @generated by `cargo xtask codegen`\n",
    )
    .unwrap();
    let before = bench.tree();
    let src = bench.out.join("src");
    fs::set_permissions(&src, fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anywhere: then there is nothing to see here.
    let root = fs::write(src.join("probe"), "x").is_ok();
    let run = bench.codegen(&[]);
    fs::set_permissions(&src, fs::Permissions::from_mode(0o755)).unwrap();
    if root {
        return;
    }
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(bench.tree(), before);
}

#[test]
fn leftovers_of_an_interrupted_run_are_repaired() {
    let bench = Bench::written();
    let files = bench.tree();
    let path = |name: &str| bench.out.join(name);
    fs::rename(path("Cargo.toml"), path("Cargo.toml.xtask-old")).unwrap();
    fs::rename(path("rustfmt.toml"), path("rustfmt.toml.xtask-old")).unwrap();
    fs::rename(path("src/lib.rs"), path("src/lib.rs.xtask-new")).unwrap();
    fs::write(path("src/sids.rs.xtask-new"), "half").unwrap();
    let run = bench.codegen(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(bench.tree(), files);
}

#[test]
fn the_dispatcher_is_written_where_it_is_asked_for() {
    let bench = Bench::written();
    let dispatch = bench.path("tests/dispatch.rs");
    let shown = dispatch.display().to_string();
    let run = bench.codegen(&["--dispatch", &shown, "--check"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains(&format!("missing: {shown}")),
        "{}",
        run.stdout
    );
    let run = bench.codegen(&["--dispatch", &shown]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        fs::read_to_string(&dispatch)
            .unwrap()
            .contains("\"CreateParcel\"")
    );
    assert_eq!(
        bench.codegen(&["--dispatch", &shown, "--check"]).code,
        Some(0)
    );
    // Files beside it are not ours.
    fs::write(dispatch.with_file_name("mine.rs"), "x").unwrap();
    assert_eq!(
        bench.codegen(&["--dispatch", &shown, "--check"]).code,
        Some(0)
    );
}

#[test]
fn a_package_needs_a_name_that_cargo_takes() {
    let bench = Bench::new();
    let long = "../../x";
    for name in [
        "", "1a", "A", "a b", "a.b", "-a", "_a", "größe", long, "test", "std", "core", "type",
        "self", "serde", "reqwest",
    ] {
        let run = bench.codegen(&[&format!("--package={name}")]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{name:?}");
        assert!(
            run.stderr
                .starts_with(&format!("error: `{name}` cannot be")),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains("help: "), "{}", run.stderr);
        assert!(!bench.out.exists());
    }
    let run = bench.codegen(&["--package", "my-api_2"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let manifest = fs::read_to_string(bench.out.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-api_2\""), "{manifest}");
    let module = fs::read_to_string(bench.out.join("src/parcels.rs")).unwrap();
    assert!(module.contains("use my_api_2::parcels;"), "{module}");
}

#[test]
fn the_output_depends_on_the_document_alone() {
    let bench = Bench::new();
    let elsewhere = bench.path("else where/deeper");
    fs::create_dir_all(&elsewhere).unwrap();
    assert_eq!(bench.codegen(&[]).code, Some(0));
    // A second later, in another folder, by relative paths, in another environment.
    std::thread::sleep(Duration::from_millis(1100));
    fs::copy(&bench.spec, elsewhere.join("spec.yaml")).unwrap();
    let run = program(&[
        "codegen",
        "--no-overlays",
        "--spec",
        "spec.yaml",
        "--out",
        "made",
    ])
    .current_dir(&elsewhere)
    .env("TZ", "Asia/Tokyo")
    .env("LANG", "tr_TR.UTF-8")
    .env("HOME", "/nowhere")
    .env("USER", "someone")
    .env("SOURCE_DATE_EPOCH", "1")
    .output()
    .unwrap();
    assert!(run.status.success(), "{run:?}");
    assert_eq!(snapshot(&elsewhere.join("made")), bench.tree());
}

#[test]
fn no_emitted_file_names_a_place_of_this_machine() {
    let bench = Bench::new();
    let dispatch = bench.path("dispatch.rs");
    let run = program(&["codegen", "--dispatch"])
        .arg(&dispatch)
        .arg("--out")
        .arg(&bench.out)
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    let mut files = bench.tree();
    files.insert("dispatch.rs".to_owned(), fs::read(dispatch).unwrap());
    assert!(
        files.contains_key("src/customer_profiles.rs"),
        "{:?}",
        files.keys()
    );
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let places = [
        repository,
        &std::env::temp_dir(),
        bench.out.parent().unwrap(),
    ];
    let places = places.map(|place| place.display().to_string());
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for place in &places {
            assert!(!text.contains(place.as_str()), "{path} names {place}");
        }
    }
}
