//! Operations: parameters, bodies, answers, and what else stands in a path item.

use serde_json::{Map, Value, json};

use super::Maker;

const METHODS: &[&str] = &[
    "get", "post", "delete", "put", "patch", "head", "options", "trace",
];

const IDS: &[&str] = &[
    "FetchThing",
    "ListThing",
    "CreateThing",
    "UpdateThing",
    "DeleteThing",
    "fetch",
    "list",
    "create-thing",
    "get_thing",
    "type",
    "self",
    "a.b",
    "Thing/Fetch",
    "new",
    "1",
    "é",
    "FetchThings",
    "List",
    "Option",
    "Client",
    "SendThing",
];

/// The usual ones come often.
const MEDIA: &[&str] = &[
    "application/json",
    "application/x-www-form-urlencoded",
    "application/json",
    "application/x-www-form-urlencoded",
    "application/json",
    "application/x-www-form-urlencoded",
    "application/json",
    "application/x-www-form-urlencoded",
    "application/json",
    "application/x-www-form-urlencoded",
    "application/json",
    "application/x-www-form-urlencoded",
    "application/scim+json",
    "application/json; charset=utf-8",
    "text/plain",
    "multipart/form-data",
    "application/octet-stream",
    "*/*",
    "application/problem+json",
];

impl Maker<'_> {
    pub(super) fn path_item(&mut self, names: &[String]) -> Value {
        let mut item = Map::new();
        let shared = self.chance(1, 3);
        if shared {
            let parameters: Vec<Value> =
                names.iter().map(|name| self.path_parameter(name)).collect();
            item.insert("parameters".to_owned(), json!(parameters));
        }
        if self.chance(1, 8) {
            item.insert(
                "servers".to_owned(),
                json!([{ "url": "https://other.example.com" }]),
            );
        }
        if self.chance(1, 8) {
            let extension = json!({ "pathType": "instance", "parent": "/v1/Things", "defaultOutputProperties": ["sid"] });
            item.insert("x-twilio".to_owned(), extension);
        }
        for _ in 0..=self.below(3) {
            // The first five are the usual ones.
            let most = if self.chance(1, 8) { METHODS.len() } else { 5 };
            let index = self.below(most);
            let own: &[String] = if shared { &[] } else { names };
            let operation = self.operation(METHODS[index], own);
            item.insert(METHODS[index].to_owned(), operation);
        }
        Value::Object(item)
    }

    fn operation(&mut self, method: &str, names: &[String]) -> Value {
        self.operations += 1;
        let mut id = self.pick(IDS).to_owned();
        if !self.broken() {
            id.push_str(&self.operations.to_string());
        }
        let mut operation = Map::new();
        if !self.chance(1, 12) {
            operation.insert("operationId".to_owned(), json!(id));
        }
        let mut parameters: Vec<Value> =
            names.iter().map(|name| self.path_parameter(name)).collect();
        for _ in 0..self.below(4) {
            let parameter = self.parameter();
            let same = |other: &Value| {
                other["name"] == parameter["name"] && other["in"] == parameter["in"]
            };
            if self.broken() || !parameters.iter().any(same) {
                parameters.push(parameter);
            }
        }
        if self.chance(1, 6) {
            parameters.push(json!({ "$ref": "#/components/parameters/Page" }));
        }
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), json!(parameters));
        }
        let may = matches!(method, "post" | "put" | "patch");
        if (may && self.chance(3, 4)) || self.broken() {
            let body = match self.below(8) {
                0 => json!({ "$ref": "#/components/requestBodies/Body" }),
                _ => self.body(),
            };
            operation.insert("requestBody".to_owned(), body);
        }
        let responses = self.responses();
        operation.insert("responses".to_owned(), responses);
        for (name, likely) in [("summary", 4), ("description", 2)] {
            if self.chance(1, likely) {
                let text = self.prose();
                operation.insert(name.to_owned(), json!(text));
            }
        }
        if self.chance(1, 4) {
            let tag = self.property_name();
            operation.insert("tags".to_owned(), json!([tag]));
        }
        if self.chance(1, 8) {
            operation.insert("deprecated".to_owned(), json!(true));
        }
        if self.chance(1, 12) {
            operation.insert("security".to_owned(), json!([]));
        }
        Value::Object(operation)
    }

    fn path_parameter(&mut self, name: &str) -> Value {
        let schema = match self.below(4) {
            0 => self.enumeration(),
            1 => self.reference(),
            _ => self.scalar(),
        };
        json!({ "name": name, "in": "path", "required": true, "schema": schema })
    }

    fn parameter(&mut self) -> Value {
        let place = match self.below(16) {
            0 => "cookie",
            1..=3 => "header",
            _ => "query",
        };
        let name = match place {
            "header" => self
                .pick(&[
                    "If-Match",
                    "X-Thing",
                    "x-thing",
                    "I-Twilio-Auth-Account",
                    "Idempotency-Key",
                ])
                .to_owned(),
            _ => self.property_name(),
        };
        // Whatever is no text and no list of texts is mostly refused.
        let schema = match self.below(16) {
            0 => self.schema(2),
            1 | 2 => json!({ "type": "array", "items": self.scalar() }),
            3..=5 => self.enumeration(),
            _ => self.scalar(),
        };
        let mut parameter = json!({ "name": name, "in": place, "schema": schema });
        if self.chance(1, 4) {
            parameter["required"] = json!(true);
        }
        if self.chance(1, 4) {
            parameter["description"] = json!(self.prose());
        }
        if self.chance(1, 8) {
            parameter["explode"] = json!(false);
        }
        if self.chance(1, if self.wild { 12 } else { 64 }) {
            parameter["style"] = json!(self.pick(&[
                "form",
                "simple",
                "deepObject",
                "spaceDelimited",
                "pipeDelimited"
            ]));
        }
        if self.chance(1, 12) {
            parameter["deprecated"] = json!(true);
        }
        parameter
    }

    pub(super) fn body(&mut self) -> Value {
        let mut content = Map::new();
        let count = 1 + usize::from(self.chance(1, 8));
        for _ in 0..count {
            let media = self.pick(MEDIA);
            let schema = if media.contains("form") {
                self.object(2)
            } else {
                self.schema(3)
            };
            content.insert(media.to_owned(), json!({ "schema": schema }));
        }
        let mut body = json!({ "content": content });
        if self.chance(1, 2) {
            body["required"] = json!(true);
        }
        body
    }

    fn responses(&mut self) -> Value {
        let mut responses = Map::new();
        for _ in 0..=self.below(2) {
            let status = self.pick(&[
                "200", "201", "204", "202", "default", "2XX", "400", "4XX", "404", "5XX", "302",
            ]);
            let answer = match self.below(8) {
                0 => json!({ "$ref": "#/components/responses/Answer" }),
                _ if status == "204" => json!({ "description": "nothing" }),
                _ => self.answer(),
            };
            responses.insert(status.to_owned(), answer);
        }
        Value::Object(responses)
    }

    pub(super) fn answer(&mut self) -> Value {
        let mut answer = json!({ "description": self.prose() });
        if self.chance(3, 4) {
            let media = if self.chance(15, 16) {
                "application/json"
            } else {
                self.pick(MEDIA)
            };
            let schema = if self.chance(1, 4) {
                self.page()
            } else {
                self.schema(4)
            };
            answer["content"] = json!({ media: { "schema": schema } });
            if self.chance(1, 8) {
                answer["content"][media]["examples"] = json!({ "one": { "value": self.value(3) } });
            }
        }
        if self.chance(1, 8) {
            answer["headers"] =
                json!({ "Retry-After": { "schema": { "type": "integer" }, "description": "d" } });
        }
        answer
    }

    /// A list as the vendor's documents have it.
    fn page(&mut self) -> Value {
        let item = self.schema(2);
        let key = self.property_name();
        let text = json!({ "type": "string", "format": "uri", "nullable": true });
        let number = json!({ "type": "integer" });
        let mut meta = Map::new();
        for name in [
            "first_page_url",
            "next_page_url",
            "previous_page_url",
            "url",
            "key",
        ] {
            if !self.chance(1, 12) {
                meta.insert(name.to_owned(), text.clone());
            }
        }
        for name in ["page", "page_size"] {
            meta.insert(name.to_owned(), number.clone());
        }
        json!({ "type": "object", "properties": {
            key: { "type": "array", "items": item },
            "meta": { "type": "object", "properties": meta },
        } })
    }
}
