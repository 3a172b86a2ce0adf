//! The files.

use std::error::Error;
use std::fs;

use super::sample;
use crate::report::{FILES, WriteError, write_all};

#[test]
fn all_files_are_written_and_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("deep/report");
    write_all(&sample::red(), &target).unwrap();
    fs::write(target.join("keep.txt"), "mine").unwrap();
    let paths = write_all(&sample::green(), &target).unwrap();
    assert_eq!(paths, FILES.map(|name| target.join(name)));
    assert!(
        fs::read_to_string(&paths[0])
            .unwrap()
            .contains("The contract holds")
    );
    let mut names: Vec<String> = fs::read_dir(&target)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "junit.xml",
            "keep.txt",
            "report.html",
            "report.json",
            "report.md",
            "report.sarif"
        ]
    );
}

#[test]
fn a_file_in_place_of_the_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("report");
    fs::write(&target, "").unwrap();
    let error = write_all(&sample::green(), &target).unwrap_err();
    assert!(matches!(error, WriteError::Folder(..)));
    assert!(error.to_string().contains("--report"), "{error}");
    assert!(error.source().is_some());
}

#[test]
fn a_folder_in_place_of_a_file_is_told_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("report.md")).unwrap();
    fs::write(folder.path().join("report.md/x"), "").unwrap();
    let error = write_all(&sample::green(), folder.path()).unwrap_err();
    assert!(error.to_string().contains("report.md"), "{error}");
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2);
}
