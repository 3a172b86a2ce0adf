//! Explanations: files, syntax, overlays.

use super::Explanation;

pub(super) const ALL: &[Explanation] = &[
    (
        "syntax",
        "The text is neither YAML nor JSON. Nothing else is looked at until it can be read.",
    ),
    (
        "empty-document",
        "The file holds nothing, or only comments.",
    ),
    (
        "file-not-found",
        "There is no file at this path; relative paths start at the current folder.",
    ),
    (
        "file-not-readable",
        "The system refuses to give the file, or fails while giving it.",
    ),
    (
        "file-too-large",
        "The file is larger than 32 MiB. The largest document known has 1.5 MB, so this is probably another file.",
    ),
    (
        "is-a-directory",
        "The path leads to a folder. A document is one file; a folder is only given for overlays.",
    ),
    (
        "not-utf8",
        "YAML and JSON are read as UTF-8 only. A byte order mark is fine; UTF-16 and Latin-1 are not.",
    ),
    (
        "duplicate-key",
        "YAML and JSON readers disagree on which of two equal keys counts. One of them is a mistake, so neither is taken.",
    ),
    (
        "key-too-long",
        "No real key is this long; one that is would make messages and names unreadable.",
    ),
    (
        "number-not-finite",
        "`.inf` and `.nan` exist in YAML but not in JSON, so no JSON answer could ever match.",
    ),
    (
        "number-too-large",
        "The number cannot be held exactly; what would be compared is another number.",
    ),
    (
        "yaml-documents",
        "The file holds several YAML documents. Which one is meant cannot be told.",
    ),
    (
        "yaml-key",
        "A key is a list or an object. Only texts can be keys in JSON.",
    ),
    (
        "yaml-merge-key",
        "`<<` is not part of YAML 1.2; some readers merge and some do not.",
    ),
    (
        "yaml-tag",
        "A YAML tag such as `!!binary` changes what a value is. OpenAPI knows only what JSON knows.",
    ),
    (
        "too-deep",
        "Objects, schemas or callbacks are nested deeper than any real document. The limit keeps memory and time bounded.",
    ),
    (
        "too-large",
        "There are more values or more text than any real document has, perhaps through aliases. The limit keeps memory and time bounded.",
    ),
    (
        "too-many-problems",
        "Only the first problems are shown. Correct those; the rest may go with them.",
    ),
    (
        "openapi-version",
        "Only OpenAPI 3.0 is read. Swagger 2.0 and OpenAPI 3.1 say several things in other ways, so reading them as 3.0 would be wrong without notice.",
    ),
    (
        "not-openapi",
        "The typed reader refused something that the checks before it let pass. The checks lack a rule; the place is as near as the reader can tell.",
    ),
    (
        "overlay-format",
        "An overlay needs `overlay`, `info`, `actions`, and here also `x-why`, `x-evidence` and `x-expect`: a correction without a reason cannot be judged later.",
    ),
    (
        "overlay-action",
        "An action does what cannot be done, such as removing the whole document or merging a list into an object.",
    ),
    (
        "overlays-not-readable",
        "The folder of overlays is not there or cannot be listed.",
    ),
    (
        "stale-overlay",
        "The document no longer says what the overlay was written against, or says already what the overlay adds. Either the vendor corrected it, and the overlay goes; or the correction is needed in another form. Applying it blindly could undo the vendor's work.",
    ),
];
