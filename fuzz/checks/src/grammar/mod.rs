//! Target `grammar`: documents made up from the grammar of OpenAPI 3.0.
//!
//! The input is a list of choices, so that each input gives a document and a small change of the input
//! is a small change of the document. Most documents keep the rules of OpenAPI; one in four may break
//! them anywhere. What generators trip over comes often: names that are no Rust names, names that
//! collide, recursion, compositions, several media types, texts that end comments.
//!
//! Responsible for: the document as a whole. Schemas, operations and words have files of their own.

mod operation;
mod schema;
mod words;

use arbitrary::Unstructured;
use serde_json::{Map, Value, json};

use crate::pipeline;

/// The check.
pub fn check(data: &[u8]) {
    let text = document(data).to_string();
    pipeline::check("grammar.json", text.as_bytes());
}

/// The document that these choices make.
#[must_use]
pub fn document(choices: &[u8]) -> Value {
    let mut maker = Maker {
        choices: Unstructured::new(choices),
        wild: false,
        schemas: Vec::new(),
        operations: 0,
    };
    maker.wild = maker.chance(1, 4);
    maker.document()
}

/// Makes one document.
struct Maker<'c> {
    choices: Unstructured<'c>,
    /// Whether the rules of OpenAPI may be broken.
    wild: bool,
    /// Names of the schemas among the components.
    schemas: Vec<String>,
    /// How many operations there are, so that their ids differ.
    operations: usize,
}

impl Maker<'_> {
    /// A number below `limit`; 0 once the choices are used up.
    fn below(&mut self, limit: usize) -> usize {
        let most = limit.saturating_sub(1);
        self.choices.int_in_range(0..=most).unwrap_or(0)
    }

    /// Whether something of this likelihood happens; never once the choices are used up.
    fn chance(&mut self, times: usize, of: usize) -> bool {
        self.below(of) >= of - times
    }

    /// Whether a rule is broken here.
    fn broken(&mut self) -> bool {
        self.wild && self.chance(1, 12)
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        let index = self.below(list.len());
        list.get(index).copied().unwrap_or_default()
    }

    fn document(&mut self) -> Value {
        let count = self.below(7);
        for index in 0..count {
            let name = self.component_name(index);
            if !self.schemas.contains(&name) {
                self.schemas.push(name);
            }
        }
        let mut document = Map::new();
        let version = ["3.0.3", "3.0.0", "3.0.1", "3.0.2", "3.0.4"];
        document.insert("openapi".to_owned(), json!(self.pick(&version)));
        document.insert("info".to_owned(), self.info());
        if !self.chance(1, 6) {
            document.insert("servers".to_owned(), self.servers());
        }
        if self.chance(1, 3) {
            let tags = json!([{ "name": self.property_name(), "description": self.prose() }]);
            document.insert("tags".to_owned(), tags);
        }
        document.insert("paths".to_owned(), self.paths());
        document.insert("components".to_owned(), self.components());
        if self.chance(1, 2) {
            document.insert("security".to_owned(), json!([{ "account": [] }]));
        }
        if self.broken() {
            let key = self.property_name();
            document.insert(key, json!({}));
        }
        Value::Object(document)
    }

    fn info(&mut self) -> Value {
        let mut info = json!({ "title": self.title(), "version": "1.0.0" });
        if self.chance(1, 3) {
            info["description"] = json!(self.prose());
        }
        info
    }

    fn servers(&mut self) -> Value {
        match self.below(6) {
            0 | 1 => json!([{ "url": "https://things.example.com" }]),
            2 => json!([{ "url": "https://api.example.com/base/v2" }]),
            3 => json!([{ "url": "https://{region}.example.com",
                "variables": { "region": { "default": "us1", "enum": ["us1", "ie1"] } } }]),
            4 => json!([{ "url": "https://a.example" }, { "url": "https://b.example" }]),
            _ if self.wild => {
                json!([{ "url": self.pick(&["/relative", "", "x", "ftp://a.example", "https://a.example?b"]) }])
            }
            _ => json!([{ "url": "https://things.example.com/" }]),
        }
    }

    fn components(&mut self) -> Value {
        let mut schemas = Map::new();
        for name in self.schemas.clone() {
            let schema = self.component();
            schemas.insert(name, schema);
        }
        let page = json!({ "name": "PageSize", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 1000 } });
        let answer = self.answer();
        let body = self.body();
        json!({
            "schemas": schemas,
            "securitySchemes": { "account": { "type": "http", "scheme": "basic" } },
            "parameters": { "Page": page },
            "responses": { "Answer": answer },
            "requestBodies": { "Body": body },
        })
    }

    fn paths(&mut self) -> Value {
        let mut paths = Map::new();
        for _ in 0..=self.below(4) {
            let (path, parameters) = self.path();
            let item = self.path_item(&parameters);
            paths.insert(path, item);
        }
        Value::Object(paths)
    }

    /// A path template and the names in it.
    fn path(&mut self) -> (String, Vec<String>) {
        let mut path = String::new();
        let mut names: Vec<String> = Vec::new();
        for _ in 0..=self.below(4) {
            path.push('/');
            if !path.ends_with("}/") && self.chance(1, 3) {
                let name = self.parameter_name();
                if !names.contains(&name) {
                    path.extend(["{", &name, "}"]);
                    names.push(name);
                    continue;
                }
            }
            path.push_str(self.pick(words::SEGMENTS));
        }
        if self.chance(1, 12) {
            path.push_str(".json");
        }
        if self.broken() {
            path.push_str(self.pick(&["/{", "}", "//", "/{x}", "?a=b", "#", "/ "]));
        }
        (path, names)
    }
}
