//! Documents that vendors really publish.

use std::path::Path;

use super::load;

/// Loads every YAML document below the folder that `VENDOR_DOCUMENTS` names.
#[test]
#[ignore = "set VENDOR_DOCUMENTS to a folder of OpenAPI 3.0 documents"]
fn all_documents_of_the_vendor_load() {
    let root = std::env::var_os("VENDOR_DOCUMENTS").expect("VENDOR_DOCUMENTS is not set");
    let mut folders = vec![Path::new(&root).to_owned()];
    let mut documents = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                documents += 1;
                if let Err(found) = load(&path, None) {
                    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
                    panic!("{}", found.join("\n"));
                }
            }
        }
    }
    assert!(documents > 0, "no document found");
}
