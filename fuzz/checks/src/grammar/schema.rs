//! Schemas: types and formats, objects, maps, lists, enums, compositions, references.

use serde_json::{Map, Value, json};

use super::Maker;

/// Deepest nesting inside one schema.
const DEPTH: usize = 4;

const FORMATS: &[&str] = &[
    "date-time",
    "date",
    "uri",
    "uuid",
    "email",
    "byte",
    "binary",
    "password",
    "sid",
    "phone-number",
    "country-code",
    "date-time-rfc-2822",
    "uri-map",
    "prefixed-collapsible-map",
    "http-method",
    "ipv4",
    "hostname",
    "time",
    "unheard-of",
    "int64",
    "decimal",
    "currency",
    "economy",
];

const PATTERNS: &[&str] = &[
    "^BU[0-9a-fA-F]{32}$",
    "^RN[0-9a-fA-F]{32}$",
    "^AC[0-9a-fA-F]{32}$",
    "^[A-Z]{2}$",
    "^a|b$",
    "^\\d+$",
    "[",
    "(?=a)",
    "^BU[0-9a-f]{32}$|^IT[0-9a-f]{32}$",
    "",
];

impl Maker<'_> {
    /// A schema among the components: rarely only a reference.
    pub(super) fn component(&mut self) -> Value {
        match self.below(8) {
            0 => self.enumeration(),
            1 => self.composition(DEPTH),
            2 => self.schema(DEPTH),
            _ => self.object(DEPTH),
        }
    }

    /// Any schema; `depth` is how deep it may still nest.
    pub(super) fn schema(&mut self, depth: usize) -> Value {
        if depth == 0 {
            return self.scalar();
        }
        let mut schema = match self.below(16) {
            0..=2 => return self.reference(),
            3 | 4 => self.object(depth - 1),
            5 | 6 => self.list(depth - 1),
            7 => self.enumeration(),
            8 => self.composition(depth - 1),
            9 => self.map(depth - 1),
            10 => json!({}),
            _ => self.scalar(),
        };
        self.decorate(&mut schema);
        schema
    }

    /// What any schema can have beside its type.
    fn decorate(&mut self, schema: &mut Value) {
        if self.chance(1, 4) {
            schema["nullable"] = json!(true);
        }
        if self.chance(1, 4) {
            schema["description"] = json!(self.prose());
        }
        if self.chance(1, 12) {
            schema["title"] = json!(self.property_name());
        }
        if self.chance(1, 12) {
            let flag = self.pick(&["deprecated", "readOnly", "writeOnly", "x-optional"]);
            schema[flag] = json!(true);
        }
        if self.chance(1, 12) {
            schema["x-twilio"] = json!({ "pii": { "handling": "standard", "deleteSla": 30 } });
        }
        if self.chance(1, 12) {
            let place = self.pick(&["example", "default"]);
            schema[place] = self.value(2);
        }
        if self.broken() {
            let place = self.pick(&[
                "type",
                "items",
                "properties",
                "required",
                "enum",
                "allOf",
                "format",
                "$ref",
            ]);
            schema[place] = self.value(2);
        }
    }

    pub(super) fn reference(&mut self) -> Value {
        if self.broken() {
            let targets = [
                "#/components/schemas/Missing",
                "other.yaml#/A",
                "#/components/responses/Answer",
                "#",
                "",
            ];
            return json!({ "$ref": self.pick(&targets) });
        }
        if self.schemas.is_empty() {
            return self.scalar();
        }
        let index = self.below(self.schemas.len());
        json!({ "$ref": format!("#/components/schemas/{}", self.schemas[index]) })
    }

    pub(super) fn scalar(&mut self) -> Value {
        match self.below(8) {
            0 => json!({ "type": "boolean" }),
            1 => json!({ "type": "integer", "format": self.pick(&["int32", "int64", "uint8"]) }),
            2 => json!({ "type": "integer", "minimum": 0, "maximum": self.below(2000) }),
            3 => json!({ "type": "number", "format": self.pick(&["float", "double"]) }),
            4 => json!({ "type": "string", "format": self.pick(FORMATS) }),
            5 => {
                json!({ "type": "string", "pattern": self.pick(PATTERNS), "minLength": 34, "maxLength": 34 })
            }
            _ => json!({ "type": "string" }),
        }
    }

    pub(super) fn object(&mut self, depth: usize) -> Value {
        let mut properties = Map::new();
        for _ in 0..self.below(6) {
            let name = self.property_name();
            let schema = self.schema(depth);
            properties.insert(name, schema);
        }
        let required: Vec<String> = properties
            .keys()
            .filter(|_| self.chance(1, 2))
            .cloned()
            .collect();
        let mut object = json!({ "type": "object" });
        if !properties.is_empty() {
            object["properties"] = Value::Object(properties);
        }
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        if self.chance(1, 5) {
            object["additionalProperties"] = match self.below(3) {
                0 => json!(false),
                1 => json!(true),
                _ => self.schema(depth),
            };
        }
        object
    }

    fn map(&mut self, depth: usize) -> Value {
        let values = match self.below(3) {
            0 => json!(true),
            1 => json!({}),
            _ => self.schema(depth),
        };
        json!({ "type": "object", "additionalProperties": values })
    }

    fn list(&mut self, depth: usize) -> Value {
        let items = self.schema(depth);
        let mut list = json!({ "type": "array", "items": items });
        if self.chance(1, 6) {
            list["uniqueItems"] = json!(true);
            list["maxItems"] = json!(self.below(4));
        }
        list
    }

    pub(super) fn enumeration(&mut self) -> Value {
        let mut values: Vec<Value> = Vec::new();
        for _ in 0..=self.below(5) {
            let value = match self.below(16) {
                0 if self.wild => Value::Null,
                1 if self.wild => json!(self.below(4)),
                _ => json!(self.property_name()),
            };
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let mut schema = json!({ "type": "string", "enum": values });
        if self.chance(1, 8) {
            schema = json!({ "type": "integer", "enum": [1, 2, -3] });
        }
        self.decorate(&mut schema);
        schema
    }

    /// `allOf`, `oneOf` or `anyOf`, alone or beside properties, with a discriminator or without.
    pub(super) fn composition(&mut self, depth: usize) -> Value {
        let word = self.pick(&["allOf", "oneOf", "anyOf"]);
        let count = 1 + self.below(3);
        let parts: Vec<Value> = (0..count)
            .map(|_| match self.below(4) {
                0 if depth > 0 => self.object(depth - 1),
                1 if depth > 0 => self.schema(depth - 1),
                _ => self.reference(),
            })
            .collect();
        let mut schema = json!({ word: parts });
        if self.chance(1, 4) {
            let object = self.object(depth.saturating_sub(1));
            if let (Value::Object(schema), Value::Object(object)) = (&mut schema, object) {
                schema.extend(object);
            }
        }
        if word != "allOf" && self.chance(1, 2) {
            let name = self.property_name();
            schema["discriminator"] = json!({ "propertyName": name });
            if self.chance(1, 2) && !self.schemas.is_empty() {
                let mut mapping = Map::new();
                for _ in 0..=self.below(2) {
                    let (key, index) = (self.property_name(), self.below(self.schemas.len()));
                    let target = format!("#/components/schemas/{}", self.schemas[index]);
                    mapping.insert(key, json!(target));
                }
                schema["discriminator"]["mapping"] = Value::Object(mapping);
            }
        }
        if self.chance(1, 16) {
            schema["not"] = self.scalar();
        }
        schema
    }

    /// Any JSON value, for examples and defaults, and where a rule is broken.
    pub(super) fn value(&mut self, depth: usize) -> Value {
        match self.below(8) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(self.choices.arbitrary::<i64>().unwrap_or(0)),
            3 => json!(1.5e300),
            4 if depth > 0 => json!([self.value(depth - 1), self.value(depth - 1)]),
            5 if depth > 0 => json!({ self.property_name(): self.value(depth - 1) }),
            6 => json!(self.prose()),
            _ => json!(self.property_name()),
        }
    }
}
